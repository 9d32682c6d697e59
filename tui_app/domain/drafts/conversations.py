"""TODO-DOC."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from tui_app.domain.drafts.base import (
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
    """A time of day as people type it: 9, 9:30, 0930, 09.30, kl 9."""
    if not isinstance(value, str):
        return value
    text = clean_line(value).casefold().removeprefix("kl.").removeprefix("kl").strip()
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,2})(?:[:. ]?(\d{2}))?", text)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise PydanticCustomError("not_a_time", "not a time of day")
    return time(int(match[1]), int(match[2] or 0))


class TimeDraft(Draft):
    """A time of day, if there is one."""

    at: Annotated[time | None, BeforeValidator(parse_time)] = None


class ConversationPlanDraft(Draft):
    """A planned conversation: form, day, time of day if there is one, place, a note that both see."""

    template_id: RequiredId
    on: RequiredDate
    at: Annotated[time | None, BeforeValidator(parse_time)] = None
    place: Annotated[str, clean_with(clean_line), limit_length(200, required=False)] = ""
    note: OptionalNote = ""


class RoundDraft(Draft):
    """A round of conversations with the whole team.

    Attributes:
        first, last: the days between which they are spread.
        months: only those without a conversation in so many months; 0 for everybody.
    """

    template_id: RequiredId
    first: RequiredDate
    last: RequiredDate
    months: Annotated[int, Field(ge=0, le=60)] = 0
    at: Annotated[time | None, BeforeValidator(parse_time)] = None
    place: Annotated[str, clean_with(clean_line), limit_length(200, required=False)] = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError("last_before_first", "the last day is before the first")
        return self


class TopicDraft(Draft):
    """Something to talk about next time, in one line."""

    text: RequiredLine
