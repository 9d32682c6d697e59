"""Figures on one landscape A4 page for the annual report, each with its definition; units on its back.

All lengths are millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui_app.domain.figures.table import FigureTable, FigureTableRow
from tui_app.files.exports.pdf_document import PdfDocument
from tui_app.files.exports.pdf_lines import GREY, LineCache, LineWriter, TextLine, TextStyle
from tui_app.files.exports.pdf_tags import Tag

if TYPE_CHECKING:
    from fpdf.structure_tree import StructElem

_SIDE, _TOP = 16, 16
_LABEL_WIDTH, _COLUMN_WIDTH = 62, 22.5

_UNIT_WIDTH, _UNIT_COLUMN_WIDTH = 50, 26.5
_UNIT_LINE = 6.0
"""A line of the table of units, with the rule above it."""
_BOTTOM = 190
"""A page of units ends here."""

_ROW_HEIGHT = 11.7
"""A figure with its definition, at full size."""
_ROOM = 136
"""For the rows of the table: many figures are written smaller, so that all stand on the page."""

_TITLE = TextStyle(17, bold=True, height=8)
_ABOUT = TextStyle(10, colour=GREY, height=6)
_HEADING = TextStyle(8.5, colour=GREY, height=5.2)
_UNITS = TextStyle(13, bold=True, height=8)
_UNIT_HEADING = TextStyle(6.8, colour=GREY, height=5.2)
_UNIT = TextStyle(9, height=5.2)
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

        pdf = FPDF(orientation="landscape", format="A4")
        super().__init__(pdf, LineWriter(pdf, LineCache()), side=_SIDE, top=_TOP)
        self._table = table
        self._scale = min(1, _ROOM / (len(table.rows) * _ROW_HEIGHT))
        self.pdf.set_auto_page_break(False)
        self.describe(table.title, table.language, table.made_at)
        self.pdf.add_page()

    def write(self) -> None:
        """Write title, table and notes."""
        table = self._table
        self._write_line(table.title, _TITLE, Tag.TITLE)
        self._write_line(table.about, _ABOUT, Tag.PARAGRAPH)
        self.pdf.y += 3
        with self.tags.inside(self.tags.add(Tag.TABLE)):
            headings = (Tag.HEADER_CELL, Tag.HEADER_CELL)
            self._write_cells(table.figure, _HEADING, table.headings, _HEADING, headings)
            for row in table.rows:
                self._write_row(row)
        self.draw_rule()
        self.pdf.y += 3
        for note in table.notes:
            self._write_line(note, _NOTE, Tag.PARAGRAPH)
        if table.units:
            self._write_units()

    def _write_units(self) -> None:
        """The units on pages of their own, as many as they need; each begins with the headings."""
        headings, *units = self._table.units
        per_page = int((_BOTTOM - _TOP - _UNITS.height - _UNIT_HEADING.height - 2 * _NOTE.height) / _UNIT_LINE)
        for start in range(0, len(units), per_page):
            self.pdf.add_page()
            self._write_line(self._table.units_title, _UNITS, Tag.HEADING)
            self.pdf.y += 2
            with self.tags.inside(self.tags.add(Tag.TABLE)):
                tags = (Tag.HEADER_CELL, Tag.HEADER_CELL)
                self._write_unit(headings, _UNIT_HEADING, tags)
                for unit in units[start : start + per_page]:
                    self.draw_rule()
                    self.pdf.y += _UNIT_LINE - _UNIT.height
                    self._write_unit(unit, _UNIT, (Tag.ROW_HEADER, Tag.CELL))
            self.draw_rule()
            self.pdf.y += 2
        for note in self.lines.wrap(self._table.units_note, self.pdf.epw, _NOTE):
            self._write_line(note.text, _NOTE, Tag.PARAGRAPH)

    def _write_unit(self, cells: Sequence[str], style: TextStyle, tags: tuple[Tag, Tag]) -> None:
        """A line of the table of units; a name in any script, shortened to its column."""
        name, *values = cells
        line, *more = self.lines.wrap(name, _UNIT_WIDTH - 4, style) or [TextLine("", style)]
        if more:
            line = replace(line, text=line.text + "…")
        with self.tags.inside(self.tags.add(Tag.ROW)):
            with self.tags.inside(self.tags.add(tags[0])), self.tags.content(line.spoken):
                left = self.pdf.x
                self.draw_line(line)
                self.pdf.x = left + _UNIT_WIDTH
            for value in values:
                with self.tags.inside(self.tags.add(tags[1])):
                    self._write_content(value, style, _UNIT_COLUMN_WIDTH, align="R")
        self.pdf.ln(style.height)

    def _write_row(self, row: FigureTableRow) -> None:
        """A figure; its definition stands below, and belongs to its name."""
        self.draw_rule()
        self.pdf.y += 1.2 * self._scale
        figure, definition = (self._scaled(style) for style in (_FIGURE, _DEFINITION))
        tags = (Tag.ROW_HEADER, Tag.CELL)
        name = self._write_cells(row.label, replace(figure, bold=True), row.shown, figure, tags)
        with self.tags.inside(name):
            self._write_content(row.definition, definition, 0)
        self.pdf.ln(definition.height)
        self.pdf.y += 1.2 * self._scale

    def _scaled(self, style: TextStyle) -> TextStyle:
        return replace(style, size=style.size * self._scale, height=style.height * self._scale)

    def _write_cells(
        self, label: str, label_style: TextStyle, values: Sequence[str], style: TextStyle, tags: tuple[Tag, Tag]
    ) -> StructElem:
        """A row of the table; returns its first cell."""
        with self.tags.inside(self.tags.add(Tag.ROW)):
            first = self.tags.add(tags[0])
            with self.tags.inside(first):
                self._write_content(label, label_style, _LABEL_WIDTH)
            for value in values:
                with self.tags.inside(self.tags.add(tags[1])):
                    self._write_content(value, style, _COLUMN_WIDTH, align="R")
        self.pdf.ln(style.height)
        return first

    def _write_line(self, text: str, style: TextStyle, tag: Tag) -> None:
        with self.tags.inside(self.tags.add(tag)):
            self._write_content(text, style, 0)
        self.pdf.ln(style.height)

    def _write_content(self, text: str, style: TextStyle, width: float, align: str = "L") -> None:
        self.set_style(style)
        with self.tags.content():
            self.pdf.cell(width, style.height, text, align=align)
