"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tui_app.domain.figures.records import PeriodFigures

MIN_GROUP_SIZE = 5
"""Fewer people than this are never shown as figures of their own."""


def is_too_small(people: int) -> bool:
    """Whether so few are not to be shown: neither alone, nor as the difference between what is shown already."""
    return 0 < people < MIN_GROUP_SIZE


def hide_small_groups(
    columns: Sequence[PeriodFigures], remainder_sizes: Sequence[Collection[int]]
) -> tuple[PeriodFigures, ...]:
    """The quarters and then their year, without those that would tell of too few.

    Nor is the year shown then: less its other quarters it would tell of the one that is left out.

    Args:
        remainder_sizes: for each column, how many were there then beside each group whose figures the reader sees.
    """
    few = [any(map(is_too_small, numbers)) for numbers in remainder_sizes]
    year = columns[-1].period
    few[-1] |= any(is_few for column, is_few in zip(columns, few, strict=True) if year.covers(column.period.first))
    return tuple(
        PeriodFigures(column.period, is_hidden=True) if is_few else column
        for column, is_few in zip(columns, few, strict=True)
    )
