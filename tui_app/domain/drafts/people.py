"""TODO-DOC."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from tui_app.domain.drafts.base import Draft, OptionalName, RequiredName, clean_with, limit_length
from tui_app.domain.text_normalization import clean_line


def _check_email(text: str) -> str:
    if text and ("@" not in text[1:-1] or " " in text):
        raise PydanticCustomError("not_an_email", "not an e-mail address")
    return text


def _check_employee_number(text: str) -> str:
    if len(text) > 40:
        raise PydanticCustomError("too_long", "too long")
    return text


class PersonDraft(Draft):
    """A person of the organisation."""

    name: RequiredName
    employee_number: Annotated[str, clean_with(clean_line), AfterValidator(_check_employee_number)] = ""
    email: Annotated[str, clean_with(clean_line), limit_length(200, required=False), AfterValidator(_check_email)] = ""
    title: OptionalName = ""
    unit: OptionalName = ""
    start_date: date | None = None
    end_date: date | None = None
    leader_id: int | None = None
