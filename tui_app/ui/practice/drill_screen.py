"""The base of the formats that one practises alone: a few exercises, one at a time."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from tui_app.domain.errors import DomainError
from tui_app.domain.practice.content import PracticeContent
from tui_app.domain.practice.draw import draw
from tui_app.domain.practice.sessions import counts_as_session, fewest_that_count
from tui_app.domain.records.practice import PracticeFormat
from tui_app.domain.text_normalization import LINE_LIMIT
from tui_app.services.practice import sessions
from tui_app.text.i18n import _, format_message
from tui_app.text.practice.formats import FORMAT_NAMES
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.practice import practice_keys
from tui_app.ui.practice.session_clock import SessionClock, read_exercises
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.fields.line import LineInput

Item = TypeVar("Item")


class DrillScreen(DataScreen[tuple[Item, ...]], Generic[Item]):
    """One exercise at a time, each in some steps. Nothing of what is typed or chosen is kept.

    Attributes:
        format: which format it is.
        count: how many exercises a session has.
        steps: how many steps an exercise has.
        index: the exercise that is shown; -1 before the first one.
        step: the step that is shown.
        answered: how many exercises were answered so far.
        key_labels: what the keys do now, for the footer.
    """

    BINDINGS = practice_keys.DRILL
    AUTO_FOCUS = ""
    keys_wait_seconds = practice_keys.WAIT_SECONDS
    format: ClassVar[PracticeFormat]
    count: ClassVar[int]
    steps: ClassVar[int] = 2

    def __init__(self) -> None:
        super().__init__()
        self.index, self.step = -1, 0
        self.answered = 0
        self.key_labels: dict[str, str] = {}
        self._clock = SessionClock(self.ctx, self.format)

    def compose_body(self) -> ComposeResult:
        """Yield the line on top, the question, the field, and what is said about the answer."""
        yield Static(id="drill-head")
        with Vertical(id="drill", classes="box"):
            yield Static(id="drill-question")
            yield LineInput(id="drill-answer", compact=True, max_length=LINE_LIMIT)
            with VerticalScroll(id="drill-page", can_focus=False):
                yield Static(id="drill-message")

    def on_mount(self) -> None:
        """Follow the clock."""
        self.set_interval(SessionClock.SECONDS, self._show_head)

    def exercises(self, all_content: PracticeContent) -> tuple[Item, ...]:
        """All exercises of the format."""
        raise NotImplementedError

    def introduction(self) -> str:
        """Instructions, in few words."""
        raise NotImplementedError

    def show_exercise(self, item: Item) -> None:
        """Show the current step of an exercise, with `put`."""
        raise NotImplementedError

    async def fetch(self) -> tuple[Item, ...]:
        """Draw the exercises; they stay the same until the end."""
        if self.shown is not None:
            return self.shown
        found = self.exercises(await read_exercises(self.ctx))
        overview = await self.ctx.call(sessions.overview)
        return draw(found, self.count, sum(one.format is self.format for one in overview.sessions))

    def load_failed(self, error: DomainError) -> None:
        """Report why there are no exercises, and leave."""
        super().load_failed(error)
        if self.shown is None:
            self.leave()

    @property
    def item(self) -> Item | None:
        """The exercise that is shown; None before the first and after the last."""
        items = self.shown or ()
        return items[self.index] if 0 <= self.index < len(items) else None

    @property
    def answer(self) -> str:
        """What is typed."""
        return self.query_one(LineInput).value.strip()

    def show(self, data: tuple[Item, ...]) -> None:
        """Show where one is."""
        self.query_one("#drill").border_title = plain(_(FORMAT_NAMES[self.format]))
        self._show_head()
        item = self.item
        if item is not None:
            self.key_labels = {"next": _("Go on")}
            self.show_exercise(item)
        elif self.index < 0:
            self.key_labels = {"next": _("Begin")}
            self.put(plain(self.introduction()), plain(_("Nothing you type is kept."), content.MUTED))
        else:
            self.key_labels = {"next": _("Finish")}
            self.put(plain(self._ending(len(data))), plain(self._clock.text, content.MUTED))
        self.refresh_bindings()

    def _ending(self, count: int) -> str:
        """What is said at the end: whether it counts, and from when on it does."""
        if counts_as_session(self.answered, count):
            return format_message(_("That was $count. Well practised."), count=count)
        message = _("You answered $answered of $count. It counts as a session from $fewest on.")
        return format_message(message, answered=self.answered, count=count, fewest=fewest_that_count(count))

    def put(self, question: Content, said: Content | str = "", *, asks: str = "") -> None:
        """Show a question.

        Args:
            said: shown below it.
            asks: what is to be typed; empty hides the field.
        """
        self.query_one("#drill-question", Static).update(question)
        self.query_one("#drill-message", Static).update(said)
        field = self.query_one(LineInput)
        field.display, field.placeholder = bool(asks), asks
        if asks and self.focused is not field:
            field.focus()
        elif not asks:
            self.set_focus(None)

    def _show_head(self) -> None:
        parts = []
        if self.item is not None:
            number = format_message(_("$number of $count"), number=self.index + 1, count=len(self.shown or ()))
            parts = [number, self._clock.text]
        self.query_one("#drill-head", Static).update(plain(" · ".join(parts), content.MUTED))

    def on_key(self, event: Key) -> None:
        """Drop what is typed where nothing is asked."""
        if self.item is not None:
            practice_keys.drop_stray(self, event)

    def action_next(self) -> None:
        """Begin, go on, or leave at the end."""
        if self.shown is None:
            return
        if self.index < 0:
            self._clock.start()
        elif self.item is None:
            self.leave()
            return
        elif not self.may_go_on():
            return
        self.go_on()

    def may_go_on(self) -> bool:
        """True if Enter ends the current step."""
        return True

    def is_answered(self) -> bool:
        """True if the exercise that is shown was answered."""
        return bool(self.answer)

    def go_on(self) -> None:
        """Show the next step, the next exercise or the end."""
        items = self.shown or ()
        if self.item is not None and self.step + 1 < self.steps:
            self.step += 1
        else:
            self.answered += self.item is not None and self.is_answered()
            self.index, self.step = self.index + 1, 0
            self.query_one(LineInput).clear()
            if self.index == len(items) and counts_as_session(self.answered, len(items)):
                self.run_once(self._clock.record())
        self.show(items)
