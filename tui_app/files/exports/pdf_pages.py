"""Pages of signed minutes: running text, columns and headings that flow over A4 pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from itertools import zip_longest
from typing import TYPE_CHECKING

from tui_app.domain.minutes.printout import Printout, PrintoutLabels
from tui_app.files.exports.pdf_document import GREY, RED, PdfDocument, TextStyle

if TYPE_CHECKING:
    from fpdf import FPDF

StyledText = tuple[str, TextStyle]

BODY = TextStyle()
BOLD = TextStyle(bold=True)
MUTED = TextStyle(colour=GREY)
SMALL = TextStyle(8.5, colour=GREY, height=4.6)
TITLE = TextStyle(18, bold=True, height=8.5)
HEADING = TextStyle(12, bold=True, height=6)
WARNING = TextStyle(11, bold=True, colour=RED, height=6)
REPEATED_WARNING = TextStyle(8, bold=True, colour=RED, height=4)

MISSING_GLYPH = "\u25a1"
"""Replaces a character that the font lacks."""

COLUMN_GAP = 4
_SIDE, _TOP, _BOTTOM = 24, 24, 26
_FOOTER = 13
"""Distance of the footer from the edge of the page."""

_GLYPH = re.compile(
    "([\U0001f1e6-\U0001f1ff]{2}|[^\n])((?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[^\n])*)",
)
"""A character, or an emoji with everything that belongs to it: second half, colour, variant and joined emoji."""
_JOINERS = re.compile("[\ufe0e\ufe0f\u200d]")


class PdfPages(PdfDocument):
    """A4 pages that are written from top to bottom."""

    def __init__(self, page: Printout, labels: PrintoutLabels, page_count: int) -> None:
        """Start the first page; each page names the page count in its footer."""
        super().__init__(_new_pdf(self._write_header, self._write_footer), side=_SIDE, top=_TOP)
        self._page = page
        self._labels = labels
        self._page_count = page_count
        self.pdf.set_auto_page_break(True, _BOTTOM)
        self.pdf.add_page()

    def write_text(self, text: str, style: TextStyle = BODY) -> None:
        """Write text from margin to margin, and continue below it."""
        self.set_style(style)
        self.pdf.multi_cell(0, style.height, self._printable(text), align="L", new_x="LEFT", new_y="NEXT")

    def write_columns(self, *cells: tuple[float, list[StyledText]], whole: bool = False) -> bool:
        """Write texts side by side; what is too long for the page continues on the next one.

        Args:
            cells: the width of each column, and the texts below each other in it.
            whole: write nothing if it does not fit on this page.

        Returns:
            True if it was written.
        """
        columns = [
            (width, [(line, style) for text, style in texts for line in self._wrap(text, width - COLUMN_GAP, style)])
            for width, texts in cells
        ]
        rows = list(zip_longest(*(lines for _, lines in columns), fillvalue=("", SMALL)))
        heights = [max(style.height for _, style in row) for row in rows]
        if whole and self.pdf.will_page_break(sum(heights)):
            return False
        for row, height in zip(rows, heights, strict=True):
            self.ensure_space(height)
            for (line, style), (width, _) in zip(row, columns, strict=True):
                self.set_style(style)
                self.pdf.cell(width, height, line)
            self.pdf.ln(height)
        return True

    def write_heading(self, text: str) -> None:
        """Write a heading, which is never the last thing on a page."""
        self.add_space(4)
        self.ensure_space(25)
        if text:
            self.write_text(text, HEADING)
            self.add_space(1)

    def write_paragraphs(self, text: str) -> None:
        """Write text of several lines with its line breaks."""
        for line in text.split("\n"):
            if line:
                self.write_text(line)
            else:
                self.add_space(BODY.height / 2)

    def add_space(self, height: float) -> None:
        """Leave space; none at the top of a page."""
        if self.pdf.y > _TOP:
            self.pdf.y += height

    def ensure_space(self, height: float) -> None:
        """Start a new page if less than this height is left."""
        if self.pdf.will_page_break(height):
            self.pdf.add_page()

    def _wrap(self, text: str, width: float, style: TextStyle) -> list[str]:
        """The lines of a text in a column."""
        self.set_style(style)
        lines = self.pdf.multi_cell(width, text=self._printable(text), align="L", dry_run=True, output="LINES")
        return [str(line) for line in lines] if isinstance(lines, list) else []

    def _printable(self, text: str) -> str:
        """The text with a box for each character or emoji that the current font lacks."""
        known: Container[int] = getattr(self.pdf.current_font, "cmap", ())

        def shown(glyph: re.Match[str]) -> str:
            letters = _JOINERS.sub("", glyph.group())
            return letters if all(ord(letter) in known for letter in letters) else MISSING_GLYPH

        return _GLYPH.sub(shown, text)

    def _write_header(self, pdf: FPDF) -> None:
        """Repeat the warning from the second page on: pages may be separated."""
        if self._page.warning and pdf.page > 1:
            pdf.set_y(_FOOTER - 3)
            self.write_text(self._page.warning, REPEATED_WARNING)
            pdf.set_y(max(pdf.y + 2, _TOP))

    def _write_footer(self, pdf: FPDF) -> None:
        pdf.set_y(-_FOOTER - 5)
        self.draw_rule()
        pdf.set_y(-_FOOTER - 3)
        self.set_style(SMALL)
        pdf.cell(pdf.epw / 2, 5, self._printable(f"{self._labels.fingerprint} {self._page.fingerprint}"), align="L")
        pdf.cell(pdf.epw / 2, 5, self._printable(self._labels.page(pdf.page, self._page_count)), align="R")


def _new_pdf(write_header: Callable[[FPDF], None], write_footer: Callable[[FPDF], None]) -> FPDF:
    from fpdf import FPDF

    class Pages(FPDF):
        def header(self) -> None:
            write_header(self)

        def footer(self) -> None:
            write_footer(self)

    return Pages(format="A4")
