"""Drafts: what people type, checked and cleaned before it is let in.

Only forms and importers need this module; it is imported where a draft is made, since pydantic is slow to load.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from tui_app.domain.records import ConversationKind, ConversationState, GoalKind, GoalStatus
from tui_app.domain.refusals import Invalid
from tui_app.domain.texts import LINE_LIMIT, NAME_LIMIT, NOTE_LIMIT, clean_line, clean_note


def _cleaned(clean: Callable[[str], str]) -> BeforeValidator:
    return BeforeValidator(lambda value: clean(value) if isinstance(value, str) else value)


def _within(limit: int, *, required: bool) -> AfterValidator:
    def check(text: str) -> str:
        if required and not text:
            raise PydanticCustomError("missing", "missing")
        if len(text) > limit:
            raise PydanticCustomError("too_long", "too long")
        return text

    return AfterValidator(check)


def _some(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("missing", "missing")
    return value


RequiredLine = Annotated[str, _cleaned(clean_line), _within(LINE_LIMIT, required=True)]
OptionalLine = Annotated[str, _cleaned(clean_line), _within(LINE_LIMIT, required=False)]
Name = Annotated[str, _cleaned(clean_line), _within(NAME_LIMIT, required=True)]
ShortLine = Annotated[str, _cleaned(clean_line), _within(NAME_LIMIT, required=False)]
Note = Annotated[str, _cleaned(clean_note), _within(NOTE_LIMIT, required=False)]
RequiredNote = Annotated[str, _cleaned(clean_note), _within(NOTE_LIMIT, required=True)]
Chosen = Annotated[int, BeforeValidator(_some)]
Day = Annotated[date, BeforeValidator(_some)]


class Draft(BaseModel):
    """What all drafts share: unknown fields are refused, and a checked draft does not change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ActionDraft(Draft):
    """Who does what by when: all three, always."""

    text: RequiredLine
    responsible_id: Chosen
    due: Day
    goal_id: int | None = None


class GoalDraft(Draft):
    """A goal of one person."""

    text: RequiredLine
    kind: GoalKind
    status: GoalStatus = GoalStatus.OPEN
    target: date | None = None


class ConversationDraft(Draft):
    """A planned or held conversation: its day, kind and a note."""

    kind: ConversationKind
    on: Day
    state: ConversationState = ConversationState.PLANNED
    note: Note = ""


class FollowUpDraft(Draft):
    """A short check of the open actions, and when the next one is."""

    note: Note = ""
    next_on: date | None = None


class CommentDraft(Draft):
    """A comment on an action."""

    text: RequiredNote


def _email(text: str) -> str:
    if text and ("@" not in text[1:-1] or " " in text):
        raise PydanticCustomError("not_an_email", "not an e-mail address")
    return text


def _number(text: str) -> str:
    if len(text) > 40:
        raise PydanticCustomError("too_long", "too long")
    return text


class PersonDraft(Draft):
    """A person of the organisation."""

    name: Name
    employee_number: Annotated[str, _cleaned(clean_line), AfterValidator(_number)] = ""
    email: Annotated[str, _cleaned(clean_line), _within(200, required=False), AfterValidator(_email)] = ""
    title: ShortLine = ""
    unit: ShortLine = ""
    start_date: date | None = None
    end_date: date | None = None
    leader_id: int | None = None


AnyDraft = TypeVar("AnyDraft", bound=Draft)


def checked(draft_type: type[AnyDraft], raw: Mapping[str, object]) -> AnyDraft:
    """The draft made of what was typed.

    Raises:
        Invalid: with a problem code for each field that is not fit to store.
    """
    try:
        return draft_type.model_validate(dict(raw))
    except ValidationError as invalid:
        raise Invalid(
            {
                str(error["loc"][0]) if error["loc"] else "": error["type"]
                for error in invalid.errors(include_url=False, include_input=False)
            }
        ) from None
