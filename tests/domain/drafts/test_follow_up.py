"""Drafts of schedules and pauses."""

from __future__ import annotations

from datetime import date

import pytest

from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpScheduleDraft, PauseDraft
from tui_app.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("4", (4, "")),
        ("hver 2. uke", (2, "")),
        ("every 26 weeks", (26, "")),
        ("15.3, 1.9", (0, "03-15 09-01")),
        ("1.9 og 15/3.", (0, "03-15 09-01")),
        ("29.2", (0, "02-29")),
        ("15. mars og 1. september", (0, "03-15 09-01")),
        ("every year on 15.3, 1.9", (0, "03-15 09-01")),
        ("hver 14. dag", (2, "")),
        ("3 months", (13, "")),
        ("kvartalsvis", (13, "")),
        ("", (0, "")),
    ],
)
def test_how_often_is_understood_as_people_type_it(typed: str, expected: tuple[int, str]) -> None:
    assert validate_draft(FollowUpScheduleDraft, {"often": typed}).often == expected


@pytest.mark.parametrize(
    "typed",
    [
        "0",
        "27",
        "ofte",
        "2 3",
        "31.2",
        "999999999999999999999",
        "2.5 uker",
        "10 dager",
        "1 år",
        "15.3 og kanskje 1.9",
        "15.3 kl 9",
        "12.13",
    ],
)
def test_an_impossible_interval_is_rejected(typed: str) -> None:
    with pytest.raises(InvalidInput):
        validate_draft(FollowUpScheduleDraft, {"often": typed})


@pytest.mark.parametrize(("typed", "months"), [("12", 12), ("18 måneder", 18), ("hvert år", 12), ("annethvert år", 24)])
def test_months_between_conversations_are_understood(typed: str, months: int) -> None:
    assert validate_draft(FollowUpScheduleDraft, {"often": "4", "months": typed}).months == months


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12 weeks", "interval_not_in_months"),
        ("1_2", "interval_not_understood"),
        ("12.0", "interval_not_understood"),
        ("6 år", "less_than_equal"),
    ],
)
def test_months_in_another_unit_are_refused(typed: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        validate_draft(FollowUpScheduleDraft, {"often": "4", "months": typed})
    assert caught.value.problems == {"months": code}


@pytest.mark.parametrize("last", [date(2026, 11, 30), date(2032, 1, 1)])
def test_a_pause_in_the_wrong_order_or_too_long_is_rejected(last: date) -> None:
    with pytest.raises(InvalidInput):
        validate_draft(PauseDraft, {"first": date(2026, 12, 1), "last": last})
