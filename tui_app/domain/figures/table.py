"""Figures as a table of words for exported files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tui_app.domain.figures.records import FigureValue


class FigureTableRow(Struct, frozen=True):
    """One figure.

    Attributes:
        values: one for each heading.
        shown: the same values in words.
        is_share: the values are between 0 and 1.
    """

    label: str
    definition: str
    values: Sequence[FigureValue]
    shown: Sequence[str]
    is_share: bool = False


class FigureTable(Struct, frozen=True):
    """The whole table.

    Attributes:
        about: whom it covers, and when it was made.
        figure: heading of the first column.
        definition: heading of the last column.
        headings: headings of the columns with values.
        notes: what applies to the whole table.
        units: the table of units: headings, then a line for each unit.
        units_title: its title.
        units_note: what its columns count.
        decimal: the decimal sign.
        language: the code of the language that it is in.
    """

    title: str
    about: str
    figure: str
    definition: str
    headings: Sequence[str]
    rows: Sequence[FigureTableRow]
    notes: Sequence[str]
    made_at: datetime
    units: Sequence[Sequence[str]] = ()
    units_title: str = ""
    units_note: str = ""
    decimal: str = "."
    language: str = ""
