"""The figures and their scopes, as the Figures screen shows them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from tui_app.domain.figures.periods import FigurePeriod
from tui_app.domain.practice.listening import ListeningCounts
from tui_app.domain.records.practice import ListeningItem


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
    COVERED = "covered"
    COVERED_SIGNED = "covered_signed"
    PRACTISED = "practised"
    PRACTISED_AS_PLANNED = "practised_as_planned"
    PRACTISED_TOGETHER = "practised_together"
    WARMED_UP = "warmed_up"
    SAID = "said"
    LISTENED = "listened"
    USEFUL = "useful"
    FOLLOWED_UP = "followed_up"


PRACTICE_FIGURES = frozenset(
    {Figure.PRACTISED, Figure.PRACTISED_AS_PLANNED, Figure.PRACTISED_TOGETHER, Figure.WARMED_UP}
)
"""Figures about leaders' practice; only the whole organisation has them."""
SHARE_FIGURES = frozenset(
    {
        Figure.IN_TIME_SHARE,
        Figure.ON_SCHEDULE,
        Figure.COVERED,
        Figure.COVERED_SIGNED,
        *PRACTICE_FIGURES,
    }
)
"""Figures between 0 and 1."""
SCALE_FIGURES = {
    ListeningItem.SAID_WHAT_I_WANTED: Figure.SAID,
    ListeningItem.WAS_LISTENED_TO: Figure.LISTENED,
    ListeningItem.WAS_USEFUL: Figure.USEFUL,
    ListeningItem.IS_FOLLOWED_UP: Figure.FOLLOWED_UP,
}
"""What employees answer -> its mean, between 1 and 5."""
OPTIONAL_FIGURES = frozenset(Figure) - frozenset(list(Figure)[:13])
"""Figures that are left out where there is nothing to show: not every scope has them."""
FigureValue = int | float | None
"""A number, a share between 0 and 1, or None if there is nothing to count."""


class PeriodFigures(Struct, frozen=True):
    """The figures of one period.

    Attributes:
        values: empty if there are none to show.
        is_hidden: too few people belonged to the group then.
    """

    period: FigurePeriod
    values: Mapping[Figure, FigureValue] = field(default_factory=dict)
    is_hidden: bool = False


class UnitFigures(Struct, frozen=True):
    """A unit of the organisation in the last 12 months, and what its employees answered this half-year.

    Attributes:
        people: those with a leader; 0 if too few to be shown, as then are the shares.
        covered: the share with a conversation.
        covered_signed: the share with signed minutes.
        leaders: the leaders that the answers are about.
        listening: empty if too few leaders or answers.
    """

    unit: str
    people: int = 0
    covered: float | None = None
    covered_signed: float | None = None
    leaders: int = 0
    listening: tuple[ListeningCounts, ...] = ()


class FiguresView(Struct, frozen=True):
    """What the Figures screen shows.

    Attributes:
        available_scopes: the scopes that the viewer may choose from.
        people: the number of people covered.
        quarters: the oldest first, the current one last.
        is_hidden: the group is too small, so there are no numbers.
        units: in the scope of the organisation, its larger units by name.
        asks_for_practice: the organisation asks its leaders to practise.
    """

    scope: FigureScope
    available_scopes: tuple[FigureScope, ...]
    people: int
    quarters: tuple[PeriodFigures, ...]
    year: PeriodFigures
    is_hidden: bool = False
    units: tuple[UnitFigures, ...] = ()
    asks_for_practice: bool = True

    @property
    def shows_practice(self) -> bool:
        """True if there is a figure about practice."""
        return not PRACTICE_FIGURES.isdisjoint(self.figures)

    @property
    def shows_answers(self) -> bool:
        """True if there is a figure about what employees answered."""
        return not set(SCALE_FIGURES.values()).isdisjoint(self.figures)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures to show: those that each scope has, and others with something to show."""
        return tuple(
            figure
            for figure in Figure
            if figure not in OPTIONAL_FIGURES or any(one.values.get(figure) is not None for one in self._columns)
        )

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
