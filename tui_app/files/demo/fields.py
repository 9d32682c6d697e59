"""Fields of the demonstration team's file: texts in several languages, and days counted from today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Any, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from tui_app.domain.dates.arithmetic import is_weekend
from tui_app.domain.forms.translations import Translations, in_language
from tui_app.domain.languages import LANGUAGES, SOURCE_LANGUAGE
from tui_app.domain.text_normalization import clean_line

MAX_TEXT_LENGTH = 60
"""Longest text: it fits on one line of an 80-column screen, beside a date and a name."""
MAX_PASSAGE_LENGTH = 400
"""Longest answer or section of minutes: a few sentences."""
_DAYS_PER_CENTURY = 36_525

ShortText = Annotated[str, AfterValidator(clean_line), Field(min_length=1, max_length=MAX_TEXT_LENGTH)]
Passage = Annotated[str, AfterValidator(clean_line), Field(min_length=1, max_length=MAX_PASSAGE_LENGTH)]
SpecKey = Annotated[str, Field(pattern=r"^[a-z]+$")]
FormKey = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
DayOffset = Annotated[int, Field(ge=-_DAYS_PER_CENTURY, le=_DAYS_PER_CENTURY)]
"""A day, as the number of days from today."""
PastDayOffset = Annotated[int, Field(ge=-_DAYS_PER_CENTURY, le=0)]


def workday(today: date, offset: int) -> date:
    """The day `offset` days from today; a Saturday or Sunday is moved to the next weekday away from today.

    Nobody holds such conversations at weekends. An offset of 0 is always today.
    """
    day = today + timedelta(days=offset)
    step = timedelta(days=-1 if offset < 0 else 1)
    while offset and is_weekend(day):
        day += step
    return day


def workday_or_none(today: date, offset: int | None) -> date | None:
    """As `workday`; None for None."""
    return None if offset is None else workday(today, offset)


class Spec(BaseModel):
    """A part of the file; unknown keys are rejected."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


SpecClass = TypeVar("SpecClass", bound=type[Spec])


class LocalizedSpec(Spec):
    """A part with a text in several languages, in fields named by the codes of the languages."""

    @property
    def translations(self) -> Translations:
        """The texts by language, without empty ones."""
        return {code: text for code in _LANGUAGES if (text := getattr(self, code))}

    def in_language(self, language: str) -> str:
        """The text in a language, or in the nearest one that has a text."""
        return in_language(self.translations, language)


_LANGUAGES = tuple(language.code for language in LANGUAGES)


def localized(text_type: object, *, required: bool = True) -> Callable[[SpecClass], SpecClass]:
    """Decorate a class: add a field for each language of the list.

    Args:
        text_type: the type of these fields.
        required: True if a text in the source language is required.
    """

    def add_fields(spec: SpecClass) -> SpecClass:
        fields: dict[str, Any] = dict.fromkeys(_LANGUAGES, (text_type, ""))
        if required:
            fields[SOURCE_LANGUAGE] = (text_type, ...)
        extended = create_model(
            spec.__name__, __base__=spec, __module__=spec.__module__, __doc__=spec.__doc__, **fields
        )
        return cast(SpecClass, extended)

    return add_fields


@localized(ShortText)
class LocalizedText(LocalizedSpec):
    """A short text."""


def check_chronological(*days: tuple[str, int | None]) -> None:
    """Check that these days, counted from today, are in order; None is skipped.

    Raises:
        ValueError: with the names of two days that are not.
    """
    known = [(name, day) for name, day in days if day is not None]
    for (name, day), (next_name, next_day) in pairwise(known):
        if next_day < day:
            raise ValueError(f"`{next_name}` ({next_day}) is expected at or after `{name}` ({day})")
