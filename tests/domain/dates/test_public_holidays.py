"""Public holidays are calculated once and stored."""

from __future__ import annotations

from datetime import date

from tui_app.domain.dates.public_holidays import holidays_in_year, public_holidays


def test_public_holidays_are_calculated_once() -> None:
    first = public_holidays("NO", {})
    assert first(date(2026, 5, 17))
    assert first.has_new_years
    again = public_holidays("NO", first.to_json())
    assert again(date(2026, 5, 17))
    assert not again(date(2026, 5, 18))
    assert not again.has_new_years
    assert holidays_in_year("ZZ", 2026) == frozenset()
