"""The figures and their scopes, as the Figures screen shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tui_app.domain.figures.periods import FigurePeriod


class FigureScope(StrEnum):
    """Whose figures: the own team, everybody in and below it, or the whole organisation."""

    TEAM = "team"
    LINE = "line"
    ORGANISATION = "organisation"


class Figure(StrEnum):
    """The figures, in the order in which they are shown."""

    HELD = "held"
    SIGNED = "signed"
    AGREED = "agreed"
    IN_TIME = "in_time"
    LATE = "late"
    DROPPED = "dropped"
    OVERDUE = "overdue"
    IN_TIME_SHARE = "in_time_share"
    DAYS_LATE = "days_late"
    MOVED = "moved"
    ON_SCHEDULE = "on_rhythm"


SHARE_FIGURES = frozenset({Figure.IN_TIME_SHARE, Figure.ON_SCHEDULE})
"""Figures between 0 and 1."""
FigureValue = int | float | None
"""A number, a share between 0 and 1, or None if there is nothing to count."""


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures of one period.

    Attributes:
        values: empty if there are none to show.
        is_hidden: too few people belonged to the group then.
    """

    period: FigurePeriod
    values: Mapping[Figure, FigureValue] = field(default_factory=dict)
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class FiguresView:
    """What the Figures screen shows.

    Attributes:
        available_scopes: the scopes that the viewer may choose from.
        people: the number of people covered.
        quarters: the oldest first, the current one last.
        is_hidden: the group is too small, so there are no numbers.
    """

    scope: FigureScope
    available_scopes: tuple[FigureScope, ...]
    people: int
    quarters: tuple[PeriodFigures, ...]
    year: PeriodFigures
    is_hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """True if there is nothing to count yet."""
        return not any(value for column in self._columns for value in column.values.values())

    @property
    def hides_any(self) -> bool:
        """True if the figures of at least one period are hidden."""
        return any(column.is_hidden for column in self._columns)

    @property
    def _columns(self) -> tuple[PeriodFigures, ...]:
        return (*self.quarters, self.year)
