"""Pages of signed minutes: running text, columns and headings that flow over A4 pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

from tui_app.domain.minutes.printout import Printout, PrintoutLabels
from tui_app.files.exports.pdf_document import PdfDocument
from tui_app.files.exports.pdf_lines import GREY, RED, LineCache, LineWriter, TextLine, TextStyle
from tui_app.files.exports.pdf_tags import Tag

if TYPE_CHECKING:
    from fpdf import FPDF

StyledText = tuple[str, TextStyle]
Column = tuple[float, list[StyledText], Tag]
"""Width, texts below each other, and what they are."""

BODY = TextStyle()
BOLD = TextStyle(bold=True)
MUTED = TextStyle(colour=GREY)
SMALL = TextStyle(8.5, colour=GREY, height=4.6)
TITLE = TextStyle(18, bold=True, height=8.5)
HEADING = TextStyle(12, bold=True, height=6)
WARNING = TextStyle(11, bold=True, colour=RED, height=6)
REPEATED_WARNING = TextStyle(8, bold=True, colour=RED, height=4)

COLUMN_GAP = 4
_ROUNDING = 0.01
_SIDE, _TOP, _BOTTOM = 24, 24, 26
_FOOTER = 13
"""Distance of the footer from the edge of the page."""


class PdfPages(PdfDocument):
    """A4 pages that are written from top to bottom."""

    def __init__(self, page: Printout, labels: PrintoutLabels, page_count: int, cache: LineCache) -> None:
        """Start the first page; each page names the page count in its footer. Without one, the pages are counted."""
        pdf = _new_pdf(self._write_header, self._write_footer)
        super().__init__(pdf, LineWriter(pdf, cache, draws=page_count > 0), side=_SIDE, top=_TOP)
        self._page = page
        self._labels = labels
        self._page_count = page_count
        self.pdf.set_auto_page_break(True, _BOTTOM)
        self.pdf.add_page()

    def write_text(self, text: str, style: TextStyle = BODY, tag: Tag = Tag.PARAGRAPH) -> None:
        """Write text from margin to margin, and continue below it."""
        with self.tags.inside(self.tags.add(tag)):
            for line in self.lines.wrap(text, self.pdf.epw, style):
                self.ensure_space(style.height)
                with self.tags.content(line.spoken):
                    self.draw_line(line, self.pdf.epw)
                self.pdf.ln(style.height)

    def fits(self, *columns: Column) -> bool:
        """True if these texts fit on the page side by side."""
        return not self.pdf.will_page_break(sum(_heights(self._wrapped(columns))) + _ROUNDING)

    def write_columns(self, *columns: Column) -> None:
        """Write texts side by side; what is too long for the page continues on the next one.

        The columns are written one after the other, as they are read aloud.
        """
        wrapped = self._wrapped(columns)
        heights = _heights(wrapped)
        cells = [self.tags.add(tag) for _width, _texts, tag in columns]
        first = 0
        while first < len(heights):
            self.ensure_space(heights[first])
            count = self._fitting(heights[first:])
            x, y = self.pdf.l_margin, self.pdf.y
            for (width, _texts, _tag), cell, lines in zip(columns, cells, wrapped, strict=True):
                with self.tags.inside(cell):
                    self._write_cell(x, y, lines[first : first + count], heights[first:])
                x += width
            self.pdf.y = y + sum(heights[first : first + count])
            self.pdf.x = self.pdf.l_margin
            first += count

    def _wrapped(self, columns: Sequence[Column]) -> list[list[TextLine]]:
        return [
            [line for text, style in texts for line in self.lines.wrap(text, width - COLUMN_GAP, style)]
            for width, texts, _tag in columns
        ]

    def _fitting(self, heights: Sequence[float]) -> int:
        """How many lines fit on this page; at least one."""
        totals = accumulate(heights)
        return max(1, sum(not self.pdf.will_page_break(total + _ROUNDING) for total in totals))

    def _write_cell(self, x: float, y: float, lines: Sequence[TextLine], heights: Sequence[float]) -> None:
        for line, height in zip(lines, heights, strict=False):
            self.pdf.x, self.pdf.y = x, y
            with self.tags.content(line.spoken):
                self.draw_line(line)
            y += height

    @contextmanager
    def table(self) -> Iterator[None]:
        """A table; each row in it is a `row`."""
        with self.tags.inside(self.tags.add(Tag.TABLE)):
            yield

    @contextmanager
    def row(self) -> Iterator[None]:
        """A row of a table, written with `write_columns`."""
        with self.tags.inside(self.tags.add(Tag.ROW)):
            yield

    def write_heading(self, text: str) -> None:
        """Write a heading, which is never the last thing on a page, and a bookmark to it."""
        self.add_space(4)
        self.ensure_space(25)
        if text:
            self.pdf.start_section(text)
            self.write_text(text, HEADING, Tag.HEADING)
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

    def _write_header(self, pdf: FPDF) -> None:
        """Repeat the warning from the second page on: pages may be separated."""
        if self._page.warning and pdf.page > 1:
            pdf.set_y(_FOOTER - 3)
            with self.tags.artifact():
                for line in self.lines.wrap(self._page.warning, pdf.epw, REPEATED_WARNING):
                    self.draw_line(line)
                    pdf.ln(REPEATED_WARNING.height)
            pdf.set_y(max(pdf.y + 2, _TOP))

    def _write_footer(self, pdf: FPDF) -> None:
        pdf.set_y(-_FOOTER - 5)
        self.draw_rule()
        pdf.set_y(-_FOOTER - 3)
        number = TextLine(self._labels.page(pdf.page, self._page_count), SMALL)
        with self.tags.artifact():
            self.draw_line(TextLine(f"{self._labels.fingerprint} {self._page.fingerprint}", SMALL))
            pdf.x = pdf.w - pdf.r_margin - self.lines.width_of(number)
            self.draw_line(number)


def _heights(columns: Sequence[Sequence[TextLine]]) -> list[float]:
    """The height of each line of text in several columns."""
    rows = zip_longest(*columns, fillvalue=TextLine("", SMALL))
    return [max(line.style.height for line in row) for row in rows]


def _new_pdf(write_header: Callable[[FPDF], None], write_footer: Callable[[FPDF], None]) -> FPDF:
    from fpdf import FPDF

    class Pages(FPDF):
        def header(self) -> None:
            write_header(self)

        def footer(self) -> None:
            write_footer(self)

    return Pages(format="A4")
