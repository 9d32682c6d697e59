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

from tui_app.domain.figures import SHARES, Figure, Figures, Scope, Value
from tui_app.domain.refusals import Refusal
from tui_app.services import figures
from tui_app.ui import figure_words, keys, words
from tui_app.ui.language import _, told
from tui_app.ui.screens.base import DataScreen
from tui_app.ui.text import joined, lit
from tui_app.ui.widgets.bars import Bar, Bars
from tui_app.ui.widgets.rows import Column, Line, Row, RowList

COLUMNS = (
    Column(21, flex=1, most=34),
    *(Column(8, right=True, from_width=wide) for wide in (117, 108, 99, 90)),
    *(Column(8, right=True) for _quarter in range(4)),
    Column(6, right=True),
    Column(8),
)
"""The name, eight quarters of which a small terminal shows the last four, the year, and all quarters as small bars."""


class FigureList(RowList):
    """Nothing stands behind a figure but what it counts, which is shown."""

    BINDINGS = [Binding("enter", "select", show=False)]


class FiguresScreen(DataScreen[Figures]):
    """The figures of a team, of everybody below its leader, or of the organisation."""

    BINDINGS = keys.FIGURES

    def __init__(self) -> None:
        super().__init__()
        self._scope: Scope | None = None

    def body(self) -> ComposeResult:
        """Headings and figures; one of them as bars, and what it counts, below."""
        with Vertical(id="figures", classes="box"):
            yield Static(id="figures-heads")
            yield Static(id="figures-empty")
            yield FigureList(id="figures-rows")
            yield Bars(id="figures-bars")
        yield Static(id="figures-definition")

    async def fetch(self) -> Figures:
        """The figures of the scope; one that is hidden is passed over where another comes after it."""
        found = await self.samtale.ask(figures.overview, self._scope)
        while found.is_hidden and found.scope is not found.scopes[-1]:
            self._scope = found.scopes[found.scopes.index(found.scope) + 1]
            found = await self.samtale.ask(figures.overview, self._scope)
        return found

    def refused(self, refusal: Refusal) -> None:
        """Nobody is led any more: home."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self._scope = None
            self.samtale.action_go(self.samtale.parts.home)

    def show(self, data: Figures) -> None:
        """The table, or why there is none."""
        why = figure_words.hidden() if data.is_hidden else figure_words.none_yet() if data.is_empty else ""
        self.query_one("#figures").border_title = joined(
            _("Figures"), " · ", _(figure_words.SCOPES[data.scope]), f" ({data.people})"
        )
        heads = [column.period for column in (*data.quarters, data.year)]
        cells = [lit(""), *(lit(figure_words.heading(period), words.FAINT) for period in heads), lit("")]
        shown = self.query_one("#figures-heads", Static)
        shown.update(Line(cells, COLUMNS))
        shown.display = not why
        empty = self.query_one("#figures-empty", Static)
        empty.update(lit(why))
        empty.display = bool(why)
        self.query_one(RowList).fill(() if why else self._rows(data))
        self._show_chosen()
        self.refresh_bindings()

    def _rows(self, data: Figures) -> Iterator[Row]:
        for figure in Figure:
            is_share = figure in SHARES
            values = [column.values.get(figure) for column in data.quarters]
            numbers = [figure_words.number(value, is_share=is_share) for value in values]
            year = figure_words.number(data.year.values.get(figure), is_share=is_share)
            style = words.RED if figure is Figure.OVERDUE and values[-1] else ""
            cells = [
                lit(_(figure_words.LABELS[figure])),
                *(lit(one, words.FAINT) for one in numbers[:-1]),
                lit(numbers[-1], style),
                lit(year, "bold"),
                lit(words.spark(_shares(values, is_share=is_share)), words.BLUE),
            ]
            yield Row(figure.value, Line(cells, COLUMNS))

    @on(RowList.Moved)
    def _show_chosen(self) -> None:
        key = self.query_one(RowList).key
        self.query_one(Bars).show(_bars(self.shown, Figure(key)) if self.shown and key else ())
        said = _(figure_words.DEFINITIONS[Figure(key)]) if key else ""
        if key and self.shown and self.shown.leaves_out:
            said += "\n" + figure_words.left_out()
        self.query_one("#figures-definition", Static).update(lit(said, words.FAINT))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only where there is another scope, and something to take along."""
        if not self.reaches_files(action):
            return False
        if action == "scope":
            return self.shown is not None and len(self.shown.scopes) > 1
        if action == "export":
            return self.shown is not None and not (self.shown.is_hidden or self.shown.is_empty)
        return super().check_action(action, parameters)

    def action_scope(self) -> None:
        """My team, everybody below me, the organisation: the next of those that are mine to see."""
        if self.shown:
            scopes = self.shown.scopes
            self._scope = scopes[(scopes.index(self.shown.scope) + 1) % len(scopes)]
            self.reload()

    def action_export(self) -> None:
        """The table to a file."""
        if self.shown:
            self.samtale.flow(self._export(self.shown))

    async def _export(self, data: Figures) -> None:
        from tui_app.ui.exporting import write_or_ask
        from tui_app.ui.modals.form import Field, FormScreen

        app = self.samtale

        async def submit(values: Mapping[str, object]) -> None:
            path = Path(str(values["path"]).strip())
            sheet = figure_words.sheet(data, app.moment)
            await write_or_ask(app, partial(app.parts.write_figures, sheet, path), path)
            app.tell(told(_("Saved: $path"), path=path))

        about = lit(_(".pdf for the annual report, .xlsx or .csv to go on with in a spreadsheet."))
        name = app.parts.documents / figure_words.file_name(app.moment)
        await app.push_screen_wait(
            FormScreen(
                lit(_("Save as a file")), [Field("path", _("File"), value=str(name), required=True)], submit, about
            )
        )


def _bars(data: Figures, figure: Figure) -> list[Bar]:
    is_share = figure in SHARES
    values = [column.values.get(figure) for column in data.quarters]
    return [
        Bar(share, figure_words.number(value, is_share=is_share), figure_words.heading(column.period))
        for value, share, column in zip(values, _shares(values, is_share=is_share), data.quarters, strict=True)
    ]


def _shares(values: Sequence[Value], *, is_share: bool) -> list[float | None]:
    """How high each bar is: a share as it is, a number against the largest; just below 1, which is the full block."""
    most = 1 if is_share else max((value for value in values if value), default=0)
    return [None if value is None or not most else value / most for value in values]
