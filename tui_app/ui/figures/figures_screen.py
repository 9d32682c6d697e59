"""Figures by quarter; the one under the cursor as a bar chart, and what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize
from textual.widgets import Static

from tui_app.domain.errors import DomainError
from tui_app.domain.figures.records import (
    SCALE_FIGURES,
    SHARE_FIGURES,
    Figure,
    FigureScope,
    FiguresView,
    FigureValue,
    UnitFigures,
)
from tui_app.services import figures
from tui_app.text.figures import (
    FIGURE_DEFINITIONS,
    FIGURE_LABELS,
    SCOPE_LABELS,
    elsewhere_notices,
    figure_table,
    figures_file_name,
    format_number,
    hidden_notice,
    no_figures_notice,
    omitted_notices,
    period_heading,
    sparkline,
    unit_definition,
)
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.app_messages import GoToMode
from tui_app.ui.content import concat, plain
from tui_app.ui.figures.bar_chart import Bar, BarChart
from tui_app.ui.figures.units import USEFUL_HEIGHT, scale_height, unit_bars, unit_rows
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import ReadOnlyList, RecordList, Row

FIGURE_COLUMNS = (
    ColumnSpec(21, flex=1, max_width=34),
    *(ColumnSpec(8, align_right=True, min_line_width=width) for width in (117, 108, 99, 90)),
    *(ColumnSpec(8, align_right=True) for _quarter in range(4)),
    ColumnSpec(6, align_right=True),
    ColumnSpec(8),
)
"""The name, eight quarters (a narrow screen shows the last four), the year, and all quarters as small bars."""
FEWEST_ROWS = 11
"""So many figures are seen however low the terminal is; the others below them."""
CHART_HEIGHT = 7
"""The least height of a chart that can be read."""


class FiguresScreen(DataScreen[FiguresView]):
    """The figures of a team, of everyone below its leader, or of the organisation."""

    BINDINGS = keys.FIGURES

    def __init__(self) -> None:
        super().__init__()
        self._scope: FigureScope | None = None
        self._row_count = 0

    def compose_body(self) -> ComposeResult:
        """Yield the table, the chart and the definition."""
        with Vertical(id="figures", classes="box"):
            yield Static(id="figures-heads")
            yield Static(id="figures-empty")
            yield ReadOnlyList(id="figures-rows")
            yield BarChart(id="figures-bars")
        yield Static(id="figures-definition")

    async def fetch(self) -> FiguresView:
        """Read the figures of the scope; if they are hidden, those of the next one that is not."""
        view = await self.ctx.call(figures.overview, self._scope)
        while view.is_hidden and view.scope is not view.available_scopes[-1]:
            self._scope = view.available_scopes[view.available_scopes.index(view.scope) + 1]
            view = await self.ctx.call(figures.overview, self._scope)
        return view

    def load_failed(self, error: DomainError) -> None:
        """Report the error, and go to the first mode if the viewer leads nobody any more."""
        super().load_failed(error)
        if error.code == "not_allowed":
            self._scope = None
            self.ctx.open(GoToMode(self.ctx.computer.home))

    def show(self, data: FiguresView) -> None:
        """Show the table, or why there is none."""
        reason = hidden_notice() if data.is_hidden else no_figures_notice() if data.is_empty else ""
        scope = _(SCOPE_LABELS[data.scope])
        self.query_one("#figures").border_title = concat(_("Figures"), " · ", scope, f" ({data.people})")
        periods = [period_heading(column.period) for column in (*data.quarters, data.year)]
        cells = [plain(""), *(plain(period, content.MUTED) for period in periods), plain("")]
        headings = self.query_one("#figures-heads", Static)
        heads = ColumnLine(cells, FIGURE_COLUMNS)
        headings.display = not reason
        empty = self.query_one("#figures-empty", Static)
        empty.update(plain(reason))
        empty.display = bool(reason)
        rows = list(() if reason else _rows(data))
        self.query_one(RecordList).fill(rows, heads)
        self._row_count = len(rows)
        headings.update(heads)
        self._show_selected()
        self.refresh_bindings()

    @on(RecordList.Moved)
    def _show_selected(self) -> None:
        """Show the chart and the definition of the figure under the cursor."""
        figure, view = self.query_one(RecordList).selected(Figure), self.shown
        unit = self.query_one(RecordList).selected(UnitFigures)
        chart = self.query_one(BarChart)
        if unit:
            chart.show(unit_bars(unit), USEFUL_HEIGHT)
        else:
            is_scale = figure in SCALE_FIGURES.values()
            chart.show(_bars(view, figure) if view and figure else (), USEFUL_HEIGHT if is_scale else None)
        definition = _(FIGURE_DEFINITIONS[figure]) if figure else unit_definition() if unit else ""
        if figure and view:
            definition = "\n".join([definition, *omitted_notices(view), *elsewhere_notices(view)])
        self.query_one("#figures-definition", Static).update(plain(definition, content.MUTED))
        self.call_after_refresh(self._fit)

    @on(Resize)
    def _fit(self) -> None:
        """Give the rows what the chart can spare, and say how many are below."""
        box, rows = self.query_one("#figures"), self.query_one(RecordList)
        most = max(FEWEST_ROWS, box.content_size.height - 1 - CHART_HEIGHT)
        height = min(self._row_count, most)
        rows.styles.height = height
        below = self._row_count - height - round(rows.scroll_target_y)
        message = format_message(ngettext("$count more below", "$count more below", below), count=below)
        box.border_subtitle = plain(message if below > 0 else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys if there is no other scope, or nothing to export."""
        if not self.allows_files(action):
            return False
        if action == "scope":
            return self.shown is not None and len(self.shown.available_scopes) > 1
        if action == "export":
            return self.shown is not None and not (self.shown.is_hidden or self.shown.is_empty)
        return super().check_action(action, parameters)

    def action_scope(self) -> None:
        """Show the next scope: the team, everyone below the viewer, or the organisation."""
        if self.shown:
            scopes = self.shown.available_scopes
            self._scope = scopes[(scopes.index(self.shown.scope) + 1) % len(scopes)]
            self.reload()

    def action_export(self) -> None:
        """Save the table to a file."""
        if self.shown:
            self.ctx.spawn(self._export(self.shown))

    async def _export(self, view: FiguresView) -> None:
        from tui_app.ui.dialogs.save_file import save_to_file

        write = partial(self.ctx.files.write_figures, figure_table(view, self.ctx.now))
        suggested = self.ctx.files.export_folder / figures_file_name(self.ctx.now)
        about = plain(_(".pdf for the annual report, .xlsx or .csv for a spreadsheet."))
        await save_to_file(self.ctx, _("Save to file"), suggested, write, about)


