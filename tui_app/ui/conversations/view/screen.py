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

from tui_app.domain.conversations import steps as steps_module
from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.errors import DomainError
from tui_app.domain.forms.form import Section
from tui_app.domain.records.conversation import Role
from tui_app.services.conversations import conversation_view
from tui_app.text.conversations import labels, view
from tui_app.text.i18n import _, current_language
from tui_app.ui import content as content_module
from tui_app.ui import keys
from tui_app.ui.content import concat, plain
from tui_app.ui.conversations import page_fields
from tui_app.ui.conversations.view.agreement_lists import AgreementLists
from tui_app.ui.conversations.view.clock import CLOCK_REFRESH_SECONDS
from tui_app.ui.conversations.view.page_fields import PageFields
from tui_app.ui.conversations.view.page_list import PAGE_COLUMNS, STEP_COLUMNS
from tui_app.ui.conversations.view.section_page import (
    STATEMENT_FIELD,
    ReadingPane,
    comment_block,
    minutes_content,
    other_answer_content,
    section_blocks,
    statement_block,
)
from tui_app.ui.messages import EditGoal, NewAction, NewTopic
from tui_app.ui.widgets.action_keys import ACTION_ACTIONS
from tui_app.ui.widgets.columns import ColumnLine
from tui_app.ui.widgets.field_block import FieldBlock
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

PAGE_DELAY_SECONDS = 0.12
"""Seconds that the cursor rests on a page before it is shown: running through the list stays quick."""


