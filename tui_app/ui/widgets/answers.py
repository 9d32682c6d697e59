"""Fields for the answers to a form's questions, one for each kind; what is answered stands in `answer`."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui_app.domain.forms import Answer, Question, QuestionKind, in_language
from tui_app.domain.refusals import Refusal
from tui_app.ui.dates import full_day, typed_form
from tui_app.ui.language import _, spoken
from tui_app.ui.text import lit
from tui_app.ui.widgets.choice import ChoiceField

MOST_LINES = 14
"""Lines beyond which a text scrolls in its field."""


class TextField(TextArea):
    """A text of any length; tab leaves it. Grows with its text, line by line: an automatic height costs every key."""

    _only_ground = False
    _place: tuple[Size, ...] = ()

    def __init__(self, text: str, *, id: str, placeholder: str = "") -> None:
        super().__init__(
            text,
            id=id,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            placeholder=Content(placeholder),
            classes="writing",
        )

    @property
    def answer(self) -> Answer:
        """The text."""
        return self.text

    def on_mount(self) -> None:
        """As high as the text."""
        self._fit()

    def on_resize(self) -> None:
        """Another width wraps it otherwise."""
        self._fit()

    def on_text_area_changed(self) -> None:
        """A line more, or less."""
        self._fit()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The focus changes the field's ground, and none of the styles of its parts, which cost the most."""
        self._only_ground = True
        try:
            super().watch_has_focus(has_focus)
        finally:
            self._only_ground = False

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]  # asked of the field when it is styled
        return frozenset() if self._only_ground else super()._get_component_classes()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Nothing new in the same place: Textual's own paints the scrollbar at each layout, in a frame of its own."""
        place = (size, virtual_size, container_size, self.virtual_size)
        if place == self._place:
            return False
        self._place = place
        return super()._size_updated(size, virtual_size, container_size, layout)

    def _fit(self) -> None:
        least = 6 if (self.id or "").startswith("m-") else 3
        lines = max(least, min(MOST_LINES, self.wrapped_document.height))
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines

    def put(self, text: str) -> None:
        """Show another text; who wrote at the end goes on at the end."""
        at_end, place = self.cursor_location == self.document.end, self.cursor_location
        self.text = text
        self.move_cursor(self.document.end if at_end else min(place, self.document.end))


class ChoiceAnswer(ChoiceField):
    """One of several, or nothing yet."""

    def __init__(self, choices: tuple[tuple[object, str], ...], value: Answer, *, id: str) -> None:
        super().__init__(((None, _("not answered")), *choices), value, id=id)

    @property
    def answer(self) -> Answer:
        """The chosen one's key, yes or no, or None."""
        return self.value  # type: ignore[return-value]  # only answers are put into the choices


