"""Public holidays of a country. Services store the calculated years, as the `holidays` package is slow to load."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DEFAULT_COUNTRY = "NO"
"""The country whose public holidays count if the organisation has not set one."""

HolidaysByYear = Mapping[str, list[str]]
"""Year -> its public holidays, as "05-17"."""


@dataclass(slots=True)
class PublicHolidays:
    """The public holidays of one country, calculated year by year when needed.

    Attributes:
        country: two letters, ISO 3166.
        years: the years known so far.
        has_new_years: True if a year was calculated that was not known before.
        calculate: returns month and day of each public holiday in a country and year.
    """

    country: str
    years: dict[int, frozenset[tuple[int, int]]] = field(default_factory=dict)
    has_new_years: bool = False
    calculate: Callable[[str, int], frozenset[tuple[int, int]]] = field(default_factory=lambda: holidays_in_year)

    def __call__(self, day: date) -> bool:
        """True if `day` is a public holiday."""
        if day.year not in self.years:
            self.years[day.year] = self.calculate(self.country, day.year)
            self.has_new_years = True
        return (day.month, day.day) in self.years[day.year]

    def between(self, first: date, last: date) -> frozenset[date]:
        """The public holidays from the first to the last day."""
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return frozenset(filter(self, days))

    def to_json(self) -> dict[str, list[str]]:
        """The known years, as they are stored."""
        return {
            str(year): [f"{month:02}-{day:02}" for month, day in sorted(days)]
            for year, days in sorted(self.years.items())
        }


def public_holidays(country: str, known: HolidaysByYear) -> PublicHolidays:
    """The public holidays of a country, with the years that are already known."""
    years = {int(year): frozenset((int(one[:2]), int(one[3:])) for one in days) for year, days in known.items()}
    return PublicHolidays(country, years)


def holidays_in_year(country: str, year: int) -> frozenset[tuple[int, int]]:
    """Month and day of each public holiday in a year; none for an unknown country."""
    if country == DEFAULT_COUNTRY:
        return norwegian_holidays(year)
    import holidays

    try:
        return frozenset((day.month, day.day) for day in holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()


_FIXED = frozenset({(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)})
_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Days from Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension Day, Whit Sunday and Monday."""


def norwegian_holidays(year: int) -> frozenset[tuple[int, int]]:
    """Norway's public holidays since 1947. The package would take a fifth of the first start to say the same."""
    moving = (easter(year) + timedelta(days=days) for days in _FROM_EASTER)
    return _FIXED | {(day.month, day.day) for day in moving}


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    moon_year = year % 19
    correction = (8 * century + 13) // 25
    full_moon = (19 * moon_year + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - full_moon - of_century % 4) % 7
    late = (moon_year + 11 * full_moon + 22 * weekday) // 451
    month, day = divmod(full_moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_known_country(code: str) -> bool:
    """True if the public holidays of this country are known."""
    import holidays

    return code in holidays.list_supported_countries(include_aliases=False)
