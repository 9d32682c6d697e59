"""The form of a conversation: sections with a time and questions, in the organisation's own words and languages.

Records only, light to import: what the screens and services hold while people answer. `domain/templates.py` checks the
file that an organisation writes, `domain/form_editing.py` changes a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from tui_app.domain.records import ConversationKind, Role
from tui_app.domain.texts import NOTE_LIMIT

Words = Mapping[str, str]
"""Language code ("nb", "nn", "en", or any other) -> text."""
Answer = str | int | bool | list[str] | None
"""What somebody answered: text, the key of an option, a date as in 2027-03-15; a step; yes or no; keys of options."""

KEY_LIMIT = 40
"""Longest key of a form, section, question or option, in characters."""

_NEAREST = {"nb": ("nn", "en"), "nn": ("nb", "en")}
_LANGUAGE_ORDER = ("nb", "nn", "en")


def in_language(words: Words, language: str) -> str:
    """The text in a language, else in the one its readers know best (nb and nn each other, then en), else in any."""
    for wanted in (language, *_NEAREST.get(language, ("en",))):
        if words.get(wanted):
            return words[wanted]
    return next((words[code] for code in language_order(words) if words[code]), "")


def language_order(languages: Mapping[str, object] | set[str]) -> tuple[str, ...]:
    """Language codes in the order in which people are shown them: nb, nn, en, then the others by code."""
    known = tuple(code for code in _LANGUAGE_ORDER if code in languages)
    return known + tuple(sorted(set(languages) - set(known)))


class QuestionKind(StrEnum):
    """What kind of answer a question asks for."""

    TEXT = "text"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"
    SCALE = "scale"
    YES_NO = "yes_no"
    DATE = "date"


class Answerer(StrEnum):
    """Who a question is meant for."""

    EMPLOYEE = "employee"
    LEADER = "leader"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that can be chosen."""

    key: str
    text: Words


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole steps from `low` to `high`, both with words for what they mean."""

    low: int
    high: int
    low_text: Words
    high_text: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form.

    Attributes:
        key: names the question within the whole form; answers are kept by it.
        who: whose preparation it stands in.
        required: pointed out to those it is meant for until it is answered.
        options: what can be chosen, for the kinds one of and several of.
        scale: the steps, for the kind scale.
    """

    key: str
    text: Words
    kind: QuestionKind = QuestionKind.TEXT
    who: Answerer = Answerer.BOTH
    hint: Words = field(default_factory=dict)
    required: bool = False
    options: tuple[Option, ...] = ()
    scale: Scale | None = None

    def asks(self, role: Role) -> bool:
        """Whether the question is meant for this role."""
        return self.who == Answerer.BOTH or self.who.value == role.value


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the conversation, with the time that is meant for it."""

    key: str
    title: Words
    minutes: int
    questions: tuple[Question, ...]
    hint: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form, for one kind of conversation."""

    key: str
    kind: ConversationKind
    title: Words
    sections: tuple[Section, ...]

    @property
    def minutes(self) -> int:
        """The time that is meant for all of it."""
        return sum(section.minutes for section in self.sections)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which every text of the form stands."""
        complete: set[str] | None = None
        for words in all_words(self):
            there = {code for code, text in words.items() if text}
            complete = there if complete is None else complete & there
        return language_order(complete or set())

    def question(self, key: str) -> Question | None:
        """The question with this key, or None."""
        return next((question for question in self.questions if question.key == key), None)

    def section_of(self, question_key: str) -> Section | None:
        """The section in which the question with this key stands, or None."""
        for section in self.sections:
            if any(question.key == question_key for question in section.questions):
                return section
        return None


def all_words(form: Form) -> Iterator[Words]:
    """Every text of a form in all its languages; hints that nobody wrote are left out."""
    yield form.title
    for section in form.sections:
        yield from (section.title, *([section.hint] if section.hint else []))
        for question in section.questions:
            yield from (question.text, *([question.hint] if question.hint else []))
            yield from (option.text for option in question.options)
            if question.scale:
                yield from (question.scale.low_text, question.scale.high_text)


def _words(words: Words) -> dict[str, str]:
    return {code: words[code] for code in sorted(words)}


def _question_as_data(question: Question) -> dict[str, Any]:
    scale = question.scale
    return {
        "key": question.key,
        "text": _words(question.text),
        "kind": question.kind.value,
        "who": question.who.value,
        "hint": _words(question.hint),
        "required": question.required,
        "options": [{"key": option.key, "text": _words(option.text)} for option in question.options],
        "scale": scale
        and {
            "low": scale.low,
            "high": scale.high,
            "low_text": _words(scale.low_text),
            "high_text": _words(scale.high_text),
        },
    }


def as_data(form: Form) -> dict[str, Any]:
    """The form as plain values for JSON, every field there and in one fixed order: equal forms give equal bytes."""
    return {
        "key": form.key,
        "kind": form.kind.value,
        "title": _words(form.title),
        "sections": [
            {
                "key": section.key,
                "title": _words(section.title),
                "minutes": section.minutes,
                "hint": _words(section.hint),
                "questions": [_question_as_data(question) for question in section.questions],
            }
            for section in form.sections
        ],
    }


def _question_from_data(data: Mapping[str, Any]) -> Question:
    return Question(
        key=data["key"],
        text=dict(data["text"]),
        kind=QuestionKind(data["kind"]),
        who=Answerer(data["who"]),
        hint=dict(data["hint"]),
        required=data["required"],
        options=tuple(Option(option["key"], dict(option["text"])) for option in data["options"]),
        scale=Scale(**data["scale"]) if data["scale"] else None,
    )


def from_data(data: Mapping[str, Any]) -> Form:
    """The form that `as_data` wrote; it is our own, so it is not checked again."""
    return Form(
        key=data["key"],
        kind=ConversationKind(data["kind"]),
        title=dict(data["title"]),
        sections=tuple(
            Section(
                key=section["key"],
                title=dict(section["title"]),
                minutes=section["minutes"],
                questions=tuple(_question_from_data(question) for question in section["questions"]),
                hint=dict(section["hint"]),
            )
            for section in data["sections"]
        ),
    )


def is_answered(answer: Answer) -> bool:
    """Whether somebody answered: "no" and the step 0 are answers, blank text and nothing chosen are not."""
    if isinstance(answer, str):
        return bool(answer.strip())
    return answer is not None and answer != []


def _is_day(answer: Answer) -> bool:
    try:
        return isinstance(answer, str) and date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        return False


def fits(question: Question, answer: Answer) -> bool:
    """Whether an answer is of the kind that the question asks for; no answer fits them all."""
    if answer is None or answer == "" or answer == []:
        return True
    known = {option.key for option in question.options}
    match question.kind:
        case QuestionKind.TEXT:
            return isinstance(answer, str) and len(answer) <= NOTE_LIMIT
        case QuestionKind.ONE_OF:
            return isinstance(answer, str) and answer in known
        case QuestionKind.SEVERAL_OF:
            return isinstance(answer, list) and len(set(answer)) == len(answer) and known.issuperset(answer)
        case QuestionKind.SCALE:
            scale, is_step = question.scale, isinstance(answer, int) and not isinstance(answer, bool)
            return is_step and scale is not None and answer in range(scale.low, scale.high + 1)
        case QuestionKind.YES_NO:
            return isinstance(answer, bool)
        case QuestionKind.DATE:
            return _is_day(answer)


def missing(form: Form, role: Role, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """The required questions meant for a role that it has not answered, in order."""
    return tuple(
        question
        for question in form.questions
        if question.required and question.asks(role) and not is_answered(answers.get(question.key))
    )
