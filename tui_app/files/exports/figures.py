"""Figures as files: CSV and Excel for further work, PDF for the annual report."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.domain.figures.records import FigureValue
from tui_app.domain.figures.table import FigureTable, FigureTableRow
from tui_app.files.atomic_write import write_atomically
from tui_app.files.exports.csv_text import csv_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def write_figures(table: FigureTable, path: Path, *, replace: bool = False) -> None:
    """Write figures to a file, in the format of its suffix: .csv, .xlsx or .pdf.

    Raises:
        DomainError: `file_kind_unknown`, `file_exists` or `file_unwritable`, with the path.
    """
    renderers: dict[str, Callable[[FigureTable], bytes]] = {
        ".csv": render_figures_csv,
        ".xlsx": render_figures_xlsx,
        ".pdf": _render_pdf,
    }
    render = renderers.get(path.suffix.lower())
    if render is None:
        raise DomainError("file_kind_unknown", path=path)
    write_atomically(path, render(table), replace=replace)


def render_figures_csv(table: FigureTable) -> bytes:
    """The table as CSV with semicolons and a byte order mark, as spreadsheets in Norwegian expect it.

    Shares are in percent; no cell is a formula.
    """
    return csv_text(_csv_rows(table)).encode("utf-8-sig")


def _csv_rows(table: FigureTable) -> Iterator[list[str]]:
    yield [table.figure, *table.headings, table.definition]
    for row in table.rows:
        yield [_csv_label(row), *(_csv_number(value, row, table.decimal) for value in row.values), row.definition]
    if table.units:
        yield []
        yield from map(list, table.units)
    yield []
    for line in (table.title, table.about, *table.notes):
        yield [line]


def _csv_label(row: FigureTableRow) -> str:
    return f"{row.label} (%)" if row.is_share else row.label


def _csv_number(value: FigureValue, row: FigureTableRow, decimal: str) -> str:
    if value is None:
        return ""
    return f"{round(100 * value if row.is_share else value, 1):g}".replace(".", decimal)


def render_figures_xlsx(table: FigureTable) -> bytes:
    """The table as a workbook of one sheet: shares are formatted as percentages, text is never a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    lines: list[list[object]] = [[table.title], [table.about], [], [table.figure, *table.headings, table.definition]]
    lines += [[row.label, *row.values, row.definition] for row in table.rows]
    if table.units:
        lines.append([])
        lines.extend(list[object](cells) for cells in table.units)
    lines.append([])
    lines += [[note] for note in table.notes]
    for line, cells in enumerate(lines, 1):
        for column, value in enumerate(cells, 1):
            cell = page.cell(line, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    for cell in (page.cell(1, 1), *(page.cell(4, column) for column in range(1, len(lines[3]) + 1))):
        cell.font = Font(bold=True)
    for line, row in enumerate(table.rows, 5):
        for column in range(2, len(row.values) + 2):
            page.cell(line, column).number_format = "0 %" if row.is_share else "General"
    page.column_dimensions["A"].width = 28
    page.column_dimensions[get_column_letter(len(lines[3]))].width = 90
    page.freeze_panes = "B5"
    _set_up_for_print(book, page, table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _set_up_for_print(book: Workbook, page: Worksheet, table: FigureTable) -> None:
    """Landscape A4, one page wide, with the headings on each page; and what the file is."""
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = page.ORIENTATION_LANDSCAPE
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "4:4"
    properties = book.properties
    properties.creator, properties.title, properties.language = "Samtale", table.title, table.language or None
    properties.created = properties.modified = table.made_at.astimezone(UTC).replace(tzinfo=None)


def _render_pdf(table: FigureTable) -> bytes:
    from tui_app.files.exports.figures_pdf import render_figures_pdf

    return render_figures_pdf(table)
