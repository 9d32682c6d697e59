"""TODO-DOC."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from tui_app.domain.drafts.base import Draft, OptionalLine, OptionalNote, RequiredDate
from tui_app.domain.follow_up.schedule import (
    DEFAULT_CONVERSATION_MONTHS,
    MAX_PAUSE_DAYS,
    MAX_WEEKS,
    PauseKind,
    format_fixed_days,
    parse_fixed_days,
)
from tui_app.domain.text_normalization import clean_line


class FollowUpRequestDraft(Draft):
    """Why somebody asks to be followed up, if they want to say."""

    text: OptionalLine = ""


class FollowUpDraft(Draft):
    """A short check of the open actions, and when the next one is."""

    note: OptionalNote = ""
    next_on: date | None = None


class ScheduleInterval(NamedTuple):
    """How often, as a rhythm keeps it: weeks, or fixed days as "03-15 09-01"; neither follows the team."""

    weeks: int = 0
    days: str = ""


def parse_interval(value: Any) -> Any:
    """How often as people type it: "4", "every 4 weeks", "hver 4. uke", or days of the year: "15.3, 1.9"."""
    if not isinstance(value, str):
        return value
    text = clean_line(value).casefold()
    if not text:
        return ScheduleInterval()
    pairs = [(int(month), int(day)) for day, month in re.findall(r"(\d{1,2})[./](\d{1,2})\b", text)]
    if not pairs:
        numbers = re.findall(r"\d+", text)
        if len(numbers) != 1 or not 1 <= int(numbers[0][:3]) <= MAX_WEEKS:
            raise PydanticCustomError("not_often", "neither weeks nor days")
        return ScheduleInterval(weeks=int(numbers[0]))
    try:
        days = format_fixed_days(pairs)
        parse_fixed_days(days)
    except ValueError:
        raise PydanticCustomError("date_does_not_exist", "no such day") from None
    if len(days) > 100:
        raise PydanticCustomError("too_long", "too many days")
    return ScheduleInterval(days=days)


class FollowUpScheduleDraft(Draft):
    """How often a team or a person is followed up, and in how many months a team has its conversations."""

    often: Annotated[ScheduleInterval, BeforeValidator(parse_interval)] = ScheduleInterval()
    months: Annotated[int, Field(ge=1, le=60)] = DEFAULT_CONVERSATION_MONTHS


class PauseDraft(Draft):
    """Days without follow-ups, both included."""

    first: RequiredDate
    last: RequiredDate
    kind: PauseKind = PauseKind.AWAY

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError("last_before_first", "the last day is before the first")
        if (self.last - self.first).days > MAX_PAUSE_DAYS:
            raise PydanticCustomError("pause_too_long", "too many days")
        return self
