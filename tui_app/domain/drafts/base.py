"""The base of all drafts, and the types of their fields.

Only input forms and importers use drafts. They import them where one is made, since pydantic is slow to load.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.text_normalization import LINE_LIMIT, NAME_LIMIT, NOTE_LIMIT, clean_line, clean_note


def clean_with(clean: Callable[[str], str]) -> BeforeValidator:
    """A validator that cleans text before it is checked; other values pass unchanged."""
    return BeforeValidator(lambda value: clean(value) if isinstance(value, str) else value)


def parsed_with(parse: Callable[[str], object]) -> BeforeValidator:
    """A validator that parses text; other values pass unchanged. The problem is the code of the parser's error."""

    def parsed(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return parse(value)
        except DomainError as error:
            code: Any = error.code  # a literal for the type checker alone
            raise PydanticCustomError(code, "not understood") from None

    return BeforeValidator(parsed)


def limit_length(limit: int, *, required: bool) -> AfterValidator:
    """A validator that limits text to so many characters."""

    def check(text: str) -> str:
        if required and not text:
            raise PydanticCustomError("missing", "missing")
        if len(text) > limit:
            raise PydanticCustomError("too_long", "too long")
        return text

    return AfterValidator(check)


def require_value(value: Any) -> Any:
    """A validator that rejects None."""
    if value is None:
        raise PydanticCustomError("missing", "missing")
    return value


RequiredLine = Annotated[str, clean_with(clean_line), limit_length(LINE_LIMIT, required=True)]
OptionalLine = Annotated[str, clean_with(clean_line), limit_length(LINE_LIMIT, required=False)]
RequiredName = Annotated[str, clean_with(clean_line), limit_length(NAME_LIMIT, required=True)]
OptionalName = Annotated[str, clean_with(clean_line), limit_length(NAME_LIMIT, required=False)]
OptionalNote = Annotated[str, clean_with(clean_note), limit_length(NOTE_LIMIT, required=False)]
RequiredId = Annotated[int, BeforeValidator(require_value)]
RequiredDate = Annotated[date, BeforeValidator(require_value)]


class Draft(BaseModel):
    """Base of all drafts: unknown fields are rejected, and a valid draft does not change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DateRangeDraft(Draft):
    """A range of days, first and last included."""

    first: RequiredDate
    last: RequiredDate

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError("last_before_first", "the last day is before the first")
        return self


class ReasonDraft(Draft):
    """The reason for a cancellation or a retention hold."""

    reason: RequiredLine


AnyDraft = TypeVar("AnyDraft", bound=Draft)


def validate_draft(draft_type: type[AnyDraft], raw: Mapping[str, object]) -> AnyDraft:
    """Make a draft of what was typed.

    Raises:
        InvalidInput: with a problem code for each field that cannot be stored.
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
