"""Drafts of planned conversations, rounds and topics."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import Field

from tui_app.domain.dates.times import parse_time
from tui_app.domain.drafts.base import (
    DateRangeDraft,
    Draft,
    OptionalNote,
    RequiredDate,
    RequiredId,
    RequiredLine,
    clean_with,
    limit_length,
    parsed_with,
)
from tui_app.domain.follow_up.intervals import parse_optional_months
from tui_app.domain.follow_up.schedule import MAX_CONVERSATION_MONTHS
from tui_app.domain.text_normalization import clean_line

OptionalTime = Annotated[time | None, parsed_with(parse_time)]
OptionalLanguage = Annotated[str, clean_with(clean_line), limit_length(12, required=False)]
OptionalPlace = Annotated[str, clean_with(clean_line), limit_length(200, required=False)]


class TimeDraft(Draft):
    """A time of day; None for none."""

    at: OptionalTime = None


class MeetingDraft(TimeDraft):
    """The form, time of day and place of planned conversations."""

    template_id: RequiredId
    place: OptionalPlace = ""


class ConversationPlanDraft(MeetingDraft):
    """A planned conversation; both participants see the note, and the form in the language, if one is chosen."""

    on: RequiredDate
    note: OptionalNote = ""
    language: OptionalLanguage = ""


class RoundDraft(MeetingDraft, DateRangeDraft):
    """A round of conversations with the whole team, spread over a range of days.

    Attributes:
        months: only people who had no conversation for this many months; 0 for everybody.
    """

    months: Annotated[int, parsed_with(parse_optional_months), Field(ge=0, le=MAX_CONVERSATION_MONTHS)] = 0


class TopicDraft(Draft):
    """Something to talk about next time, on one line."""

    text: RequiredLine
