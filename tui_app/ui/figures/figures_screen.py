"""Figures: by quarter, whether what was agreed is followed up; the one under the cursor as bars, and what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from tui_app.domain.errors import DomainError
from tui_app.domain.figures.records import SHARE_FIGURES, Figure, FigureScope, FiguresView, FigureValue
from tui_app.services import figures as service
from tui_app.text import figures
from tui_app.text.i18n import _, format_message
from tui_app.ui import content, keys
from tui_app.ui.app_messages import GoToMode
from tui_app.ui.content import concat, plain
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.figures.bar_chart import Bar, BarChart
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row

FIGURE_COLUMNS = (
    ColumnSpec(21, flex=1, most=34),
    *(ColumnSpec(8, right=True, from_width=wide) for wide in (117, 108, 99, 90)),
    *(ColumnSpec(8, right=True) for _quarter in range(4)),
    ColumnSpec(6, right=True),
    ColumnSpec(8),
)
"""The name, eight quarters of which a small terminal shows the last four, the year, and all quarters as small bars."""


class FigureList(RecordList):
    """Nothing stands behind a figure but what it counts, which is shown."""

    BINDINGS = [Binding("enter", "select", show=False)]


class FiguresScreen(DataScreen[FiguresView]):
    """The figures of a team, of everybody below its leader, or of the organisation."""

    BINDINGS = keys.FIGURES

    def __init__(self) -> None:
        super().__init__()
        self._scope: FigureScope | None = None

    def body(self) -> ComposeResult:
        """Headings and figures; one of them as bars, and what it counts, below."""
        with Vertical(id="figures", classes="box"):
            yield Static(id="figures-heads")
            yield Static(id="figures-empty")
            yield FigureList(id="figures-rows")
            yield BarChart(id="figures-bars")
        yield Static(id="figures-definition")

    async def fetch(self) -> FiguresView:
        """The figures of the scope; one that is hidden is passed over where another comes after it."""
        found = await self.ctx.call(service.overview, self._scope)
        while found.is_hidden and found.scope is not found.available_scopes[-1]:
            self._scope = found.available_scopes[found.available_scopes.index(found.scope) + 1]
            found = await self.ctx.call(service.overview, self._scope)
        return found

    def refused(self, refusal: DomainError) -> None:
        """Nobody is led any more: home."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self._scope = None
            self.ctx.open(GoToMode(self.ctx.computer.home))

    def show(self, data: FiguresView) -> None:
        """The table, or why there is none."""
        why = figures.hidden_notice() if data.is_hidden else figures.no_figures_notice() if data.is_empty else ""
        self.query_one("#figures").border_title = concat(
            _("Figures"), " · ", _(figures.SCOPE_LABELS[data.scope]), f" ({data.people})"
        )
        heads = [column.period for column in (*data.quarters, data.year)]
        cells = [plain(""), *(plain(figures.period_heading(period), content.MUTED) for period in heads), plain("")]
        shown = self.query_one("#figures-heads", Static)
        shown.update(ColumnLine(cells, FIGURE_COLUMNS))
        shown.display = not why
        empty = self.query_one("#figures-empty", Static)
        empty.update(plain(why))
        empty.display = bool(why)
        self.query_one(RecordList).fill(() if why else self._rows(data))
        self._show_chosen()
        self.refresh_bindings()

    def _rows(self, data: FiguresView) -> Iterator[Row]:
        for figure in Figure:
            is_share = figure in SHARE_FIGURES
            values = [column.values.get(figure) for column in data.quarters]
            numbers = [figures.format_number(value, is_share=is_share) for value in values]
            year = figures.format_number(data.year.values.get(figure), is_share=is_share)
            style = content.ERROR if figure is Figure.OVERDUE and values[-1] else ""
            cells = [
                plain(_(figures.FIGURE_LABELS[figure])),
                *(plain(one, content.MUTED) for one in numbers[:-1]),
                plain(numbers[-1], style),
                plain(year, "bold"),
                plain(figures.sparkline(_bar_heights(values, is_share=is_share)), content.ACCENT),
            ]
            yield Row(figure.value, ColumnLine(cells, FIGURE_COLUMNS))

    @on(RecordList.Moved)
    def _show_chosen(self) -> None:
        key = self.query_one(RecordList).key
        self.query_one(BarChart).show(_chart_bars(self.shown, Figure(key)) if self.shown and key else ())
        said = _(figures.FIGURE_DEFINITIONS[Figure(key)]) if key else ""
        if key and self.shown and self.shown.hides_any:
            said += "\n" + figures.omitted_periods_notice()
        self.query_one("#figures-definition", Static).update(plain(said, content.MUTED))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only where there is another scope, and something to take along."""
        if not self.reaches_files(action):
            return False
        if action == "scope":
            return self.shown is not None and len(self.shown.available_scopes) > 1
        if action == "export":
            return self.shown is not None and not (self.shown.is_hidden or self.shown.is_empty)
        return super().check_action(action, parameters)

    def action_scope(self) -> None:
        """My team, everybody below me, the organisation: the next of those that are mine to see."""
        if self.shown:
            scopes = self.shown.available_scopes
            self._scope = scopes[(scopes.index(self.shown.scope) + 1) % len(scopes)]
            self.reload()

    def action_export(self) -> None:
        """The table to a file."""
        if self.shown:
            self.ctx.spawn(self._export(self.shown))

    async def _export(self, data: FiguresView) -> None:
        from tui_app.ui.dialogs.fields import FormField
        from tui_app.ui.dialogs.save_file import write_or_confirm

        async def submit(values: Mapping[str, object]) -> None:
            path = Path(str(values["path"]).strip())
            sheet = figures.figure_table(data, self.ctx.now)
            await write_or_confirm(self.ctx, partial(self.ctx.files.write_figures, sheet, path), path)
            self.ctx.notify(format_message(_("Saved: $path"), path=path))

        about = plain(_(".pdf for the annual report, .xlsx or .csv for a spreadsheet."))
        name = self.ctx.files.export_folder / figures.figures_file_name(self.ctx.now)
        await show_form(
            self.ctx, _("Save to file"), [FormField("path", _("File"), value=str(name), required=True)], submit, about
        )


def _chart_bars(data: FiguresView, figure: Figure) -> list[Bar]:
    is_share = figure in SHARE_FIGURES
    values = [column.values.get(figure) for column in data.quarters]
    return [
        Bar(share, figures.format_number(value, is_share=is_share), figures.period_heading(column.period))
        for value, share, column in zip(values, _bar_heights(values, is_share=is_share), data.quarters, strict=True)
    ]


def _bar_heights(values: Sequence[FigureValue], *, is_share: bool) -> list[float | None]:
    """How high each bar is: a share as it is, a number against the largest; just below 1, which is the full block."""
    most = 1 if is_share else max((value for value in values if value), default=0)
    return [None if value is None or not most else value / most for value in values]
