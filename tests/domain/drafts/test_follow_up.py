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
        ("", (0, "")),
    ],
)
def test_how_often_is_understood_as_people_type_it(typed: str, expected: tuple[int, str]) -> None:
    assert validate_draft(FollowUpScheduleDraft, {"often": typed}).often == expected


@pytest.mark.parametrize("typed", ["0", "27", "ofte", "2 3", "31.2", "999999999999999999999"])
def test_an_impossible_interval_is_rejected(typed: str) -> None:
    with pytest.raises(InvalidInput):
        validate_draft(FollowUpScheduleDraft, {"often": typed})


@pytest.mark.parametrize("last", [date(2026, 11, 30), date(2032, 1, 1)])
def test_a_pause_in_the_wrong_order_or_too_long_is_rejected(last: date) -> None:
    with pytest.raises(InvalidInput):
        validate_draft(PauseDraft, {"first": date(2026, 12, 1), "last": last})
