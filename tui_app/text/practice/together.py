"""What happens in the formats for two and more, step by step, in few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto

from msgspec import Struct

from tui_app.domain.forms.translations import Translations, in_language
from tui_app.domain.practice.content import PracticeContent
from tui_app.domain.practice.draw import draw
from tui_app.domain.practice.sessions import FORMATS
from tui_app.domain.records.practice import PracticeFormat
from tui_app.text.i18n import N_, _, current_language, format_message


class StepKind(Enum):
    """What the people do in a step."""

    TALK = auto()
    LISTEN = auto()
    """The speaker or somebody else counts the listener's turns."""
    HEARD = auto()
    """The speaker says whether they were heard."""
    AGREE = auto()
    """What was found may become an action."""


class Turn(Enum):
    """What a listener does when they say something."""

    OPEN = auto()
    CLOSED = auto()
    REFLECTION = auto()
    ADVICE = auto()


TURN_KEYS: Mapping[str, Turn] = {"1": Turn.OPEN, "2": Turn.CLOSED, "3": Turn.REFLECTION, "4": Turn.ADVICE}
TURN_NAMES: Mapping[Turn, str] = {
    Turn.OPEN: N_("opens"),
    Turn.CLOSED: N_("closes"),
    Turn.REFLECTION: N_("mirrors"),
    Turn.ADVICE: N_("advises"),
}


class TogetherStep(Struct, frozen=True):
    """One step.

    Attributes:
        title: what it is, in a word or two.
        text: what everybody reads.
        hint: what else helps, in a line.
        minutes: how long it takes; 0 if there is no clock.
    """

    title: str
    text: str
    hint: str = ""
    minutes: float = 0
    kind: StepKind = StepKind.TALK


def together_steps(format: PracticeFormat, content: PracticeContent, earlier: int) -> tuple[TogetherStep, ...]:
    """The steps of a session.

    Args:
        earlier: how many such sessions there were before: other cards come.
    """
    return tuple(_STEPS[format](content, earlier))


def _words(text: Translations) -> str:
    return in_language(text, current_language())


def _heard(speaker: str) -> TogetherStep:
    text = _("$speaker answers: was I heard?")
    return TogetherStep(_("Heard?"), format_message(text, speaker=speaker), kind=StepKind.HEARD)


def _pair(content: PracticeContent, earlier: int) -> Iterator[TogetherStep]:
    yield TogetherStep(
        _("Before you begin"),
        _("One speaks, the other listens. Who speaks first?"),
        _("Sit so that both see the screen. What is said stays between you."),
    )
    hint = _("Speak about it. The listener asks, mirrors, and waits.")
    for speaker, card in zip((_("A"), _("B")), draw(content.speaker_cards, 2, earlier), strict=True):
        title = format_message(_("$speaker speaks"), speaker=speaker)
        yield TogetherStep(title, _words(card), hint, 4, StepKind.LISTEN)
        yield _heard(speaker)


def _triad(content: PracticeContent, earlier: int) -> Iterator[TogetherStep]:
    yield TogetherStep(
        _("Before you begin"),
        _("One speaks, one listens, one observes. Who is A, B and C?"),
        _("The speaker plays the case. The observer counts with one key for each turn. Then you swap."),
    )
    roles = (_("A"), _("B"), _("C"))
    for number, case in enumerate(draw(content.harder_cases, 3, earlier)):
        speaker, listener, observer = (roles[(number + place) % 3] for place in range(3))
        message = _("$speaker speaks · $listener listens · $observer observes")
        title = format_message(message, speaker=speaker, listener=listener, observer=observer)
        aim = format_message(_("The listener's aim: $aim"), aim=_words(case.aim))
        yield TogetherStep(title, _words(case.text), aim, 4, StepKind.LISTEN)
        yield _heard(speaker)


