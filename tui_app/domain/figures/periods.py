"""The quarters and years that figures are shown for."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from tui_app.domain.dates.arithmetic import add_months, end_of_month

QUARTERS_SHOWN = 8
"""Number of quarters shown, including the current one."""


class FigurePeriod(Struct, frozen=True):
    """A quarter or a year, first and last day included."""

    first: date
    last: date

    @property
    def is_year(self) -> bool:
        """True if it is a whole year."""
        return self.last.month - self.first.month > 2

    @property
    def quarter(self) -> int:
        """The number of the quarter in which it starts, 1 to 4."""
        return (self.first.month + 2) // 3

    def covers(self, day: date) -> bool:
        """True if `day` is in the period."""
        return self.first <= day <= self.last


def first_counted_day(today: date) -> date:
    """The first day of all shown periods."""
    quarters, year = shown_periods(today)
    return min(quarters[0].first, year.first)


def shown_periods(today: date) -> tuple[tuple[FigurePeriod, ...], FigurePeriod]:
    """The quarters shown, the current one last, and the current year."""
    current = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    firsts = [add_months(current, -3 * number) for number in reversed(range(QUARTERS_SHOWN))]
    quarters = tuple(FigurePeriod(first, end_of_month(add_months(first, 2))) for first in firsts)
    return quarters, FigurePeriod(date(today.year, 1, 1), date(today.year, 12, 31))
