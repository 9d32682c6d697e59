"""Figures as a table in words, as files hold it: each row with what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.figures.records import FigureValue


@dataclass(frozen=True, slots=True)
class FigureTableRow:
    """One figure.

    Attributes:
        values: one for each heading; `shown` the same in words.
        is_share: whether the values are between 0 and 1.
    """

    label: str
    definition: str
    values: Sequence[FigureValue]
    shown: Sequence[str]
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The whole table.

    Attributes:
        about: of whom and when.
        headings: of the columns of values.
        figure, definition: headings of the first and the last column.
        notes: what holds for all of it.
        decimal: the mark between whole and part.
    """

    title: str
    about: str
    figure: str
    definition: str
    headings: Sequence[str]
    rows: Sequence[FigureTableRow]
    notes: Sequence[str]
    made_at: datetime
    decimal: str = "."