def _feedforward(content: PracticeContent, earlier: int) -> Iterator[TogetherStep]:
    yield TogetherStep(
        _("Before you begin"),
        _("One tells, the other asks. What works already?"),
        _("Nothing is judged. The one who asks writes nothing down."),
    )
    for teller in (_("A"), _("B")):
        title = format_message(_("$speaker tells"), speaker=teller)
        best = _("Talk about a time at work when you were at your best.")
        yield TogetherStep(title, best, _("Keep asking until you can picture it."), 2)
        yield TogetherStep(title, _("What made it possible? You, others, the place?"), _("Ask: what else?"), 2)
        next_step = _("How can more of this come back? What is the next step?")
        yield TogetherStep(title, next_step, "", 1, StepKind.AGREE)


def _share(content: PracticeContent, earlier: int) -> Iterator[TogetherStep]:
    yield TogetherStep(
        _("In confidence"),
        _("What is said here stays here. Do we both agree?"),
        _("Say it aloud. Each chooses how much to tell, and may pass."),
    )
    for rung in (1, 2, 3):
        cards = [card for card in content.sharing_cards if card.rung == rung]
        title = format_message(_("Rung $number of $count"), number=rung, count=3)
        for card in draw(cards, 1, earlier):
            yield TogetherStep(
                title, _words(card.text), _("First the one, then the other. The listener only listens."), 3
            )
    yield TogetherStep(_("To end"), _("What was it like to tell, and to be heard?"), "", 1)


def _circle(content: PracticeContent, earlier: int) -> Iterator[TogetherStep]:
    most = FORMATS[PracticeFormat.CIRCLE].most
    yield TogetherStep(
        _("Before you begin"),
        _("One speaks at a time. Nobody answers."),
        _("What is said stays here. Anybody may pass. Enter gives the word to the next."),
    )
    for prompt in draw(content.circle_prompts, 1, earlier):
        for number in range(1, most + 1):
            title = format_message(_("Turn $number"), number=number)
            yield TogetherStep(title, _words(prompt), _("The others listen."), 1.5)
    yield TogetherStep(_("To end"), _("Thank each other. Nothing is commented on."))


def _peer_supervision(content: PracticeContent, earlier: int) -> Iterator[TogetherStep]:
    yield TogetherStep(
        _("Before you begin"),
        _("Sit so that all see the screen. Who keeps an eye on the time?"),
        _("Six steps with a clock each; questions come before advice. What is said stays here."),
    )
    steps: Sequence[tuple[str, str, str, int]] = (
        (
            _("1 Choose"),
            _("Who has something they want help to think about?"),
            _("Choose one case. It does not leave this room."),
            4,
        ),
        (_("2 Tell"), _("Say what it is about. What do you want help with?"), _("Nobody interrupts."), 7),
        (_("3 Ask"), _("Only open questions. No advice yet."), _("One question at a time, each in turn."), 12),
        (_("4 Mirror"), _("What did we hear? Whoever told just listens."), _("Say what you heard and noticed."), 7),
        (_("5 Advise"), _("Now ideas, if they are wanted."), _("One each: “In your place I might …”"), 9),
        (
            _("6 Choose a step"),
            _("What do you take with you? What is your next step?"),
            _("Whoever told has the last word."),
            6,
        ),
    )
    for title, text, hint, minutes in steps:
        yield TogetherStep(title, text, hint, minutes)


_STEPS: Mapping[PracticeFormat, Callable[[PracticeContent, int], Iterator[TogetherStep]]] = {
    PracticeFormat.PAIR: _pair,
    PracticeFormat.TRIAD: _triad,
    PracticeFormat.FEEDFORWARD: _feedforward,
    PracticeFormat.SHARE: _share,
    PracticeFormat.CIRCLE: _circle,
    PracticeFormat.PEER_SUPERVISION: _peer_supervision,
}


def time_left(seconds: float) -> str:
    """The time left: "3:20", or "+0:15" when it is over."""
    minutes, rest = divmod(abs(round(seconds)), 60)
    return f"{'+' if round(seconds) < 0 else ''}{minutes}:{rest:02}"
