"""Drafts of reminder settings and of the organisation."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from tui_app.domain.drafts.base import Draft, clean_with, limit_length
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.domain.organisation import CONVERSATION_MINUTES, DEFAULT_CONVERSATION_MINUTES
from tui_app.domain.reminders import ReminderFrequency
from tui_app.domain.text_normalization import clean_line


def _check_language(code: str) -> str:
    if code not in INTERFACE_LANGUAGES:
        raise PydanticCustomError("unknown_language", "no such language")
    return code


def _check_optional_language(code: str) -> str:
    return code and _check_language(code)


class ReminderDraft(Draft):
    """How one person wants to be reminded. None and an empty language stand for the organisation's setting."""

    rhythm: ReminderFrequency | None = None
    weekday: Annotated[int, Field(ge=0, le=6)] = 0
    language: Annotated[str, AfterValidator(_check_optional_language)] = ""
    bare: bool = False
    calendar: bool = False


def _check_web_address(text: str) -> str:
    if text and not re.fullmatch(r"(https|http|webcal)://[^\s/]+(/\S*)?", text):
        raise PydanticCustomError("not_an_address", "not a web address")
    return text.rstrip("/")


class OrganisationReminderDraft(Draft):
    """How everybody is reminded who has not chosen their own reminders."""

    rhythm: ReminderFrequency
    weekday: Annotated[int, Field(ge=0, le=6)] = 0
    language: Annotated[str, AfterValidator(_check_language)]
    bare: bool = False
    address: Annotated[
        str, clean_with(clean_line), limit_length(200, required=False), AfterValidator(_check_web_address)
    ] = ""


def _check_country(text: str) -> str:
    from tui_app.domain.dates.public_holidays import is_known_country

    code = text.upper()
    if not is_known_country(code):
        raise PydanticCustomError("unknown_country", "no such country")
    return code


def _check_time_zone(text: str) -> str:
    from tui_app.domain.organisation import is_time_zone

    if text and not is_time_zone(text):
        raise PydanticCustomError("unknown_zone", "no such time zone")
    return text


class OrganisationDraft(Draft):
    """The country and time zone of the organisation, and how long a conversation may be held without a key."""

    country: Annotated[str, clean_with(clean_line), limit_length(2, required=True), AfterValidator(_check_country)]
    zone: Annotated[str, clean_with(clean_line), limit_length(60, required=False), AfterValidator(_check_time_zone)] = (
        ""
    )
    conversation_minutes: Annotated[int, Field(ge=CONVERSATION_MINUTES[0], le=CONVERSATION_MINUTES[1])] = (
        DEFAULT_CONVERSATION_MINUTES
    )
