"""Drafts of planned conversations, rounds and topics."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from tui_app.domain.drafts.base import (
    DateRangeDraft,
    Draft,
    OptionalNote,
    RequiredDate,
    RequiredId,
    RequiredLine,
    clean_with,
    limit_length,
)
from tui_app.domain.text_normalization import clean_line


def parse_time(value: Any) -> Any:
    """Parse a time of day as people type it: 9, 9:30, 0930, 09.30, kl 9."""
    if not isinstance(value, str):
        return value
    text = clean_line(value).casefold().removeprefix("kl.").removeprefix("kl").strip()
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,2})(?:[:. ]?(\d{2}))?", text)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise PydanticCustomError("not_a_time", "not a time of day")
    return time(int(match[1]), int(match[2] or 0))


OptionalTime = Annotated[time | None, BeforeValidator(parse_time)]
OptionalPlace = Annotated[str, clean_with(clean_line), limit_length(200, required=False)]


class TimeDraft(Draft):
    """A time of day; None for none."""

    at: OptionalTime = None


class MeetingDraft(TimeDraft):
    """The form, time of day and place of planned conversations."""

    template_id: RequiredId
    place: OptionalPlace = ""


class ConversationPlanDraft(MeetingDraft):
    """A planned conversation; both participants see the note."""

    on: RequiredDate
    note: OptionalNote = ""


class RoundDraft(MeetingDraft, DateRangeDraft):
    """A round of conversations with the whole team, spread over a range of days.

    Attributes:
        months: only people who had no conversation for this many months; 0 for everybody.
    """

    months: Annotated[int, Field(ge=0, le=60)] = 0


class TopicDraft(Draft):
    """Something to talk about next time, on one line."""

    text: RequiredLine