def _rows(view: FiguresView) -> Iterator[Row]:
    for figure in view.figures:
        is_share = figure in SHARE_FIGURES
        values = [column.values.get(figure) for column in view.quarters]
        *past, current = [format_number(value, is_share=is_share) for value in values]
        year = format_number(view.year.values.get(figure), is_share=is_share)
        current_style = content.ERROR if figure is Figure.OVERDUE and values[-1] else ""
        cells = [
            plain(_(FIGURE_LABELS[figure])),
            *(plain(number, content.MUTED) for number in past),
            plain(current, current_style),
            plain(year, "bold"),
            plain(sparkline(_bar_heights(values, is_share=is_share)), content.ACCENT),
        ]
        yield Row(figure, ColumnLine(cells, FIGURE_COLUMNS))
    if view.units:
        yield from unit_rows(view.units)


def _bars(view: FiguresView, figure: Figure) -> list[Bar]:
    is_share = figure in SHARE_FIGURES
    values = [column.values.get(figure) for column in view.quarters]
    is_scale = figure in SCALE_FIGURES.values()
    heights = [scale_height(value) for value in values] if is_scale else _bar_heights(values, is_share=is_share)
    return [
        Bar(height, format_number(value, is_share=is_share), period_heading(column.period))
        for value, height, column in zip(values, heights, view.quarters, strict=True)
    ]


def _bar_heights(values: Sequence[FigureValue], *, is_share: bool) -> list[float | None]:
    """The heights of bars, from 0 to 1: a share as it is, a number as a share of the largest one."""
    largest = 1 if is_share else max((value for value in values if value), default=0)
    return [None if value is None or not largest else value / largest for value in values]
