"""Drafts of follow-ups, schedules and pauses."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tui_app.domain.drafts.base import DateRangeDraft, Draft, OptionalLine, OptionalNote, parsed_with
from tui_app.domain.follow_up.intervals import ScheduleInterval, parse_months, parse_schedule_interval
from tui_app.domain.follow_up.schedule import (
    DEFAULT_CONVERSATION_MONTHS,
    MAX_CONVERSATION_MONTHS,
    MAX_PAUSE_DAYS,
    PauseKind,
)


class FollowUpRequestDraft(Draft):
    """A request to be followed up; the reason is optional."""

    text: OptionalLine = ""


class FollowUpDraft(Draft):
    """A check of the open actions, and the date of the next one."""

    note: OptionalNote = ""
    next_on: date | None = None


class FollowUpScheduleDraft(Draft):
    """How often a team or a person is followed up, and the months between a team's conversations."""

    often: Annotated[ScheduleInterval, parsed_with(parse_schedule_interval)] = ScheduleInterval()
    months: Annotated[int, parsed_with(parse_months), Field(ge=1, le=MAX_CONVERSATION_MONTHS)] = (
        DEFAULT_CONVERSATION_MONTHS
    )


class PauseDraft(DateRangeDraft):
    """Days without follow-ups, first and last included."""

    kind: PauseKind = PauseKind.AWAY

    @model_validator(mode="after")
    def _check_length(self) -> Self:
        if (self.last - self.first).days > MAX_PAUSE_DAYS:
            raise PydanticCustomError("pause_too_long", "too many days")
        return self
