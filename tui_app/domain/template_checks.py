"""What a template must be: the shape of its file, as pydantic models, and what holds across its parts.

Slow to load; `domain/templates.py` imports it where a template is checked.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from tui_app.domain.forms import (
    KEY_LIMIT,
    Answerer,
    Form,
    Option,
    Question,
    QuestionKind,
    Scale,
    Section,
    language_order,
)
from tui_app.domain.records import ConversationKind
from tui_app.domain.template_lines import Path
from tui_app.domain.texts import LINE_LIMIT, NAME_LIMIT, clean_line

HINT_LIMIT = 600
MOST_MINUTES = 240
MOST_SECTIONS = 40
MOST_QUESTIONS = 200
FEWEST_OPTIONS = 2
MOST_OPTIONS = 40
MOST_STEPS = 11
FARTHEST_STEP = 1000

Finding = tuple[Path, str, dict[str, object]]
"""Where something is wrong, the code of what, and values for the words."""

_EXPECTED = {
    "string_type": "text",
    "int_type": "whole_number",
    "bool_type": "true_or_false",
    "list_type": "list",
    "dict_type": "words",
    "model_type": "table",
}
_CHOOSING = {QuestionKind.ONE_OF.value, QuestionKind.SEVERAL_OF.value}


def _text(most: int) -> AfterValidator:
    def check(text: str) -> str:
        if any(unicodedata.category(character) == "Cc" and not character.isspace() for character in text):
            raise PydanticCustomError("control_characters", "control characters")
        cleaned = clean_line(text)
        if not cleaned:
            raise PydanticCustomError("empty_text", "empty")
        if len(cleaned) > most:
            raise PydanticCustomError("too_long", "too long", {"most": most, "length": len(cleaned)})
        return cleaned

    return AfterValidator(check)


def _within(least: int, most: int) -> AfterValidator:
    def check(number: int) -> int:
        if not least <= number <= most:
            raise PydanticCustomError("out_of_range", "out of range", {"least": least, "most": most})
        return number

    return AfterValidator(check)


def _some_language(words: Any) -> Any:
    if words == {}:
        raise PydanticCustomError("missing", "missing")
    return words


Key = Annotated[str, Field(pattern=rf"\A[a-z0-9_]{{1,{KEY_LIMIT}}}\z")]
Language = Annotated[str, Field(pattern=r"\A[a-z]{2,3}([_-][A-Za-z0-9]{2,8})?\z")]
Title = Annotated[dict[Language, Annotated[str, _text(NAME_LIMIT)]], BeforeValidator(_some_language)]
Line = Annotated[dict[Language, Annotated[str, _text(LINE_LIMIT)]], BeforeValidator(_some_language)]
Hint = dict[Language, Annotated[str, _text(HINT_LIMIT)]]
Step = Annotated[int, _within(-FARTHEST_STEP, FARTHEST_STEP)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class OptionPart(_Part):
    """One of the answers that can be chosen."""

    key: Key
    text: Title


class ScalePart(_Part):
    """The steps of a scale, with words for its ends."""

    low: Step
    high: Step
    low_text: Title
    high_text: Title


class QuestionPart(_Part):
    """`[[sections.questions]]`."""

    key: Key
    text: Line
    kind: Annotated[QuestionKind, Field(strict=False)] = QuestionKind.TEXT
    who: Annotated[Answerer, Field(strict=False)] = Answerer.BOTH
    required: bool = False
    hint: Hint = {}
    options: list[OptionPart] = []
    scale: ScalePart | None = None

    def question(self) -> Question:
        """As a record."""
        options = tuple(Option(option.key, option.text) for option in self.options)
        ends = self.scale
        scale = Scale(ends.low, ends.high, ends.low_text, ends.high_text) if ends else None
        return Question(self.key, self.text, self.kind, self.who, self.hint, self.required, options, scale)


class SectionPart(_Part):
    """`[[sections]]`."""

    key: Key
    title: Title
    minutes: Annotated[int, _within(1, MOST_MINUTES)]
    hint: Hint = {}
    questions: list[QuestionPart] = []

    def section(self) -> Section:
        """As a record."""
        questions = tuple(part.question() for part in self.questions)
        return Section(self.key, self.title, self.minutes, questions, self.hint)


class TemplatePart(_Part):
    """The whole file."""

    key: Key
    kind: Annotated[ConversationKind, Field(strict=False)]
    title: Title
    sections: list[SectionPart] = []

    def form(self) -> Form:
        """As a record."""
        return Form(self.key, self.kind, self.title, tuple(part.section() for part in self.sections))


_MODELS: Mapping[str, type[_Part]] = {
    "": TemplatePart,
    "sections": SectionPart,
    "questions": QuestionPart,
    "options": OptionPart,
    "scale": ScalePart,
}
"""The name under which a part stands -> what it must be."""


def checked(raw: Mapping[str, object]) -> tuple[Form | None, list[Finding]]:
    """The form that a read file holds, or everything that is wrong with it.

    Args:
        raw: what TOML gave; anything may stand in it.
    """
    part, findings = None, []
    try:
        part = TemplatePart.model_validate(raw)
    except ValidationError as error:
        findings = [_finding(one) for one in error.errors(include_url=False)]
    no_language = {path for path, code, _ in findings if code == "bad_language"}
    findings += [one for one in _across(raw) if one[1] != "language_extra" or one[0] not in no_language]
    return (part.form() if part and not findings else None, findings)


def _finding(error: ErrorDetails) -> Finding:
    """What pydantic found, in our codes."""
    path: Path = tuple(error["loc"])
    kind, values = error["type"], dict(error.get("ctx", {}))
    found = shown(error["input"])
    if path and path[-1] == "[key]":
        return path[:-1], "bad_language", {"found": found}
    if kind == "extra_forbidden":
        return path, "unknown_field", {"expected": ", ".join(_fields_beside(path))}
    if kind == "enum":
        choices = cast("type[StrEnum]", _fields_beside(path)[str(path[-1])].annotation)
        return path, "not_one_of", {"found": found, "expected": ", ".join(choices)}
    if kind == "string_pattern_mismatch":
        return path, "bad_key", {"found": found}
    if kind in _EXPECTED:
        return path, "wrong_type", {"expected": _EXPECTED[kind]}
    return path, kind, values


def _fields_beside(path: Path) -> Mapping[str, FieldInfo]:
    names = [part for part in path[:-1] if isinstance(part, str)]
    return _MODELS[names[-1] if names else ""].model_fields


def shown(value: object) -> str:
    """A value from a file, short and clean enough to be told to people; "" where it is no text."""
    return clean_line(value[:500])[:60] if isinstance(value, str) else ""


def _tables(parent: object, name: str, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    listed = parent.get(name) if isinstance(parent, Mapping) else None
    for place, table in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(table, Mapping):
            yield (*path, name, place), table


def _across(raw: Mapping[str, object]) -> Iterator[Finding]:
    """What no part can tell alone; parts that are wrong in themselves are passed over here."""
    sections = list(_tables(raw, "sections", ()))
    if raw.get("sections", []) == []:
        yield ("sections",), "no_sections", {}
    questions: list[tuple[Path, Mapping[str, Any]]] = []
    for path, section in sections:
        questions += _tables(section, "questions", path)
        if section.get("questions", []) == []:
            yield (*path, "questions"), "no_questions", {}
    if len(sections) > MOST_SECTIONS:
        yield sections[MOST_SECTIONS][0], "too_many_sections", {"most": MOST_SECTIONS}
    if len(questions) > MOST_QUESTIONS:
        yield questions[MOST_QUESTIONS][0], "too_many_questions", {"most": MOST_QUESTIONS}
    yield from _twice(sections)
    yield from _twice(questions)
    for path, question in questions:
        yield from _twice(list(_tables(question, "options", path)))
        yield from _of_kind(path, question)
    yield from _languages(raw)


def _twice(parts: list[tuple[Path, Mapping[str, Any]]]) -> Iterator[Finding]:
    """Keys that stand a second time; the first is named by its place."""
    first: dict[str, Path] = {}
    for path, part in parts:
        key = part.get("key")
        if isinstance(key, str) and key in first:
            yield (*path, "key"), "key_twice", {"found": shown(key), "first": place(first[key])}
        elif isinstance(key, str):
            first[key] = path


def _of_kind(path: Path, question: Mapping[str, Any]) -> Iterator[Finding]:
    """Options and scale stand where the kind of question has them, and only there."""
    kind = question.get("kind", QuestionKind.TEXT.value)
    if kind not in list(QuestionKind):
        return
    options, scale = question.get("options", []), question.get("scale")
    if isinstance(options, list):
        if kind not in _CHOOSING and options:
            yield (*path, "options"), "options_not_expected", {"kind": kind}
        elif kind in _CHOOSING and len(options) < FEWEST_OPTIONS:
            yield (*path, "options"), "too_few_options", {"least": FEWEST_OPTIONS}
        elif len(options) > MOST_OPTIONS:
            yield (*path, "options"), "too_many_options", {"most": MOST_OPTIONS}
    if kind == QuestionKind.SCALE.value and scale is None:
        yield (*path, "scale"), "scale_missing", {}
    elif kind != QuestionKind.SCALE.value and scale is not None:
        yield (*path, "scale"), "scale_not_expected", {"kind": kind}
    elif isinstance(scale, Mapping):
        yield from _ends(path, scale)


def _ends(path: Path, scale: Mapping[str, Any]) -> Iterator[Finding]:
    low, high = scale.get("low"), scale.get("high")
    if type(low) is not int or type(high) is not int or max(abs(low), abs(high)) > FARTHEST_STEP:
        return
    if low >= high:
        yield (*path, "scale", "high"), "scale_order", {"low": low, "high": high}
    elif high - low + 1 > MOST_STEPS:
        yield (*path, "scale", "high"), "too_many_steps", {"most": MOST_STEPS, "steps": high - low + 1}


def _texts(raw: Mapping[str, object]) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """Every text that stands in languages; a hint that is not there needs none."""

    def words(path: Path, part: Mapping[str, Any], *names: str) -> Iterator[tuple[Path, Mapping[str, object]]]:
        for name in names:
            if isinstance(part.get(name), Mapping) and part[name]:
                yield (*path, name), part[name]

    yield from words((), raw, "title")
    for path, section in _tables(raw, "sections", ()):
        yield from words(path, section, "title", "hint")
        for inner, question in _tables(section, "questions", path):
            yield from words(inner, question, "text", "hint")
            for at, option in _tables(question, "options", inner):
                yield from words(at, option, "text")
            if isinstance(question.get("scale"), Mapping):
                yield from words((*inner, "scale"), question["scale"], "low_text", "high_text")


def _languages(raw: Mapping[str, object]) -> Iterator[Finding]:
    """All texts stand in the same languages: those that at least half of them have."""
    texts = list(_texts(raw))
    counts = Counter(language for _, words in texts for language in words)
    expected = language_order({language for language, count in counts.items() if 2 * count >= len(texts)})
    for path, words in texts:
        for language in expected:
            if language not in words:
                yield path, "language_missing", {"language": shown(language)}
        for language in words:
            if language not in expected:
                yield (*path, language), "language_extra", {"expected": ", ".join(expected)}


def place(path: Path) -> str:
    """A place in words of the file itself, counted from 1: `sections 2, questions 1, kind`."""
    told = ""
    for part in path:
        told += f" {part + 1}" if isinstance(part, int) else f", {shown(part) or '?'}"
    return told.removeprefix(", ").strip()
