"""My next talk, the warm-up: three questions and one rule for a conversation that one leads."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui_app.domain.conversations.question_bank import QuestionBank
from tui_app.domain.errors import DomainError
from tui_app.domain.forms.translations import in_language
from tui_app.domain.practice.content import PracticeRule
from tui_app.domain.practice.question_judge import judge_question
from tui_app.domain.practice.sessions import WARM_UP_QUESTIONS, LookBack, WarmUp
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.practice import PracticeFormat
from tui_app.domain.text_normalization import LINE_LIMIT, clean_line
from tui_app.services.practice import sessions
from tui_app.text.conversations.labels import conversation_time
from tui_app.text.i18n import _, current_language, format_message
from tui_app.text.practice.formats import FORMAT_NAMES
from tui_app.text.practice.looks import look_sentence
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.practice import practice_keys
from tui_app.ui.practice.session_clock import SessionClock, read_exercises
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec, StackedLines, TextLine
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.fields.line import LineInput
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

_QUESTION_COLUMNS = (ColumnSpec(2), ColumnSpec(20, flex=1))


class Stage(IntEnum):
    """Instructions, in order."""

    TALK = 0
    QUESTIONS = 1
    RULE = 2
    DONE = 3


class WarmUpMaterial(Struct, frozen=True):
    """What one chooses from.

    Attributes:
        talks: planned conversations that one leads, the nearest first.
        look_back: what one noted after the latest conversation.
    """

    talks: tuple[Conversation, ...]
    look_back: LookBack | None
    bank: QuestionBank
    rules: tuple[PracticeRule, ...]


class WarmUpScreen(DataScreen[WarmUpMaterial]):
    """Chooses a conversation, three questions and a rule. Only what is chosen in the end is stored.

    Attributes:
        key_labels: what the keys do now, for the footer.
    """

    BINDINGS = practice_keys.WARM_UP
    AUTO_FOCUS = ""

    def __init__(self, conversation_id: int = 0) -> None:
        super().__init__()
        self.key_labels = {"select": _("Go on"), "next": _("Finish")}
        self._talk_id = conversation_id
        self._stage = Stage.TALK
        self._chosen: list[str] = []
        self._own: list[str] = []
        self._rule = ""
        self._clock = SessionClock(self.ctx, PracticeFormat.NEXT_CONVERSATION)

    def compose_body(self) -> ComposeResult:
        """Yield what is asked, the list to choose from, and the field for own words."""
        with Vertical(id="warm-up", classes="box"):
            yield Static(id="warm-up-head")
            yield RecordList(id="warm-up-rows")
            yield LineInput(id="warm-up-own", compact=True, max_length=LINE_LIMIT)

    def on_mount(self) -> None:
        """Begin: the clock runs, and no own words are asked for."""
        self._clock.start()
        self.query_one(LineInput).display = False
        self.query_one("#warm-up").border_title = plain(_(FORMAT_NAMES[PracticeFormat.NEXT_CONVERSATION]))

    async def fetch(self) -> WarmUpMaterial:
        """Read what one chooses from; it stays the same until the end."""
        if self.shown is not None:
            return self.shown
        found = await self.ctx.call(sessions.overview)
        all_content = await read_exercises(self.ctx)
        bank = await self.ctx.run(self.ctx.files.question_bank)
        talks = found.next_conversations
        if self._talk_id or len(talks) == 1:
            await self._begin(self._talk_id or talks[0].id)
        return WarmUpMaterial(talks, found.look_back, bank, all_content.rules)

    async def _begin(self, talk_id: int) -> None:
        earlier = await self.ctx.call(sessions.warm_up, talk_id) or WarmUp()
        self._talk_id, self._stage = talk_id, Stage.QUESTIONS
        self._chosen, self._own = list(earlier.questions), list(earlier.questions)

    def load_failed(self, error: DomainError) -> None:
        """Report why nothing can be chosen, and leave."""
        super().load_failed(error)
        if self.shown is None:
            self.leave()

    def show(self, data: WarmUpMaterial) -> None:
        """Show the current stage."""
        self.query_one("#warm-up-head", Static).update(Content("\n").join(self._head(data)))
        rows = self.query_one(RecordList)
        rows.fill(self._rows(data))
        rows.display = self._stage is not Stage.DONE and bool(data.talks or self._talk_id)
        if not rows.display:
            self.set_focus(None)
        elif not self.query_one(LineInput).display:
            rows.focus()
        self.refresh_bindings()

    def _head(self, data: WarmUpMaterial) -> Iterator[Content]:
        if self._stage is Stage.TALK:
            yield plain(_("Which conversation?") if data.talks else _("No conversation is planned."), "bold")
        elif self._stage is Stage.QUESTIONS:
            yield from _look_back_lines(data.look_back)
            message = format_message(_("Choose three questions: $count of 3"), count=len(self._chosen))
            yield plain(message, "bold")
        elif self._stage is Stage.RULE:
            yield plain(_("Choose one rule for yourself"), "bold")
        else:
            for question in self._chosen:
                yield plain("» " + question, "bold")
            yield plain("")
            if self._rule:
                yield plain(self._rule, f"bold {content.ACCENT}")
                yield plain("")
            yield plain(
                self.ctx.with_keys(_("They come first on $open_question in the conversation. Only you see them.")),
                content.MUTED,
            )

    def _rows(self, data: WarmUpMaterial) -> Iterator[Row]:
        if self._stage is Stage.TALK:
            for talk in data.talks:
                line = plain(talk.distinct_person_name, "bold") + plain("  " + conversation_time(talk, self.ctx.now))
                yield Row(talk, TextLine(line))
        elif self._stage is Stage.QUESTIONS:
            language = current_language()
            for question in self._own:
                yield self._question_row(question)
            for theme in data.bank.themes:
                yield heading_row(plain(in_language(theme.title, language), content.MUTED))
                for one in theme.questions:
                    question = in_language(one, language)
                    if question not in self._own:
                        yield self._question_row(question)
        elif self._stage is Stage.RULE:
            yield from _rule_rows(data.rules)

    def _question_row(self, question: str) -> Row:
        sign = "✓" if question in self._chosen else " "
        style = f"bold {content.SUCCESS}" if question in self._chosen else ""
        return Row(question, ColumnLine([plain(sign, style), plain(question, style)], _QUESTION_COLUMNS))

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        if self._stage is Stage.TALK and isinstance(event.value, Conversation):
            self.run_once(self._choose_talk(event.value.id))
        elif self._stage is Stage.QUESTIONS and not self._chosen:
            self.ctx.notify(self.ctx.with_keys(_("Choose a question first, with $done.")))
        elif self._stage is Stage.QUESTIONS:
            self._stage = Stage.RULE
            self.redraw()
        elif self._stage is Stage.RULE and isinstance(event.value, str):
            self._finish(event.value)

    async def _choose_talk(self, talk_id: int) -> None:
        await self._begin(talk_id)
        self.redraw()

    def _finish(self, rule: str) -> None:
        if self._stage is Stage.RULE:
            self._rule, self._stage = rule, Stage.DONE
            self.run_once(self._store())
            self.redraw()

    async def _store(self) -> None:
        await self.ctx.call(sessions.save_warm_up, self._talk_id, tuple(self._chosen), self._rule)
        await self._clock.record()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable what the stage needs; in the field, keys are letters."""
        if action == "choose_question":
            return self._stage is Stage.QUESTIONS and self.query_one(RecordList).has_focus
        if action == "own_words":
            return self._stage in (Stage.QUESTIONS, Stage.RULE) and self.query_one(RecordList).has_focus
        if action == "next":
            return self.shown is not None and not self.query_one(RecordList).display
        return super().check_action(action, parameters)

    def action_choose_question(self) -> None:
        """Choose the question under the cursor, or leave it out again."""
        question = self.query_one(RecordList).selected(str)
        if question is not None:
            self._turn(question)
            self.redraw()

    def _turn(self, question: str) -> None:
        if question in self._chosen:
            self._chosen.remove(question)
        elif len(self._chosen) < WARM_UP_QUESTIONS:
            self._chosen.append(question)
        else:
            self.ctx.notify(_("Three at most: leave one out first."))

    def action_own_words(self) -> None:
        """Write a question or a rule of one's own."""
        field = self.query_one(LineInput)
        field.placeholder = _("Your rule") if self._stage is Stage.RULE else _("Your question")
        field.display = True
        field.focus()

    @on(Input.Submitted)
    def _own_words_written(self, event: Input.Submitted) -> None:
        words = clean_line(event.value)
        self._hide_field()
        if words and self._stage is Stage.RULE:
            self._finish(words)
        elif words:
            if words not in self._own:
                self._own.insert(0, words)
                self._turn(words)
            self.ctx.notify(look_sentence(judge_question(words, current_language())))
        self.redraw()

    def _hide_field(self) -> None:
        field = self.query_one(LineInput)
        field.clear()
        field.display = False
        self.query_one(RecordList).focus()

    def action_next(self) -> None:
        """Leave at the end."""
        self.leave()

    def action_back(self) -> None:
        """Leave the field, or the screen; nothing is stored before the end."""
        if self.query_one(LineInput).display:
            self._hide_field()
        else:
            super().action_back()


def _look_back_lines(look_back: LookBack | None) -> Iterator[Content]:
    if look_back is None or look_back.is_empty:
        return
    noted = (
        (_("What opened up"), look_back.opened_up),
        (_("Where I took over"), look_back.took_over),
        (_("Next time"), look_back.next_time),
    )
    for label, text in noted:
        if text:
            yield plain(label + ": ", content.MUTED) + plain(text)
    yield plain("")


def _rule_rows(rules: tuple[PracticeRule, ...]) -> Iterator[Row]:
    language = current_language()
    for rule in rules:
        text, reason = in_language(rule.text, language), in_language(rule.reason, language)
        lines = [TextLine(plain(text, "bold")), TextLine(plain("  " + reason, content.MUTED))]
        yield Row(text, StackedLines(lines))
