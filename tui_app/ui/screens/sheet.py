"""The sheet of one conversation: its pages to the left, questions and texts to the right, saved while one writes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from tui_app.domain.conversations import Sheet
from tui_app.domain.forms import Section
from tui_app.domain.records import Role
from tui_app.domain.refusals import Refusal
from tui_app.services import sheet
from tui_app.ui import keys, sheet_words, words
from tui_app.ui.language import _, spoken
from tui_app.ui.screens.on_actions import NEED_ONE
from tui_app.ui.screens.sheet_lists import SheetLists
from tui_app.ui.text import joined, lit
from tui_app.ui.widgets.rows import Column, Line, Row, RowList, heading
from tui_app.ui.widgets.sheet_fields import SheetFields
from tui_app.ui.widgets.sheet_page import (
    STATEMENT,
    Block,
    Reading,
    comment_block,
    minutes_words,
    section_blocks,
    statement_block,
    theirs_words,
)

PAGE_COLUMNS = (Column(1), Column(12, flex=1), Column(3, right=True))
STEP_COLUMNS = (Column(1), Column(12, flex=1))
TURN_DELAY = 0.12
"""Seconds that the cursor rests on a page before it is shown: running through the list stays quick."""
CLOCK_SECONDS = 10.0


class SheetScreen(SheetLists):
    """One conversation as one of its two parties sees it."""

    BINDINGS = keys.SHEET
    AUTO_FOCUS = "#sheet-pages"

    def __init__(self, conversation_id: int) -> None:
        super().__init__(conversation_id)
        self._drawn: object = None
        self._turning: Timer | None = None
        self._seconds: dict[str, float] = {}
        self._contents: object = None
        self._framed: object = None
        self._theirs: object = None
        self._question: Any = None
        self._go_to = ""

    def body(self) -> ComposeResult:
        """Pages and steps to the left, the page to the right."""
        yield Static(id="sheet-head")
        with Horizontal(id="sheet"):
            with Vertical(id="sheet-contents", classes="box"):
                yield RowList(id="sheet-pages")
                yield Static(id="sheet-turn")
            with Vertical(id="sheet-page", classes="box"):
                yield SheetFields(id="sheet-fields")
                yield Static(id="sheet-rows-hint")
                yield RowList(id="sheet-rows")
                yield Static(id="sheet-question")

    def on_mount(self) -> None:
        """Ready to read and to write."""
        self.query_one("#sheet-question").display = False
        self.set_interval(CLOCK_SECONDS, self._tick)

    async def fetch(self) -> Sheet:
        """What this person sees of the conversation."""
        return await self.samtale.ask(sheet.sheet, self._conversation_id)

    def refused(self, refusal: Refusal) -> None:
        """Not there, or between others: leave it."""
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed", "no_form"):
            self.samtale.leave(self)

    def show(self, data: Sheet) -> None:
        """Head, pages, and the page that is open; fields that somebody writes in stay as they are."""
        self._show_head(data)
        self.show_seen_key(data)
        self.forget_what_was_handed_over(data)
        listed = self.query_one("#sheet-pages", RowList)
        pages, said = sheet_words.pages(data), sheet_words.turn_words(data)
        contents = (pages, sheet_words.steps(data), said, spoken())
        if contents != self._contents:
            self._contents = contents
            listed.fill(self._page_rows(data))
            self.query_one("#sheet-turn", Static).update(lit(said, words.AMBER))
            self.refresh_bindings()
        there = [page.key for page in pages]
        if self.page not in there:
            self.page = self._first_page(data, there)
            listed.go_to(self.page)
        self._draw()

    def _first_page(self, data: Sheet, there: list[str]) -> str:
        """Where this person wrote last, if it can be written there still; else what stands first."""
        for section in data.form.sections:
            page = sheet_words.SECTION + section.key
            field = sheet_words.field_at(data, section)
            if page in there and field:
                self._go_to = field
                return page
        if data.place == STATEMENT and data.my_statement is not None and data.signed:
            self._go_to = STATEMENT
            return sheet_words.newest(data)
        return there[0]

    def _show_head(self, data: Sheet) -> None:
        talk = data.conversation
        name = talk.person_name if data.role is Role.LEADER else talk.leader_name
        state = _(words.CONVERSATION_STATES[sheet_words.state_of(data)])
        head = lit(f" {name}", "bold")
        head += lit(f"  {words.talk_title(talk)} · {sheet_words.when_words(data, self.samtale.moment)}", words.FAINT)
        head += lit(f"  {state}", words.BLUE)
        clock = self._clock_words(data)
        gap = self.size.width - head.cell_length - len(clock) - 1
        line = joined(head, " " * gap, lit(clock, words.FAINT)) if gap > 0 else head.truncate(self.size.width - 1)
        self.query_one("#sheet-head", Static).update(line, layout=False)

    def _clock_words(self, data: Sheet) -> str:
        held = data.conversation.held_at
        if held is None or not sheet_words.is_preparing(data) or data.conversation.on != self.samtale.today:
            return ""
        gone = int((self.samtale.moment - held).total_seconds() // 60)
        page = next((one for one in sheet_words.pages(data) if one.key == self.page), None)
        here = int(self._seconds.get(self.page, 0) // 60)
        return sheet_words.time_words(data, gone, here, page.minutes if page else 0)

    def _tick(self) -> None:
        held = self.shown is not None and self.shown.conversation.held_at is not None
        if self.is_current and held:
            self._seconds[self.page] = self._seconds.get(self.page, 0.0) + CLOCK_SECONDS
        if self.shown is not None and held:
            self._show_head(self.shown)

    def _page_rows(self, data: Sheet) -> Iterator[Row]:
        for page in sheet_words.pages(data):
            mark = lit(page.mark, words.RED if page.mark == "!" else words.GREEN)
            length = lit(f"{page.minutes}′" if page.minutes else "", words.FAINT)
            yield Row(page.key, Line([mark, lit(page.label), length], PAGE_COLUMNS))
        steps = sheet_words.steps(data)
        if steps:
            yield heading(lit(""))
        for step in steps:
            label = lit(_(sheet_words.STEP_LABELS[step]), "bold")
            yield Row(f"step-{step}", Line([lit("▸", words.BLUE), label], STEP_COLUMNS))

    @on(RowList.Moved, "#sheet-pages")
    def _moved(self, event: RowList.Moved) -> None:
        if self._turning is not None:
            self._turning.stop()
        if event.key and not event.key.startswith("step-") and event.key != self.page:
            self._turning = self.set_timer(TURN_DELAY, partial(self._turn_to, event.key))

    @on(RowList.Opened, "#sheet-pages")
    def _opened(self, event: RowList.Opened) -> None:
        if event.key.startswith("step-"):
            self.samtale.flow(self.steps.take(event.key.removeprefix("step-")))
            return
        self.opened = event.key
        self._turn_to(event.key)
        self.call_after_refresh(self._into_page)

    def _turn_to(self, key: str) -> None:
        if key != self.page:
            self.page = key
            self._put_away_question()
            self.samtale.flow(self.flush())
            self._draw()

    def write_in(self, page: str, field: str) -> None:
        """Turn to a page and focus one of its fields."""
        self._go_to, self.page, self._drawn = field, page, None
        self.query_one("#sheet-pages", RowList).go_to(page)
        self._draw()

    def _into_page(self) -> None:
        rows = self.query_one("#sheet-rows", RowList)
        if rows.display:
            rows.focus()
        else:
            self.query_one(SheetFields).enter()

    def _section(self) -> Section | None:
        if self.shown is None or not self.page.startswith(sheet_words.SECTION):
            return None
        key = self.page.removeprefix(sheet_words.SECTION)
        return next((one for one in self.shown.form.sections if one.key == key), None)

    def _draw(self) -> None:
        """Show the page: built anew only when it is another one or what it is made of has changed."""
        data = self.shown
        if data is None:
            return
        section = self._section()
        page = next((one for one in sheet_words.pages(data) if one.key == self.page), None)
        is_list = self.page in (sheet_words.LAST, sheet_words.AGREED)
        self._frame(page.label if page else "", is_list=is_list)
        if is_list:
            self._drawn = None
            self.query_one("#sheet-rows", RowList).fill(self.list_rows(data))
        elif section is not None:
            self._draw_section(data, section)
        else:
            self._draw_reading(data)

    def _frame(self, title: str, *, is_list: bool) -> None:
        """Title and kind of the page; left alone while they are the same, since a change lays everything out anew."""
        framed = (self.page, title, spoken())
        if framed == self._framed:
            return
        self._framed = framed
        self.query_one("#sheet-fields").display = not is_list
        self.query_one("#sheet-rows").display = is_list
        self.query_one("#sheet-page").border_title = lit(title)
        hint = self.query_one("#sheet-rows-hint", Static)
        hint.display = is_list
        hint.update(lit(self.rows_hint(), words.FAINT))

    def _draw_section(self, data: Sheet, section: Section) -> None:
        made_of = (
            section.key,
            data.conversation.template_id,
            sheet_words.is_preparing(data),
            sheet_words.is_writing(data),
            sheet_words.is_commenting(data),
            sheet_words.is_writing(data) or data.draft is None,
            data.draft.comments if data.draft else (),
        )
        if made_of == self._drawn:
            self._freshen(data, section)
            return
        self._drawn, self._theirs = made_of, data.theirs
        blocks = list(section_blocks(data, section, self.keep, self.samtale.moment))
        if not blocks:
            blocks = [Static(lit(_("There is nothing for you to answer here."), words.FAINT), classes="hint")]
        self._put(blocks)

    def _draw_reading(self, data: Sheet) -> None:
        from tui_app.ui.sheet_reading import changes_content, draft_content, signed_content

        if self.page == sheet_words.WHOLE:
            whole, commenting = draft_content(data, self.samtale.moment), sheet_words.is_commenting(data)
            if self._drawn != (self.page, whole, commenting):
                self._drawn = (self.page, whole, commenting)
                self._put([Reading(whole), *([comment_block(data, "", self.keep)] if commenting else [])])
            self.refresh_field("c-", data.my_comments.get(""))
            return
        number = int(self.page.partition("-")[2] or 0)
        versions = {one.document.number: one for one in data.signed}
        stating = self.is_stating(data) and self.page == sheet_words.newest(data)
        made_of = (self.page, versions.get(number), stating)
        self.refresh_field(STATEMENT, data.my_statement)
        if made_of == self._drawn or number not in versions:
            return
        self._drawn = made_of
        if self.page.startswith(sheet_words.CHANGES):
            content = changes_content(versions[number - 1], versions[number])
        else:
            content = signed_content(versions[number], self.samtale.moment)
        self._put([Reading(content), *([statement_block(data, self.keep)] if stating else [])])

    def _put(self, blocks: list[Widget]) -> None:
        go_to, self._go_to = self._go_to, ""
        self.query_one(SheetFields).put(blocks, go_to)

    def _freshen(self, data: Sheet, section: Section) -> None:
        """Bring the other's words, and one's own from another terminal, into fields that stand already."""
        news, self._theirs = data.theirs != self._theirs, data.theirs
        for question in section.questions:
            for beside in self.query(f"#t-{question.key}").results(Static) if news else ():
                theirs = theirs_words(data, question)
                beside.update(theirs if theirs is not None else "")
                beside.display = theirs is not None
                beside.query_ancestor(Block).display = question.asks(data.role) or theirs is not None
            self.refresh_field(f"q-{question.key}", data.mine.answers.get(question.key))
        written = data.draft.texts.get(section.key) if data.draft else None
        self.refresh_field(f"m-{section.key}", written)
        self.refresh_field(f"c-{section.key}", data.my_comments.get(section.key))
        for shown in self.query(f"#w-{section.key}").results(Static):
            shown.update(minutes_words(written))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys rest where they can do nothing."""
        if self.shown is None:
            return action == "back"
        if action == "tick":
            return bool(self.targets()) or self.under_cursor() is not None
        if action in NEED_ONE:
            return self.can_do(action)
        if action in ("new_action", "new_goal"):
            return sheet_words.may_agree_now(self.shown)
        if action == "next_step":
            return bool(sheet_words.steps(self.shown))
        if action == "open_question":
            return sheet_words.is_preparing(self.shown)
        return True if action == "back" else super().check_action(action, parameters)

    def action_next_step(self) -> None:
        """The first of the steps that can be taken."""
        if self.shown is not None and (steps := sheet_words.steps(self.shown)):
            self.samtale.flow(self.steps.take(steps[0]))

    def action_new_action(self) -> None:
        """Agree who does what by when, for the minutes."""
        self.samtale.flow(self.samtale.doing.new_action(self.person, self._conversation_id))

    def action_new_goal(self) -> None:
        """Set a goal, for the minutes."""
        self.samtale.flow(self.samtale.doing.goal(self.person, None, self._conversation_id))

    def action_new_topic(self) -> None:
        """Put something on the list for this or the next time."""
        self.samtale.flow(self.samtale.planning.topic(self.person))

    def action_open_question(self) -> None:
        """An open question to ask, another one at each press."""
        section = self._section()
        bank = self.samtale.parts.question_bank()
        self._question = bank.following(section.key if section else "", self._question)
        from tui_app.domain.forms import in_language

        shown = self.query_one("#sheet-question", Static)
        shown.update(lit("» " + in_language(self._question, spoken()), f"italic {words.BLUE}"))
        shown.display = True

    def _put_away_question(self) -> None:
        self.query_one("#sheet-question").display = False

    def action_section(self, by: int) -> None:
        """The page after this one, or before, without leaving the keyboard."""
        if self.shown is None:
            return
        there = [page.key for page in sheet_words.pages(self.shown)]
        place = there.index(self.page) + by
        if 0 <= place < len(there):
            self.query_one("#sheet-pages", RowList).go_to(there[place])
            self._turn_to(there[place])
            self.call_after_refresh(self._into_page)

    def action_back(self) -> None:
        """From the page to the list of pages; from there out, with everything saved."""
        if self.query_one("#sheet-question").display:
            self._put_away_question()
        elif not self.query_one("#sheet-pages").has_focus:
            self.query_one("#sheet-pages").focus()
        else:
            self.samtale.flow(self._leave())

    def show_again(self) -> None:
        """After a change of day, size or language."""
        self._drawn = None
        super().show_again()