class ConversationScreen(AgreementLists):
    """One conversation as one of its two parties sees it."""

    BINDINGS = keys.CONVERSATION
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
                yield RecordList(id="sheet-pages")
                yield Static(id="sheet-turn")
            with Vertical(id="sheet-page", classes="box"):
                yield PageFields(id="sheet-fields")
                yield Static(id="sheet-rows-hint")
                yield RecordList(id="sheet-rows")
                yield Static(id="sheet-question")

    def on_mount(self) -> None:
        """Ready to read and to write."""
        self.query_one("#sheet-question").display = False
        self.set_interval(CLOCK_REFRESH_SECONDS, self._tick)

    async def fetch(self) -> ConversationView:
        """What this person sees of the conversation."""
        return await self.ctx.call(conversation_view.get_view, self._conversation_id)

    def refused(self, refusal: DomainError) -> None:
        """Not there, or between others: leave it."""
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed", "no_form"):
            self.leave()

    def show(self, data: ConversationView) -> None:
        """Head, pages, and the page that is open; fields that somebody writes in stay as they are."""
        self._show_head(data)
        self.show_seen_key(data)
        self.forget_what_was_handed_over(data)
        listed = self.query_one("#sheet-pages", RecordList)
        pages, said = view.outline_pages(data), view.turn_text(data)
        contents = (pages, steps_module.available_steps(data), said, current_language())
        if contents != self._contents:
            self._contents = contents
            listed.fill(self._page_rows(data))
            self.query_one("#sheet-turn", Static).update(plain(said, content_module.WARNING))
            self.refresh_bindings()
        there = [page.key for page in pages]
        if self.page not in there:
            self.page = self._first_page(data, there)
            listed.go_to(self.page)
        self._draw()

    def _first_page(self, data: ConversationView, there: list[str]) -> str:
        """Where this person wrote last, if it can be written there still; else what stands first."""
        for section in data.form.sections:
            page = view.SECTION_PREFIX + section.key
            field = page_fields.last_edited_field(data, section)
            if page in there and field:
                self._go_to = field
                return page
        if data.bookmark == STATEMENT_FIELD and data.my_statement is not None and data.signed:
            self._go_to = STATEMENT_FIELD
            return view.newest_version_key(data)
        return there[0]

    def _show_head(self, data: ConversationView) -> None:
        talk = data.conversation
        name = talk.person_name if data.role is Role.LEADER else talk.leader_name
        state = _(labels.CONVERSATION_STATE_LABELS[steps_module.current_state(data)])
        head = plain(f" {name}", "bold")
        head += plain(
            f"  {labels.conversation_title(talk)} · {view.time_and_place(data, self.ctx.now)}",
            content_module.MUTED,
        )
        head += plain(f"  {state}", content_module.ACCENT)
        clock = self._clock_words(data)
        gap = self.size.width - head.cell_length - len(clock) - 1
        line = (
            concat(head, " " * gap, plain(clock, content_module.MUTED))
            if gap > 0
            else head.truncate(self.size.width - 1)
        )
        self.query_one("#sheet-head", Static).update(line, layout=False)

    def _clock_words(self, data: ConversationView) -> str:
        held = data.conversation.held_at
        if held is None or not steps_module.is_preparing(data) or data.conversation.on != self.ctx.today:
            return ""
        gone = int((self.ctx.now - held).total_seconds() // 60)
        page = next((one for one in view.outline_pages(data) if one.key == self.page), None)
        here = int(self._seconds.get(self.page, 0) // 60)
        return view.elapsed_time_text(data, gone, here, page.minutes if page else 0)

    def _tick(self) -> None:
        held = self.shown is not None and self.shown.conversation.held_at is not None
        if self.is_current and held:
            self._seconds[self.page] = self._seconds.get(self.page, 0.0) + CLOCK_REFRESH_SECONDS
        if self.shown is not None and held:
            self._show_head(self.shown)

    def _page_rows(self, data: ConversationView) -> Iterator[Row]:
        for page in view.outline_pages(data):
            mark = plain(page.sign, content_module.ERROR if page.sign == "!" else content_module.SUCCESS)
            length = plain(f"{page.minutes}′" if page.minutes else "", content_module.MUTED)
            yield Row(page.key, ColumnLine([mark, plain(page.label), length], PAGE_COLUMNS))
        steps = steps_module.available_steps(data)
        if steps:
            yield heading_row(plain(""))
        for step in steps:
            label = plain(_(view.STEP_LABELS[step]), "bold")
            yield Row(f"step-{step}", ColumnLine([plain("▸", content_module.ACCENT), label], STEP_COLUMNS))

    @on(RecordList.Moved, "#sheet-pages")
    def _moved(self, event: RecordList.Moved) -> None:
        if self._turning is not None:
            self._turning.stop()
        if (
            str(event.value or "")
            and not str(event.value or "").startswith("step-")
            and str(event.value or "") != self.page
        ):
            self._turning = self.set_timer(PAGE_DELAY_SECONDS, partial(self._turn_to, str(event.value or "")))

    @on(RecordList.Opened, "#sheet-pages")
    def _opened(self, event: RecordList.Opened) -> None:
        if str(event.value or "").startswith("step-"):
            self.ctx.spawn(self.steps.take(str(event.value or "").removeprefix("step-")))
            return
        self.opened = str(event.value or "")
        self._turn_to(str(event.value or ""))
        self.call_after_refresh(self._into_page)

    def _turn_to(self, key: str) -> None:
        if key != self.page:
            self.page = key
            self._put_away_question()
            self.ctx.spawn(self.flush())
            self._draw()

    def write_in(self, page: str, field: str) -> None:
        """Turn to a page and focus one of its fields."""
        self._go_to, self.page, self._drawn = field, page, None
        self.query_one("#sheet-pages", RecordList).go_to(page)
        self._draw()

    def _into_page(self) -> None:
        rows = self.query_one("#sheet-rows", RecordList)
        if rows.display:
            rows.focus()
        else:
            self.query_one(PageFields).enter()

    def _section(self) -> Section | None:
        if self.shown is None or not self.page.startswith(view.SECTION_PREFIX):
            return None
        key = self.page.removeprefix(view.SECTION_PREFIX)
        return next((one for one in self.shown.form.sections if one.key == key), None)

    def _draw(self) -> None:
        """Show the page: built anew only when it is another one or what it is made of has changed."""
        data = self.shown
        if data is None:
            return
        section = self._section()
        page = next((one for one in view.outline_pages(data) if one.key == self.page), None)
        is_list = self.page in (view.SINCE_LAST, view.GOALS_AND_ACTIONS)
        self._frame(page.label if page else "", is_list=is_list)
        if is_list:
            self._drawn = None
            self.query_one("#sheet-rows", RecordList).fill(self.list_rows(data))
        elif section is not None:
            self._draw_section(data, section)
        else:
            self._draw_reading(data)

    def _frame(self, title: str, *, is_list: bool) -> None:
        """Title and kind of the page; left alone while they are the same, since a change lays everything out anew."""
        framed = (self.page, title, current_language())
        if framed == self._framed:
            return
        self._framed = framed
        self.query_one("#sheet-fields").display = not is_list
        self.query_one("#sheet-rows").display = is_list
        self.query_one("#sheet-page").border_title = plain(title)
        hint = self.query_one("#sheet-rows-hint", Static)
        hint.display = is_list
        hint.update(plain(self.rows_hint(), content_module.MUTED))

    def _draw_section(self, data: ConversationView, section: Section) -> None:
        made_of = (
            section.key,
            data.conversation.template_id,
            steps_module.is_preparing(data),
            steps_module.is_writing(data),
            steps_module.is_commenting(data),
            steps_module.is_writing(data) or data.draft is None,
            data.draft.comments if data.draft else (),
        )
        if made_of == self._drawn:
            self._freshen(data, section)
            return
        self._drawn, self._theirs = made_of, data.their_preparation
        blocks = list(section_blocks(data, section, self.keep, self.ctx.now))
        if not blocks:
            blocks = [Static(plain(_("Nothing for you to answer here."), content_module.MUTED), classes="hint")]
        self._put(blocks)

    def _draw_reading(self, data: ConversationView) -> None:
        from tui_app.ui.conversations.signed_minutes import changes_content, draft_content, signed_content

        if self.page == view.WHOLE_MINUTES:
            whole, commenting = draft_content(data, self.ctx.now), steps_module.is_commenting(data)
            if self._drawn != (self.page, whole, commenting):
                self._drawn = (self.page, whole, commenting)
                self._put([ReadingPane(whole), *([comment_block(data, "", self.keep)] if commenting else [])])
            self.refresh_field("c-", data.my_comments.get(""))
            return
        number = int(self.page.partition("-")[2] or 0)
        versions = {one.document.number: one for one in data.signed}
        stating = self.is_stating(data) and self.page == view.newest_version_key(data)
        made_of = (self.page, versions.get(number), stating)
        self.refresh_field(STATEMENT_FIELD, data.my_statement)
        if made_of == self._drawn or number not in versions:
            return
        self._drawn = made_of
        if self.page.startswith(view.CHANGES_PREFIX):
            content = changes_content(versions[number - 1], versions[number])
        else:
            content = signed_content(versions[number], self.ctx.now)
        self._put([ReadingPane(content), *([statement_block(data, self.keep)] if stating else [])])

    def _put(self, blocks: list[Widget]) -> None:
        go_to, self._go_to = self._go_to, ""
        self.query_one(PageFields).put(blocks, go_to)

    def _freshen(self, data: ConversationView, section: Section) -> None:
        """Bring the other's words, and one's own from another terminal, into fields that stand already."""
        news, self._theirs = data.their_preparation != self._theirs, data.their_preparation
        for question in section.questions:
            for beside in self.query(f"#t-{question.key}").results(Static) if news else ():
                theirs = other_answer_content(data, question)
                beside.update(theirs if theirs is not None else "")
                beside.display = theirs is not None
                beside.query_ancestor(FieldBlock).display = question.is_for(data.role) or theirs is not None
            self.refresh_field(f"q-{question.key}", data.my_preparation.answers.get(question.key))
        written = data.draft.texts.get(section.key) if data.draft else None
        self.refresh_field(f"m-{section.key}", written)
        self.refresh_field(f"c-{section.key}", data.my_comments.get(section.key))
        for shown in self.query(f"#w-{section.key}").results(Static):
            shown.update(minutes_content(written))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys rest where they can do nothing."""
        if self.shown is None:
            return action == "back"
        if action == "tick":
            return bool(self.targets()) or self.under_cursor() is not None
        if action in ACTION_ACTIONS:
            return self.can_do(action)
        if action in ("new_action", "new_goal"):
            return steps_module.may_record_agreements(self.shown)
        if action == "next_step":
            return bool(steps_module.available_steps(self.shown))
        if action == "open_question":
            return steps_module.is_preparing(self.shown)
        return True if action == "back" else super().check_action(action, parameters)

    def action_next_step(self) -> None:
        """The first of the steps that can be taken."""
        if self.shown is not None and (steps := steps_module.available_steps(self.shown)):
            self.ctx.spawn(self.steps.take(steps[0]))

    def action_new_action(self) -> None:
        """Agree who does what by when, for the minutes."""
        self.ctx.open(NewAction(self.person, self._conversation_id))

    def action_new_goal(self) -> None:
        """Set a goal, for the minutes."""
        self.ctx.open(EditGoal(self.person, None, self._conversation_id))

    def action_new_topic(self) -> None:
        """Put something on the list for this or the next time."""
        self.ctx.open(NewTopic(self.person))

    def action_open_question(self) -> None:
        """An open question to ask, another one at each press."""
        section = self._section()
        bank = self.ctx.files.question_bank()
        self._question = bank.next_question(section.key if section else "", self._question)
        from tui_app.domain.forms.translations import in_language

        shown = self.query_one("#sheet-question", Static)
        shown.update(plain("» " + in_language(self._question, current_language()), f"italic {content_module.ACCENT}"))
        shown.display = True

    def _put_away_question(self) -> None:
        self.query_one("#sheet-question").display = False

    def action_section(self, by: int) -> None:
        """The page after this one, or before, without leaving the keyboard."""
        if self.shown is None:
            return
        there = [page.key for page in view.outline_pages(self.shown)]
        place = there.index(self.page) + by
        if 0 <= place < len(there):
            self.query_one("#sheet-pages", RecordList).go_to(there[place])
            self._turn_to(there[place])
            self.call_after_refresh(self._into_page)

    def action_back(self) -> None:
        """From the page to the list of pages; from there out, with everything saved."""
        if self.query_one("#sheet-question").display:
            self._put_away_question()
        elif not self.query_one("#sheet-pages").has_focus:
            self.query_one("#sheet-pages").focus()
        else:
            self.ctx.spawn(self._leave())

    def show_again(self) -> None:
        """After a change of day, size or language."""
        self._drawn = None
        super().show_again()
