"""Public holidays of a country. Another room keeps what was worked out: the package that knows them is slow to load."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DEFAULT_COUNTRY = "NO"
"""Whose public holidays count where the organisation has not said."""

HolidaysByYear = Mapping[str, list[str]]
"""Year -> its public holidays as "05-17"."""


@dataclass(slots=True)
class PublicHolidays:
    """The public holidays of one country, worked out a year at a time when first asked about.

    Attributes:
        country: code of two letters, as in ISO 3166.
        years: those known.
        has_new_years: whether some year was worked out that was not known before.
    """

    country: str
    years: dict[int, frozenset[tuple[int, int]]] = field(default_factory=dict)
    has_new_years: bool = False
    calculate: Callable[[str, int], frozenset[tuple[int, int]]] = field(default_factory=lambda: holidays_in_year)

    def __call__(self, day: date) -> bool:
        """Whether `day` is one."""
        if day.year not in self.years:
            self.years[day.year] = self.calculate(self.country, day.year)
            self.has_new_years = True
        return (day.month, day.day) in self.years[day.year]

    def between(self, first: date, last: date) -> frozenset[date]:
        """Those from the one day to the other."""
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return frozenset(filter(self, days))

    def to_json(self) -> dict[str, list[str]]:
        """What is known, as JSON keeps it."""
        return {
            str(year): [f"{month:02}-{day:02}" for month, day in sorted(days)]
            for year, days in sorted(self.years.items())
        }


def public_holidays(country: str, known: HolidaysByYear) -> PublicHolidays:
    """The public holidays of a country, from what is known already."""
    years = {int(year): frozenset((int(one[:2]), int(one[3:])) for one in days) for year, days in known.items()}
    return PublicHolidays(country, years)


def holidays_in_year(country: str, year: int) -> frozenset[tuple[int, int]]:
    """Month and day of each public holiday of a year; none for a country that is not known."""
    import holidays

    try:
        return frozenset((day.month, day.day) for day in holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()


def is_known_country(code: str) -> bool:
    """Whether the public holidays of this country are known."""
    import holidays

    return code in holidays.list_supported_countries(include_aliases=False)
