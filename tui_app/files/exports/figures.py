"""Figures as files: CSV and Excel to go on with, PDF for the annual report."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from tui_app.domain.errors import DomainError
from tui_app.domain.figures.records import FigureValue
from tui_app.domain.figures.table import FigureTable, FigureTableRow
from tui_app.files.atomic_write import write_atomically

_FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")
"""What a cell of a CSV file begins with that a spreadsheet would obey."""


def write_figures(sheet: FigureTable, path: Path, fonts: Path, *, replace: bool = False) -> None:
    """Write figures to a file; its suffix tells the kind: .csv, .xlsx or .pdf.

    Raises:
        DomainError: another kind, a file that is there already, or a folder that cannot be written to.
    """
    kinds: dict[str, Callable[[], bytes]] = {
        ".csv": lambda: render_figures_csv(sheet),
        ".xlsx": lambda: render_figures_xlsx(sheet),
        ".pdf": lambda: _render_pdf(sheet, fonts),
    }
    make = kinds.get(path.suffix.lower())
    if make is None:
        raise DomainError("file_kind_unknown", path=path)
    write_atomically(path, make(), replace=replace)


def render_figures_csv(sheet: FigureTable) -> bytes:
    """Semicolons and a mark of UTF-8, as spreadsheets in Norwegian open it; shares in percent, nothing is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in _csv_rows(sheet):
        writer.writerow([_escape_formula(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _csv_rows(sheet: FigureTable) -> Iterator[list[str]]:
    yield [sheet.figure, *sheet.headings, sheet.definition]
    for row in sheet.rows:
        yield [_csv_label(row), *(_csv_number(value, row, sheet.decimal) for value in row.values), row.definition]
    yield []
    for line in (sheet.title, sheet.about, *sheet.notes):
        yield [line]


def _csv_label(row: FigureTableRow) -> str:
    return f"{row.label} (%)" if row.is_share else row.label


def _csv_number(value: FigureValue, row: FigureTableRow, decimal: str) -> str:
    if value is None:
        return ""
    return f"{round(100 * value if row.is_share else value, 1):g}".replace(".", decimal)


def _escape_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_PREFIXES) else cell


def render_figures_xlsx(sheet: FigureTable) -> bytes:
    """One sheet: numbers are numbers, shares are in percent, text is never a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    lines: list[list[object]] = [[sheet.title], [sheet.about], [], [sheet.figure, *sheet.headings, sheet.definition]]
    lines += [[row.label, *row.values, row.definition] for row in sheet.rows]
    lines.append([])
    lines += [[note] for note in sheet.notes]
    for line, cells in enumerate(lines, 1):
        for place, value in enumerate(cells, 1):
            cell = page.cell(line, place, value)
            if isinstance(value, str):
                cell.data_type = "s"
    for cell in (page.cell(1, 1), *(page.cell(4, place) for place in range(1, len(lines[3]) + 1))):
        cell.font = Font(bold=True)
    for line, row in enumerate(sheet.rows, 5):
        for place in range(2, len(row.values) + 2):
            page.cell(line, place).number_format = "0 %" if row.is_share else "General"
    page.column_dimensions["A"].width = 28
    page.column_dimensions[get_column_letter(len(lines[3]))].width = 90
    page.freeze_panes = "B5"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _render_pdf(sheet: FigureTable, fonts: Path) -> bytes:
    from tui_app.files.exports.figures_pdf import render_figures_pdf

    return render_figures_pdf(sheet, fonts)
