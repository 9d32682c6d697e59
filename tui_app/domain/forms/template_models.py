"""The structure of a template file, as pydantic models. Field names are keys of the file.

Slow to load; `validation` is only imported where a template is checked.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from tui_app.domain.forms.form import (
    DEFAULT_QUESTION_KIND,
    FORM_KEY_LIMIT,
    Form,
    Option,
    Question,
    QuestionKind,
    Respondent,
    Scale,
    Section,
)
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.text_normalization import LINE_LIMIT, NAME_LIMIT, clean_line

HINT_LIMIT = 600
"""Longest hint, in characters."""
MAX_SECTION_MINUTES = 240
"""Longest duration of a section."""
MAX_SCALE_VALUE = 1000
"""Largest number on a scale, also below zero."""


def _text_up_to(most: int) -> AfterValidator:
    def check(text: str) -> str:
        if not text.isprintable() and any(
            unicodedata.category(character) == "Cc" and not character.isspace() for character in text
        ):
            raise PydanticCustomError("control_characters", "control characters")
        cleaned = clean_line(text)
        if not cleaned:
            raise PydanticCustomError("empty_text", "empty")
        if len(cleaned) > most:
            raise PydanticCustomError("too_long", "too long", {"most": most, "length": len(cleaned)})
        return cleaned

    return AfterValidator(check)


def number_between(least: int, most: int) -> AfterValidator:
    """A whole number within these limits."""

    def check(number: int) -> int:
        if not least <= number <= most:
            raise PydanticCustomError("out_of_range", "out of range", {"least": least, "most": most})
        return number

    return AfterValidator(check)


def _at_least_one_language(translations: Any) -> Any:
    if translations == {}:
        raise PydanticCustomError("missing", "missing")
    return translations


KeyField = Annotated[str, Field(pattern=rf"\A[a-z0-9_]{{1,{FORM_KEY_LIMIT}}}\z")]
LanguageField = Annotated[str, Field(pattern=r"\A[a-z]{2,3}([_-][A-Za-z0-9]{2,8})?\z")]

TitleField = Annotated[
    dict[LanguageField, Annotated[str, _text_up_to(NAME_LIMIT)]], BeforeValidator(_at_least_one_language)
]

LineField = Annotated[
    dict[LanguageField, Annotated[str, _text_up_to(LINE_LIMIT)]], BeforeValidator(_at_least_one_language)
]

HintField = dict[LanguageField, Annotated[str, _text_up_to(HINT_LIMIT)]]
ScaleValueField = Annotated[int, number_between(-MAX_SCALE_VALUE, MAX_SCALE_VALUE)]


class TemplateModelBase(BaseModel):
    """Base of all models: values are not converted, and unknown fields are mistakes."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class OptionModel(TemplateModelBase):
    """One of the options to choose from."""

    key: KeyField
    text: TitleField


class ScaleModel(TemplateModelBase):
    """A scale, with words for both ends."""

    low: ScaleValueField
    high: ScaleValueField
    low_text: TitleField
    high_text: TitleField


class QuestionModel(TemplateModelBase):
    """One `[[sections.questions]]`."""

    key: KeyField
    text: LineField
    kind: Annotated[QuestionKind, Field(strict=False)] = DEFAULT_QUESTION_KIND
    who: Annotated[Respondent, Field(strict=False)] = Respondent.BOTH
    required: bool = False
    hint: HintField = {}
    options: list[OptionModel] = []
    scale: ScaleModel | None = None

    def to_question(self) -> Question:
        """The question as a record."""
        options = tuple(Option(option.key, option.text) for option in self.options)
        model = self.scale
        scale = Scale(model.low, model.high, model.low_text, model.high_text) if model else None
        return Question(self.key, self.text, self.kind, self.who, self.hint, self.required, options, scale)


class SectionModel(TemplateModelBase):
    """One `[[sections]]`."""

    key: KeyField
    title: TitleField
    minutes: Annotated[int, number_between(1, MAX_SECTION_MINUTES)]
    hint: HintField = {}
    questions: list[QuestionModel] = []

    def to_section(self) -> Section:
        """The section as a record."""
        questions = tuple(model.to_question() for model in self.questions)
        return Section(self.key, self.title, self.minutes, questions, self.hint)


class TemplateModel(TemplateModelBase):
    """The whole file."""

    key: KeyField
    kind: Annotated[ConversationKind, Field(strict=False)]
    title: TitleField
    sections: list[SectionModel] = []

    def to_form(self) -> Form:
        """The form as a record."""
        return Form(self.key, self.kind, self.title, tuple(model.to_section() for model in self.sections))
