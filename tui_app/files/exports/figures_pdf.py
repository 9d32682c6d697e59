"""Figures on one sheet of A4, for the annual report; each with what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tui_app.domain.figures.table import FigureTable, FigureTableRow

_FAMILY = "figures"
_SIDE, _TOP = 16, 16
"""Margins; all lengths here are millimetres."""
_LABEL, _COLUMN, _LINE, _SMALL_LINE = 62, 22.5, 5.2, 3.9
_DARK, _MUTED, _PALE = 25, 100, 185


def render_figures_pdf(sheet: FigureTable, fonts: Path) -> bytes:
    """The table as a PDF file of one page; the same figures in the same words give the same bytes.

    Args:
        fonts: the folder with DejaVuSans.ttf and DejaVuSans-Bold.ttf.
    """
    paper = _FiguresPage(sheet, fonts)
    try:
        paper.write()
        return bytes(paper.pdf.output())
    finally:
        paper.close()


class _FiguresPage:
    """A sheet of A4 on its side."""

    def __init__(self, sheet: FigureTable, fonts: Path) -> None:
        from fpdf import FPDF

        self._sheet = sheet
        self.pdf = FPDF(orientation="landscape", format="A4")
        self.pdf.alias_nb_pages("")
        self.pdf.add_font(_FAMILY, "", fonts / "DejaVuSans.ttf")
        self.pdf.add_font(_FAMILY, "B", fonts / "DejaVuSans-Bold.ttf")
        self.pdf.set_margins(_SIDE, _TOP)
        self.pdf.set_auto_page_break(False)
        self.pdf.c_margin = 0
        self.pdf.set_title(sheet.title)
        self.pdf.set_creator("Samtale")
        self.pdf.set_creation_date(sheet.made_at)
        self.pdf.add_page()

    def close(self) -> None:
        """Let go of the font files."""
        for font in self.pdf.fonts.values():
            if close := getattr(font, "close", None):
                close()

    def write(self) -> None:
        """Title, table, notes."""
        sheet = self._sheet
        self._text(sheet.title, 17, 8, bold=True)
        self._text(sheet.about, 10, 6, grey=_MUTED)
        self.pdf.y += 3
        self._cells(sheet.figure, sheet.headings, size=8.5, bold=False, grey=_MUTED)
        for row in sheet.rows:
            self._row(row)
        self._rule()
        self.pdf.y += 3
        for note in sheet.notes:
            self._text(note, 8, 4.2, grey=_MUTED)

    def _row(self, row: FigureTableRow) -> None:
        self._rule()
        self.pdf.y += 1.2
        self._cells(row.label, row.shown, size=10, bold=True, grey=_DARK)
        self._text(row.definition, 7.5, _SMALL_LINE, grey=_MUTED)
        self.pdf.y += 1.2

    def _cells(self, label: str, values: Sequence[str], *, size: float, bold: bool, grey: int) -> None:
        self._style(size, grey, bold=bold)
        self.pdf.cell(_LABEL, _LINE, label)
        self._style(size, grey)
        for value in values:
            self.pdf.cell(_COLUMN, _LINE, value, align="R")
        self.pdf.ln(_LINE)

    def _text(self, text: str, size: float, height: float, *, bold: bool = False, grey: int = _DARK) -> None:
        self._style(size, grey, bold=bold)
        self.pdf.cell(0, height, text)
        self.pdf.ln(height)

    def _style(self, size: float, grey: int, *, bold: bool = False) -> None:
        self.pdf.set_font(_FAMILY, "B" if bold else "", size)
        self.pdf.set_text_color(grey, grey, grey)

    def _rule(self) -> None:
        self.pdf.set_draw_color(_PALE)
        self.pdf.set_line_width(0.2)
        self.pdf.line(_SIDE, self.pdf.y, self.pdf.w - _SIDE, self.pdf.y)
