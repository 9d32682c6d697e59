"""Drafts of people."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from tui_app.domain.drafts.base import Draft, OptionalName, RequiredName, clean_with, limit_length
from tui_app.domain.mail_addresses import is_email
from tui_app.domain.text_normalization import EMAIL_LIMIT, EMPLOYEE_NUMBER_LIMIT, clean_line


def _check_email(text: str) -> str:
    if text and not is_email(text):
        raise PydanticCustomError("not_an_email", "not an e-mail address")
    return text


class PersonDraft(Draft):
    """A person of the organisation."""

    name: RequiredName
    employee_number: Annotated[str, clean_with(clean_line), limit_length(EMPLOYEE_NUMBER_LIMIT, required=False)] = ""
    email: Annotated[
        str, clean_with(clean_line), limit_length(EMAIL_LIMIT, required=False), AfterValidator(_check_email)
    ] = ""
    title: OptionalName = ""
    unit: OptionalName = ""
    start_date: date | None = None
    end_date: date | None = None
    leader_id: int | None = None
