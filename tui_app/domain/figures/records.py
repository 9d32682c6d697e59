"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tui_app.domain.figures.periods import FigurePeriod


class FigureScope(StrEnum):
    """Whose figures: of one's own team, of everybody in and below it, of the whole organisation."""

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
"""A number, a share between 0 and 1, or None where there is nothing to count."""


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures of one period.

    Attributes:
        values: empty where there are none to show.
        is_hidden: those who were there then are too few to be told of.
    """

    period: FigurePeriod
    values: Mapping[Figure, FigureValue] = field(default_factory=dict)
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class FiguresView:
    """What the Figures screen shows.

    Attributes:
        available_scopes: what else the viewer may look at.
        people: of whom it tells.
        quarters: the oldest first, the running one last.
        is_hidden: they are too few to be shown on their own; there are no numbers then.
    """

    scope: FigureScope
    available_scopes: tuple[FigureScope, ...]
    people: int
    quarters: tuple[PeriodFigures, ...]
    year: PeriodFigures
    is_hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet that could be counted."""
        return not any(value for column in self._columns for value in column.values.values())

    @property
    def hides_any(self) -> bool:
        """Whether the figures of some period are not shown."""
        return any(column.is_hidden for column in self._columns)

    @property
    def _columns(self) -> tuple[PeriodFigures, ...]:
        return (*self.quarters, self.year)
