"""The share of employees with a conversation in the last 12 months, and what is too few people to be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.figures.periods import FigurePeriod
from tui_app.domain.figures.privacy import is_too_small

COVERED_MONTHS = 12
"""An employee is covered by a conversation for this many months."""


class Coverage(Struct, frozen=True):
    """How many employees there are, and how many have had a conversation.

    Attributes:
        people: employees with a leader.
        held: those with a conversation.
        signed: those with signed minutes.
    """

    people: int = 0
    held: int = 0
    signed: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        """Both groups together."""
        return Coverage(self.people + other.people, self.held + other.held, self.signed + other.signed)

    @property
    def held_share(self) -> float | None:
        """The share with a conversation; None without employees."""
        return self.held / self.people if self.people else None

    @property
    def signed_share(self) -> float | None:
        """The share with signed minutes; None without employees."""
        return self.signed / self.people if self.people else None


CoverageByUnit = Mapping[str, Sequence[Coverage]]
"""Unit -> its coverage in each window."""


def coverage_windows(periods: Sequence[FigurePeriod], today: date) -> tuple[tuple[date, date], ...]:
    """The 12 months before the end of each period, or before today: first and last day."""
    ends = [min(period.last, today) for period in periods]
    return tuple((add_months(end, -COVERED_MONTHS) + timedelta(days=1), end) for end in ends)


def total_coverage(by_unit: CoverageByUnit, window: int) -> Coverage:
    """All units together."""
    return sum((columns[window] for columns in by_unit.values()), Coverage())


def is_coverage_hidden(without_viewer: CoverageByUnit, visible: Sequence[CoverageByUnit], window: int) -> bool:
    """True if the coverage of all units, compared with groups seen elsewhere, would be about too few people.

    Args:
        without_viewer: the group without the viewer.
        visible: groups whose pages or figures the viewer sees elsewhere.
    """
    whole = total_coverage(without_viewer, window).people
    return any(is_too_small(whole - total_coverage(one, window).people) for one in visible)


def shown_units(without_viewer: CoverageByUnit, visible: Sequence[CoverageByUnit], window: int) -> tuple[str, ...]:
    """The units that are large enough, whatever the viewer subtracts: the others, and what they see elsewhere."""
    sizes = {unit: columns[window].people for unit, columns in without_viewer.items()}
    shown = sorted(
        (
            unit
            for unit, size in sizes.items()
            if size and not any(map(is_too_small, _remainders(unit, size, visible, window)))
        ),
        key=lambda unit: (-sizes[unit], unit),
    )
    while shown and any(map(is_too_small, _rests(sizes, shown, visible, window))):
        shown.pop()  # the smallest goes too: the rest could be found by subtraction
    return tuple(sorted(unit for unit in shown if unit))


def _remainders(unit: str, size: int, visible: Sequence[CoverageByUnit], window: int) -> Iterator[int]:
    yield size
    for one in visible:
        if unit in one:
            yield size - one[unit][window].people


def _rests(
    sizes: Mapping[str, int], shown: Sequence[str], visible: Sequence[CoverageByUnit], window: int
) -> Iterator[int]:
    hidden = [unit for unit in sizes if unit not in shown]
    rest = sum(sizes[unit] for unit in hidden)
    yield rest
    for one in visible:
        yield rest - sum(one[unit][window].people for unit in hidden if unit in one)
