"""Helpers for the tests of typed dates."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from tui_app.domain.dates.parsing import parse_date
from tui_app.domain.errors import DomainError

TODAY = date(2026, 11, 23)
"""A Monday, in week 48."""
TODAYS = st.dates(date(2000, 1, 1), date(2150, 12, 31))


def each(*lines: str) -> list[str]:
    """The texts between the bars."""
    return [text for line in lines for text in line.split("|")]


def reading(text: str, today: date) -> date | str:
    """The date, or the code of the error."""
    try:
        return parse_date(text, today)
    except DomainError as error:
        return error.code


def on(text: str) -> date:
    """The date that a text means today."""
    return parse_date(text, TODAY)
