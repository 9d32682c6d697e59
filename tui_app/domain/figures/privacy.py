"""Hide figures about small groups, so that nobody can tell what an individual did."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tui_app.domain.figures.records import PeriodFigures

MIN_GROUP_SIZE = 5
"""Figures about fewer people than this are never shown."""


def is_too_small(people: int) -> bool:
    """True if a group is too small to be shown, or to be left over when figures shown elsewhere are subtracted."""
    return 0 < people < MIN_GROUP_SIZE


def hide_small_groups(
    columns: Sequence[PeriodFigures], remainder_sizes: Sequence[Collection[int]]
) -> tuple[PeriodFigures, ...]:
    """Hide the figures of quarters, and of their year, that cover too few people.

    If a quarter is hidden, so is the year: subtracting the other quarters would reveal it.

    Args:
        columns: the quarters, then their year.
        remainder_sizes: for each column, how many people remain after subtracting each group whose figures the reader
            can already see.
    """
    too_small = [any(map(is_too_small, sizes)) for sizes in remainder_sizes]
    year = columns[-1].period
    too_small[-1] |= any(
        is_small for column, is_small in zip(columns, too_small, strict=True) if year.covers(column.period.first)
    )
    return tuple(
        PeriodFigures(column.period, is_hidden=True) if is_small else column
        for column, is_small in zip(columns, too_small, strict=True)
    )
