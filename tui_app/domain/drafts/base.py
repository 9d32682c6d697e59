"""Drafts: what people type, checked and cleaned before it is let in.

Only forms and importers need this module; it is imported where a draft is made, since pydantic is slow to load.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from tui_app.domain.errors import InvalidInput
from tui_app.domain.text_normalization import LINE_LIMIT, NAME_LIMIT, NOTE_LIMIT, clean_line, clean_note


def clean_with(clean: Callable[[str], str]) -> BeforeValidator:
    return BeforeValidator(lambda value: clean(value) if isinstance(value, str) else value)


def limit_length(limit: int, *, required: bool) -> AfterValidator:
    def check(text: str) -> str:
        if required and not text:
            raise PydanticCustomError("missing", "missing")
        if len(text) > limit:
            raise PydanticCustomError("too_long", "too long")
        return text

    return AfterValidator(check)


def require_value(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("missing", "missing")
    return value


RequiredLine = Annotated[str, clean_with(clean_line), limit_length(LINE_LIMIT, required=True)]
OptionalLine = Annotated[str, clean_with(clean_line), limit_length(LINE_LIMIT, required=False)]
RequiredName = Annotated[str, clean_with(clean_line), limit_length(NAME_LIMIT, required=True)]
OptionalName = Annotated[str, clean_with(clean_line), limit_length(NAME_LIMIT, required=False)]
OptionalNote = Annotated[str, clean_with(clean_note), limit_length(NOTE_LIMIT, required=False)]
RequiredNote = Annotated[str, clean_with(clean_note), limit_length(NOTE_LIMIT, required=True)]
RequiredId = Annotated[int, BeforeValidator(require_value)]
RequiredDate = Annotated[date, BeforeValidator(require_value)]


class Draft(BaseModel):
    """What all drafts share: unknown fields are refused, and a checked draft does not change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ReasonDraft(Draft):
    """Why something was cancelled, or is held back."""

    reason: RequiredLine


class CommentDraft(Draft):
    """A comment on an action."""

    text: RequiredNote


AnyDraft = TypeVar("AnyDraft", bound=Draft)


def validate_draft(draft_type: type[AnyDraft], raw: Mapping[str, object]) -> AnyDraft:
    """The draft made of what was typed.

    Raises:
        InvalidInput: with a problem code for each field that is not fit to store.
    """
    try:
        return draft_type.model_validate(dict(raw))
    except ValidationError as invalid:
        raise InvalidInput(
            {
                str(error["loc"][0]) if error["loc"] else "": error["type"]
                for error in invalid.errors(include_url=False, include_input=False)
            }
        ) from None
