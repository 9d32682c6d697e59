"""The form of a conversation: sections with questions, in the organisation's own words and languages.

These records are light to import. `template_file` reads and writes the organisation's files, `editing` changes a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct, field

from tui_app.domain.forms.translations import Translations, language_order
from tui_app.domain.records.conversation import ConversationKind, Role

FORM_KEY_LIMIT = 40
"""Longest key of a form, section, question or option, in characters."""


class QuestionKind(StrEnum):
    """The kind of a question; `question_kinds` has the rules for each."""

    TEXT = "text"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"
    SCALE = "scale"
    YES_NO = "yes_no"
    DATE = "date"


DEFAULT_QUESTION_KIND = QuestionKind.TEXT
"""The kind of a question that does not name one."""


class Respondent(StrEnum):
    """Who a question is meant for."""

    EMPLOYEE = "employee"
    LEADER = "leader"
    BOTH = "both"


class Option(Struct, frozen=True):
    """One of the options to choose from."""

    key: str
    text: Translations


class Scale(Struct, frozen=True):
    """Whole steps from `low` to `high`, with words for both ends."""

    low: int
    high: int
    low_text: Translations
    high_text: Translations


class Question(Struct, frozen=True):
    """One question of a form.

    Attributes:
        key: identifies the question within the form; answers are stored under it.
        who: whose preparation it belongs to.
        required: the people it is meant for are reminded until they have answered it.
        options: the options, for kinds that need them.
        scale: the scale, for kinds that need one.
    """

    key: str
    text: Translations
    kind: QuestionKind = DEFAULT_QUESTION_KIND
    who: Respondent = Respondent.BOTH
    hint: Translations = field(default_factory=dict)
    required: bool = False
    options: tuple[Option, ...] = ()
    scale: Scale | None = None

    @property
    def option_keys(self) -> frozenset[str]:
        """The keys of the options."""
        return frozenset(option.key for option in self.options)

    def is_for(self, role: Role) -> bool:
        """True if the question is meant for this role."""
        return self.who == Respondent.BOTH or self.who.value == role.value


class Section(Struct, frozen=True):
    """A part of the conversation, with its planned duration in minutes."""

    key: str
    title: Translations
    minutes: int
    questions: tuple[Question, ...]
    hint: Translations = field(default_factory=dict)


class Form(Struct, frozen=True):
    """A whole form, for one kind of conversation."""

    key: str
    kind: ConversationKind
    title: Translations
    sections: tuple[Section, ...]

    @property
    def minutes(self) -> int:
        """The planned duration of the whole conversation."""
        return sum(section.minutes for section in self.sections)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the form is complete."""
        complete: set[str] | None = None
        for translations in all_translations(self):
            codes = {code for code, text in translations.items() if text}
            complete = codes if complete is None else complete & codes
        return language_order(complete or set())

    def question(self, key: str) -> Question | None:
        """The question with this key, or None."""
        return next((question for question in self.questions if question.key == key), None)

    def section_of(self, question_key: str) -> Section | None:
        """The section that contains the question with this key, or None."""
        for section in self.sections:
            if any(question.key == question_key for question in section.questions):
                return section
        return None


def all_translations(form: Form) -> Iterator[Translations]:
    """Every text of a form, with its translations. Empty hints are left out."""
    yield form.title
    for section in form.sections:
        yield from (section.title, *([section.hint] if section.hint else []))
        for question in section.questions:
            yield from (question.text, *([question.hint] if question.hint else []))
            yield from (option.text for option in question.options)
            if question.scale:
                yield from (question.scale.low_text, question.scale.high_text)
