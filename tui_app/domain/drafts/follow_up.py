"""Drafts of follow-ups, schedules and pauses."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from tui_app.domain.drafts.base import DateRangeDraft, Draft, OptionalLine, OptionalNote
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
    """A request to be followed up; the reason is optional."""

    text: OptionalLine = ""


class FollowUpDraft(Draft):
    """A check of the open actions, and the date of the next one."""

    note: OptionalNote = ""
    next_on: date | None = None


class ScheduleInterval(NamedTuple):
    """How often, as a schedule stores it: weeks, or fixed days as "03-15 09-01". With neither, the team's applies."""

    weeks: int = 0
    days: str = ""


def parse_interval(value: Any) -> Any:
    """Parse how often: "4", "every 4 weeks", "hver 4. uke", or days of the year: "15.3, 1.9"."""
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
    """How often a team or a person is followed up, and the months between a team's conversations."""

    often: Annotated[ScheduleInterval, BeforeValidator(parse_interval)] = ScheduleInterval()
    months: Annotated[int, Field(ge=1, le=60)] = DEFAULT_CONVERSATION_MONTHS


class PauseDraft(DateRangeDraft):
    """Days without follow-ups, first and last included."""

    kind: PauseKind = PauseKind.AWAY

    @model_validator(mode="after")
    def _check_length(self) -> Self:
        if (self.last - self.first).days > MAX_PAUSE_DAYS:
            raise PydanticCustomError("pause_too_long", "too many days")
        return self
