"""Public holidays are calculated once and stored."""

from __future__ import annotations

from datetime import date

from tui_app.domain.dates.public_holidays import holidays_in_year, norwegian_holidays, public_holidays


def test_public_holidays_are_calculated_once() -> None:
    first = public_holidays("NO", {})
    assert first(date(2026, 5, 17))
    assert first.has_new_years
    again = public_holidays("NO", first.to_json())
    assert again(date(2026, 5, 17))
    assert not again(date(2026, 5, 18))
    assert not again.has_new_years
    assert holidays_in_year("ZZ", 2026) == frozenset()


def test_norways_own_calculation_says_what_the_package_says() -> None:
    import holidays

    for year in range(1948, 2101):
        package = {(day.month, day.day) for day in holidays.country_holidays("NO", years=year)}
        assert norwegian_holidays(year) == package, year
