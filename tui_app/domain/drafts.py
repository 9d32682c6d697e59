"""Drafts: what people type, checked and cleaned before it is let in.

Only forms and importers need this module; it is imported where a draft is made, since pydantic is slow to load.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from tui_app.domain.records import GoalKind, GoalStatus
from tui_app.domain.refusals import Invalid
from tui_app.domain.reminders import Frequency
from tui_app.domain.rhythm import LONGEST_PAUSE, MOST_WEEKS, USUAL_MONTHS, PauseKind, parsed_days, stored_days
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
    conversation_id: int | None = None


class GoalDraft(Draft):
    """A goal of one person."""

    text: RequiredLine
    kind: GoalKind
    status: GoalStatus = GoalStatus.OPEN
    target: date | None = None
    conversation_id: int | None = None


def _clock(value: Any) -> Any:
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

    at: Annotated[time | None, BeforeValidator(_clock)] = None


class PlanDraft(Draft):
    """A planned conversation: form, day, time of day if there is one, place, a note that both see."""

    template_id: Chosen
    on: Day
    at: Annotated[time | None, BeforeValidator(_clock)] = None
    place: Annotated[str, _cleaned(clean_line), _within(200, required=False)] = ""
    note: Note = ""


class RoundDraft(Draft):
    """A round of conversations with the whole team.

    Attributes:
        first, last: the days between which they are spread.
        months: only those without a conversation in so many months; 0 for everybody.
    """

    template_id: Chosen
    first: Day
    last: Day
    months: Annotated[int, Field(ge=0, le=60)] = 0
    at: Annotated[time | None, BeforeValidator(_clock)] = None
    place: Annotated[str, _cleaned(clean_line), _within(200, required=False)] = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError("last_before_first", "the last day is before the first")
        return self


class ReasonDraft(Draft):
    """Why something was cancelled, or is held back."""

    reason: RequiredLine


class TopicDraft(Draft):
    """Something to talk about next time, in one line."""

    text: RequiredLine


class RequestDraft(Draft):
    """Why somebody asks to be followed up, if they want to say."""

    text: OptionalLine = ""


class ThanksDraft(Draft):
    """A word of thanks."""

    word: RequiredLine


class FollowUpDraft(Draft):
    """A short check of the open actions, and when the next one is."""

    note: Note = ""
    next_on: date | None = None


class Often(NamedTuple):
    """How often, as a rhythm keeps it: weeks, or fixed days as "03-15 09-01"; neither follows the team."""

    weeks: int = 0
    days: str = ""


def _often(value: Any) -> Any:
    """How often as people type it: "4", "every 4 weeks", "hver 4. uke", or days of the year: "15.3, 1.9"."""
    if not isinstance(value, str):
        return value
    text = clean_line(value).casefold()
    if not text:
        return Often()
    pairs = [(int(month), int(day)) for day, month in re.findall(r"(\d{1,2})[./](\d{1,2})\b", text)]
    if not pairs:
        numbers = re.findall(r"\d+", text)
        if len(numbers) != 1 or not 1 <= int(numbers[0][:3]) <= MOST_WEEKS:
            raise PydanticCustomError("not_often", "neither weeks nor days")
        return Often(weeks=int(numbers[0]))
    try:
        days = stored_days(pairs)
        parsed_days(days)
    except ValueError:
        raise PydanticCustomError("date_does_not_exist", "no such day") from None
    if len(days) > 100:
        raise PydanticCustomError("too_long", "too many days")
    return Often(days=days)


class RhythmDraft(Draft):
    """How often a team or a person is followed up, and in how many months a team has its conversations."""

    often: Annotated[Often, BeforeValidator(_often)] = Often()
    months: Annotated[int, Field(ge=1, le=60)] = USUAL_MONTHS


class PauseDraft(Draft):
    """Days without follow-ups, both included."""

    first: Day
    last: Day
    kind: PauseKind = PauseKind.AWAY

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError("last_before_first", "the last day is before the first")
        if (self.last - self.first).days > LONGEST_PAUSE:
            raise PydanticCustomError("pause_too_long", "too many days")
        return self


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


class ReminderDraft(Draft):
    """How one person wants to be reminded; None and an empty language are the organisation's."""

    rhythm: Frequency | None = None
    weekday: Annotated[int, Field(ge=0, le=6)] = 0
    language: Literal["", "nb", "en"] = ""
    bare: bool = False
    calendar: bool = False


def _web_address(text: str) -> str:
    if text and not re.fullmatch(r"(https|http|webcal)://[^\s/]+(/\S*)?", text):
        raise PydanticCustomError("not_an_address", "not a web address")
    return text.rstrip("/")


class OrganisationReminderDraft(Draft):
    """How everybody is reminded who has not chosen otherwise."""

    rhythm: Frequency
    weekday: Annotated[int, Field(ge=0, le=6)] = 0
    language: Literal["nb", "en"]
    bare: bool = False
    address: Annotated[str, _cleaned(clean_line), _within(200, required=False), AfterValidator(_web_address)] = ""


def _country(text: str) -> str:
    from tui_app.domain.days_off import is_country

    code = text.upper()
    if not is_country(code):
        raise PydanticCustomError("unknown_country", "no such country")
    return code


def _zone(text: str) -> str:
    from tui_app.domain.organisation import is_zone

    if text and not is_zone(text):
        raise PydanticCustomError("unknown_zone", "no such time zone")
    return text


class OrganisationDraft(Draft):
    """Where the organisation is."""

    country: Annotated[str, _cleaned(clean_line), _within(2, required=True), AfterValidator(_country)]
    zone: Annotated[str, _cleaned(clean_line), _within(60, required=False), AfterValidator(_zone)] = ""


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
