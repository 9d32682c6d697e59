"""The units of the organisation: how many had a conversation, and whether they felt listened to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_app.domain.figures.records import SCALE_FIGURES, FigureValue, UnitFigures
from tui_app.domain.practice.listening import HIGHEST, LOWEST, USEFUL_FROM
from tui_app.text.figures import FIGURE_LABELS, mean_and_spread, unit_cells
from tui_app.text.i18n import _
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.figures.bar_chart import Bar
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import Row, heading_row

UNIT_COLUMNS = (
    ColumnSpec(14, flex=1, max_width=34),
    *(ColumnSpec(width, align_right=True) for width in (6, 5, 6, 6)),
    *(ColumnSpec(9, align_right=True, min_line_width=width) for width in (100, 0, 110, 120)),
)


def scale_height(value: FigureValue) -> float | None:
    """The height of a bar for a mean on the scale of the answers, from 0 to 1."""
    return None if value is None else (value - LOWEST) / (HIGHEST - LOWEST)


USEFUL_HEIGHT = scale_height(USEFUL_FROM)
"""Where the line is drawn: a talk rated lower might as well be dropped."""


def unit_rows(units: Sequence[UnitFigures]) -> Iterator[Row]:
    """A heading, and a row for each unit."""
    yield heading_row(plain(""))
    headings = [
        *(_("By unit, last 12 months"), _("People"), _("Talk"), _("Signed"), _("Leaders")),
        *(_("Said"), _("Listened"), _("Useful"), _("Followed")),
    ]
    yield Row(None, ColumnLine([plain(heading, content.MUTED) for heading in headings], UNIT_COLUMNS))
    for unit in units:
        yield Row(unit, ColumnLine([plain(cell) for cell in unit_cells(unit)], UNIT_COLUMNS))


def unit_bars(unit: UnitFigures) -> list[Bar]:
    """The means of what the unit's employees answered."""
    return [
        Bar(scale_height(counts.mean), mean_and_spread(counts), _(FIGURE_LABELS[SCALE_FIGURES[counts.item]]))
        for counts in unit.listening
    ]