class ScaleField(Widget, can_focus=True):
    """Steps with words at both ends: arrows or a digit choose one, backspace takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("backspace,delete", "clear", show=False),
        Binding("enter", "enter", show=False),
    ]
    step: reactive[int | None] = reactive(None)

    class Changed(Message):
        """Another step was chosen."""

        def __init__(self, field: ScaleField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> ScaleField:
            """The field."""
            return self.field

    def __init__(self, question: Question, value: Answer, *, id: str) -> None:
        super().__init__(id=id)
        assert question.scale is not None
        self._scale = question.scale
        self.set_reactive(ScaleField.step, value if isinstance(value, int) else None)

    @property
    def answer(self) -> Answer:
        """The chosen step, or None."""
        return self.step

    def render(self) -> Content:
        """The words of the low end, the steps with the chosen one marked, the words of the high end."""
        steps = Content(" ").join(
            lit(f"[{number}]", "bold $text-accent") if number == self.step else lit(f" {number} ")
            for number in range(self._scale.low, self._scale.high + 1)
        )
        low = lit(in_language(self._scale.low_text, spoken()) + "  ", "$foreground-muted")
        high = lit("  " + in_language(self._scale.high_text, spoken()), "$foreground-muted")
        return low + steps + high

    def _choose(self, step: int | None) -> None:
        self.step = step
        self.post_message(self.Changed(self))

    def action_turn(self, by: int) -> None:
        """The next step, or the one before; the first press goes to the middle."""
        low, high = self._scale.low, self._scale.high
        self._choose((low + high) // 2 if self.step is None else min(high, max(low, self.step + by)))

    def action_clear(self) -> None:
        """No answer."""
        self._choose(None)

    def action_enter(self) -> None:
        """Go on to the next field."""
        self.screen.focus_next()

    def on_key(self, event: object) -> None:
        """A digit chooses its step."""
        character = getattr(event, "character", None) or ""
        if character.isdigit() and self._scale.low <= int(character) <= self._scale.high:
            self._choose(int(character))
            event.stop()  # type: ignore[attr-defined]


class TicksField(Widget, can_focus=True):
    """Several of some: up and down move, space ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("space", "tick", show=False),
        Binding("enter", "enter", show=False),
    ]
    place = reactive(0)
    ticked: reactive[frozenset[str]] = reactive(frozenset())

    class Changed(Message):
        """Something was ticked, or no longer is."""

        def __init__(self, field: TicksField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> TicksField:
            """The field."""
            return self.field

    def __init__(self, question: Question, value: Answer, *, id: str) -> None:
        super().__init__(id=id)
        self._options = question.options
        self.set_reactive(TicksField.ticked, frozenset(value if isinstance(value, list) else ()))

    @property
    def answer(self) -> Answer:
        """The keys of what is ticked, in the form's order; None when nothing is."""
        return [option.key for option in self._options if option.key in self.ticked] or None

    def render(self) -> Content:
        """One line for each, with the cursor where the focus is."""
        lines = []
        for place, option in enumerate(self._options):
            here = self.has_focus and place == self.place
            mark = "■ " if option.key in self.ticked else "□ "
            lines.append(lit(mark + in_language(option.text, spoken()), "bold reverse" if here else ""))
        return Content("\n").join(lines)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def action_move(self, by: int) -> None:
        """Up or down; beyond the ends to the next field."""
        if 0 <= self.place + by < len(self._options):
            self.place += by
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_tick(self) -> None:
        """Tick the one under the cursor, or take its tick away."""
        self.ticked ^= {self._options[self.place].key}
        self.post_message(self.Changed(self))

    def action_enter(self) -> None:
        """Go on to the next field."""
        self.screen.focus_next()


class DayField(Input):
    """A day, typed as people type days; below it stands how it was understood."""

    def __init__(self, value: Answer, today: date, *, id: str) -> None:
        day = date.fromisoformat(value) if isinstance(value, str) and value else None
        super().__init__(
            typed_form(day, spoken()) if day else "",
            id=id,
            compact=True,
            max_length=60,
            placeholder=_("for example 15.3, friday, +14 or week 12"),
        )
        self._today = today

    @property
    def answer(self) -> Answer:
        """The day as in 2027-03-15; None while nothing is understood."""
        from tui_app.domain.typed_dates import understand

        try:
            return understand(self.value, self._today).isoformat() if self.value.strip() else None
        except Refusal:
            return None


AnswerField = TextField | ChoiceAnswer | ScaleField | TicksField | DayField
FIELDS = (TextField, ChoiceAnswer, ScaleField, TicksField, DayField)


def field_for(question: Question, value: Answer, today: date) -> AnswerField:
    """The field in which a question is answered; its id is "q-" and the question's key."""
    name = f"q-{question.key}"
    if question.kind in (QuestionKind.ONE_OF, QuestionKind.YES_NO):
        return ChoiceAnswer(_choices(question), value, id=name)
    if question.kind is QuestionKind.SCALE:
        return ScaleField(question, value, id=name)
    if question.kind is QuestionKind.SEVERAL_OF:
        return TicksField(question, value, id=name)
    if question.kind is QuestionKind.DATE:
        return DayField(value, today, id=name)
    return TextField(str(value or ""), id=name)


def _choices(question: Question) -> tuple[tuple[object, str], ...]:
    if question.kind is QuestionKind.YES_NO:
        return ((True, _("yes")), (False, _("no")))
    return tuple((option.key, in_language(option.text, spoken())) for option in question.options)


def in_words(question: Question, value: Answer) -> str:
    """An answer as it is read; empty when there is none."""
    if value is None or value == "":
        return ""
    if question.kind is QuestionKind.YES_NO:
        return _("yes") if value else _("no")
    if question.kind is QuestionKind.DATE and isinstance(value, str):
        return full_day(date.fromisoformat(value), spoken())
    if question.kind is QuestionKind.SCALE and question.scale is not None:
        ends = f"{in_language(question.scale.low_text, spoken())} – {in_language(question.scale.high_text, spoken())}"
        return f"{value}  ({question.scale.low}–{question.scale.high}: {ends})"
    if question.options:
        chosen = value if isinstance(value, list) else [value]
        texts = {option.key: in_language(option.text, spoken()) for option in question.options}
        return ", ".join(texts.get(str(key), str(key)) for key in chosen)
    return str(value)
