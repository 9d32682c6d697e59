"""The formats for two and more: one step at a time, read from a metre away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from tui_app.domain.practice.listening import HIGHEST, LOWEST
from tui_app.domain.practice.sessions import counts_as_session
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.practice import sessions
from tui_app.text.i18n import N_, _, format_message, ngettext
from tui_app.text.practice.formats import FORMAT_NAMES
from tui_app.text.practice.together import (
    TURN_KEYS,
    TURN_NAMES,
    StepKind,
    TogetherStep,
    Turn,
    time_left,
    together_steps,
)
from tui_app.ui import content
from tui_app.ui.content import concat, plain
from tui_app.ui.key_changes.ids import named_binding
from tui_app.ui.messages import NewAction
from tui_app.ui.practice import practice_keys
from tui_app.ui.practice.session_clock import SessionClock, read_exercises
from tui_app.ui.widgets.data_screen import DataScreen

TOGETHER: list[BindingType] = [
    Binding("enter", "next", N_("Go on")),
    *(Binding(key, f"turn('{turn.name}')", TURN_NAMES[turn]) for key, turn in TURN_KEYS.items()),
    Binding("backspace", "untap", N_("Take back"), show=False),
    Binding("1", f"answer({LOWEST})", N_("Answer"), key_display="1–5"),
    *(Binding(str(value), f"answer({value})", show=False) for value in range(LOWEST + 1, HIGHEST + 1)),
    named_binding("a", "make_action", N_("Make it an action")),
    named_binding("x", "end_turns", N_("All have spoken")),
    Binding("escape", "back", N_("Leave")),
]
"""Enter begins and goes on, Esc leaves."""
HEARD_STATEMENTS = (N_("I got to say what I wanted to"), N_("The other listened"), N_("It helped me to tell"))
"""What the speaker answers from 1 to 5; the two talk about it, and nothing is kept."""
_BAR_WIDTH = 40
_HELD_KEY_SECONDS = 0.2
"""Presses that come faster are a key that is held down."""


class TogetherScreen(DataScreen[tuple[TogetherStep, ...]]):
    """A session of two or more people at one screen. Nothing that is tapped or answered is kept.

    Attributes:
        index: the step that is shown.
        key_labels: what Enter does now, for the footer.
    """

    BINDINGS = TOGETHER
    AUTO_FOCUS = ""
    keys_wait_seconds = practice_keys.WAIT_SECONDS

    def __init__(self, format: PracticeFormat) -> None:
        super().__init__()
        self._format = format
        self.index = 0
        self.key_labels: dict[str, str] = {}
        self._clock = SessionClock(self.ctx, format)
        self._step_ends = 0.0
        self._planned_seconds = 0.0
        self._is_counted = False
        self._enter_at: float | None = None
        self._turns: list[Turn] = []
        self._answers: list[int] = []

    def compose_body(self) -> ComposeResult:
        """Yield the step."""
        with Vertical(id="together", classes="box"):
            yield Static(id="together-title")
            yield Static(id="together-text")
            yield Static(id="together-hint")
            with Center():
                yield Static(id="together-count")
        yield Static(id="together-clock")

    def on_mount(self) -> None:
        """Follow the clock."""
        self.set_interval(1, self._show_clock)

    async def fetch(self) -> tuple[TogetherStep, ...]:
        """Make the steps; they stay the same until the end."""
        if self.shown is not None:
            return self.shown
        all_content = await read_exercises(self.ctx)
        overview = await self.ctx.call(sessions.overview)
        return together_steps(self._format, all_content, sum(one.format is self._format for one in overview.sessions))

    @property
    def step(self) -> TogetherStep | None:
        """The step that is shown; None at the end."""
        steps = self.shown or ()
        return steps[self.index] if self.index < len(steps) else None

    def show(self, data: tuple[TogetherStep, ...]) -> None:
        """Show the step, or the end."""
        step = self.step
        self.query_one("#together").border_title = plain(_(FORMAT_NAMES[self._format]))
        title = step.title if step else _("To end")
        self.query_one("#together-title", Static).update(plain(title, content.ACCENT))
        text = step.text if step else self._ending()
        self.query_one("#together-text", Static).update(plain(text, "bold"))
        self.query_one("#together-hint", Static).update(plain(step.hint if step else "", content.MUTED))
        self.key_labels = {"next": _("Go on") if self.index else _("Begin")} if step else {"next": _("Finish")}
        self._show_count()
        self._show_clock()
        self.refresh_bindings()

    def _ending(self) -> str:
        """What is said at the end: whether it counts, and from when on it does."""
        if self._is_counted:
            return _("Well practised. Thank each other.")
        minutes = -(-self._planned_seconds // 120)
        message = ngettext(
            "That was quick. It counts as a session from $count minute on.",
            "That was quick. It counts as a session from $count minutes on.",
            int(minutes),
        )
        return format_message(message, count=int(minutes))

    def _show_count(self) -> None:
        """Show the bar of turns, or the statements."""
        kind = self.step.kind if self.step else None
        lines: list[Content] = []
        if kind is StepKind.HEARD:
            lines = [*self._statements(), plain(""), *_bar_of(self._turns)]
        elif kind is StepKind.LISTEN:
            counted = Counter(self._turns)
            keys = [f"{key} {_(TURN_NAMES[turn])}: {counted[turn]}" for key, turn in TURN_KEYS.items()]
            lines = [plain("    ".join(keys))]
        self.query_one("#together-count", Static).update(Content("\n").join(lines))

    def _statements(self) -> Iterator[Content]:
        for place, statement in enumerate(HEARD_STATEMENTS):
            value = str(self._answers[place]) if place < len(self._answers) else "·"
            style = "bold" if place == len(self._answers) else content.MUTED
            yield concat(plain(f"{value}  ", "bold"), plain(_(statement), style))

    def _show_clock(self) -> None:
        step, shown = self.step, ""
        if step and step.minutes:
            shown = time_left(self._seconds_left)
        self.query_one("#together-clock", Static).update(plain(shown, content.MUTED))

    @property
    def is_being_held(self) -> bool:
        """True while they talk: a shared computer waits for them as it does in a conversation."""
        return self.index > 0 and self.step is not None

    @property
    def _seconds_left(self) -> float:
        """The time left of the step; negative when it is over."""
        return self._step_ends - self.ctx.setup.monotonic()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys of other steps."""
        kind = self.step.kind if self.step else None
        needed = {
            "turn": kind is StepKind.LISTEN,
            "untap": kind is StepKind.LISTEN,
            "answer": kind is StepKind.HEARD,
            "make_action": kind is StepKind.AGREE,
            "end_turns": self._format is PracticeFormat.CIRCLE and self.index > 0 and self.step is not None,
        }
        return needed[action] if action in needed else super().check_action(action, parameters)

    def action_next(self) -> None:
        """Begin, go on, or leave at the end."""
        if self.shown is None:
            return
        if self.step is None:
            self.leave()
        elif self._may_go_on(self.step):
            self._go_to(self.index + 1)

    def _may_go_on(self, step: TogetherStep) -> bool:
        """True if Enter ends the step: its time is over, or Enter came twice."""
        left, earlier = self._seconds_left, self._enter_at
        self._enter_at = self.ctx.setup.monotonic()
        is_again = earlier is not None and self._enter_at - earlier >= _HELD_KEY_SECONDS
        if not step.minutes or left <= 0 or is_again:
            return True
        message = format_message(_("$time left. Enter once more goes on."), time=time_left(left))
        self.query_one("#together-hint", Static).update(plain(message, f"bold {content.ACCENT}"))
        return False

    def _go_to(self, index: int) -> None:
        if not self.index:
            self._clock.start()
        self._planned_seconds += 60 * (self.step.minutes if self.step else 0)
        self._enter_at = None
        self.index = index
        if self.step is None:
            self._is_counted = counts_as_session(self._clock.seconds, self._planned_seconds)
            if self._is_counted:
                self.run_once(self._clock.record())
        elif self.step.kind is StepKind.LISTEN:
            self._turns = []
        self._answers = []
        self._step_ends = self.ctx.setup.monotonic() + 60 * (self.step.minutes if self.step else 0)
        self.show(self.shown or ())

    def on_key(self, event: Key) -> None:
        """Drop a count or an answer that came too late; the last one comes when the end is shown."""
        if self.index > 0:
            practice_keys.drop_stray(self, event)

    def action_turn(self, name: str) -> None:
        """Count what the listener did."""
        self._turns.append(Turn[name])
        self._show_count()

    def action_untap(self) -> None:
        """Take back the last count."""
        self._turns = self._turns[:-1]
        self._show_count()

    def action_answer(self, value: int) -> None:
        """Answer the next statement; the first one again after the last."""
        self._answers = [*self._answers, value] if len(self._answers) < len(HEARD_STATEMENTS) else [value]
        self._show_count()

    def action_make_action(self) -> None:
        """Make the next step an ordinary action."""
        self.ctx.open(NewAction(None))

    def action_end_turns(self) -> None:
        """Close the circle."""
        self._go_to(len(self.shown or ()) - 1)

    def action_back(self) -> None:
        """Leave; nothing is kept."""
        self.leave()


def _bar_of(turns: list[Turn]) -> Iterator[Content]:
    """How often the listener did what, as bars."""
    counted = Counter(turns)
    most = max(counted.values(), default=0)
    for turn in Turn:
        cells = round(_BAR_WIDTH * counted[turn] / most) if most else 0
        yield concat(f"{_(TURN_NAMES[turn]):<10}", plain("█" * cells, content.ACCENT), f" {counted[turn]}")
