"""Figures on one landscape A4 page for the annual report, each with its definition. All lengths are millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from tui_app.domain.figures.table import FigureTable, FigureTableRow
from tui_app.files.exports.pdf_document import GREY, PdfDocument, TextStyle

_SIDE, _TOP = 16, 16
_LABEL_WIDTH, _COLUMN_WIDTH = 62, 22.5

_TITLE = TextStyle(17, bold=True, height=8)
_ABOUT = TextStyle(10, colour=GREY, height=6)
_HEADING = TextStyle(8.5, colour=GREY, height=5.2)
_FIGURE = TextStyle(10, height=5.2)
_DEFINITION = TextStyle(7.5, colour=GREY, height=3.9)
_NOTE = TextStyle(8, colour=GREY, height=4.2)


def render_figures_pdf(table: FigureTable) -> bytes:
    """The table as a PDF file; the same figures in the same words give the same bytes."""
    with closing(_FiguresPage(table)) as page:
        page.write()
        return bytes(page.pdf.output())


class _FiguresPage(PdfDocument):
    def __init__(self, table: FigureTable) -> None:
        from fpdf import FPDF

        super().__init__(FPDF(orientation="landscape", format="A4"), side=_SIDE, top=_TOP)
        self._table = table
        self.pdf.set_auto_page_break(False)
        self.pdf.set_title(table.title)
        self.pdf.set_creator("Samtale")
        self.pdf.set_creation_date(table.made_at)
        self.pdf.add_page()

    def write(self) -> None:
        """Write title, table and notes."""
        table = self._table
        self._write_line(table.title, _TITLE)
        self._write_line(table.about, _ABOUT)
        self.pdf.y += 3
        self._write_cells(table.figure, _HEADING, table.headings, _HEADING)
        for row in table.rows:
            self._write_row(row)
        self.draw_rule()
        self.pdf.y += 3
        for note in table.notes:
            self._write_line(note, _NOTE)

    def _write_row(self, row: FigureTableRow) -> None:
        self.draw_rule()
        self.pdf.y += 1.2
        self._write_cells(row.label, replace(_FIGURE, bold=True), row.shown, _FIGURE)
        self._write_line(row.definition, _DEFINITION)
        self.pdf.y += 1.2

    def _write_cells(self, label: str, label_style: TextStyle, values: Sequence[str], style: TextStyle) -> None:
        self.set_style(label_style)
        self.pdf.cell(_LABEL_WIDTH, style.height, label)
        self.set_style(style)
        for value in values:
            self.pdf.cell(_COLUMN_WIDTH, style.height, value, align="R")
        self.pdf.ln(style.height)

    def _write_line(self, text: str, style: TextStyle) -> None:
        self.set_style(style)
        self.pdf.cell(0, style.height, text)
        self.pdf.ln(style.height)
