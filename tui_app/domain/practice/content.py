"""The content of the exercises: what people are asked, shown or invited to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.forms.translations import Translations
from tui_app.domain.practice.grammar import QuestionLabel


class Reply(StrEnum):
    """A way to answer what somebody says."""

    ADVICE = "advice"
    QUESTION = "question"
    SIMPLE = "simple"
    DEEP = "deep"


class QuestionPair(Struct, frozen=True):
    """A closed question to open up, good open models and a bad one."""

    closed: Translations
    models: tuple[Translations, ...]
    bad: Translations


class LabelledQuestion(Struct, frozen=True):
    """A question to sort."""

    text: Translations
    label: QuestionLabel


class Statement(Struct, frozen=True):
    """What somebody says, and a reply of each kind."""

    said: Translations
    replies: Mapping[Reply, Translations]


class SharingCard(Struct, frozen=True):
    """Something to share; the rungs lead from what is easy (1) to what is close to the heart (3)."""

    text: Translations
    rung: int


class HarderCase(Struct, frozen=True):
    """What the speaker plays, and what the listener tries."""

    text: Translations
    aim: Translations


class PracticeRule(Struct, frozen=True):
    """A rule for oneself, and the reason for it."""

    text: Translations
    reason: Translations


class PracticeContent(Struct, frozen=True):
    """Everything the exercises draw from, in the order of the files."""

    pairs: tuple[QuestionPair, ...] = ()
    questions: tuple[LabelledQuestion, ...] = ()
    statements: tuple[Statement, ...] = ()
    speaker_cards: tuple[Translations, ...] = ()
    sharing_cards: tuple[SharingCard, ...] = ()
    harder_cases: tuple[HarderCase, ...] = ()
    circle_prompts: tuple[Translations, ...] = ()
    rules: tuple[PracticeRule, ...] = ()

    def __add__(self, other: PracticeContent) -> PracticeContent:
        """This content and then the other: what comes with Samtale, then the organisation's own."""
        return PracticeContent(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))
