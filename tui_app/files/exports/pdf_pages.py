"""TODO-DOC."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.domain.minutes.printout import Printout, PrintoutLabels

if TYPE_CHECKING:
    from fpdf import FPDF


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is written: points, red-green-blue, and the height of its lines in millimetres."""

    size: float = 10
    bold: bool = False
    colour: tuple[int, int, int] = (25, 25, 25)
    height: float = 5.3


StyledText = tuple[str, TextStyle]


BODY = TextStyle()


BOLD = TextStyle(bold=True)


MUTED = TextStyle(colour=(100, 100, 100))


SMALL = TextStyle(8.5, colour=(100, 100, 100), height=4.6)


TITLE = TextStyle(18, bold=True, height=8.5)


HEADING = TextStyle(12, bold=True, height=6)


WARNING = TextStyle(11, bold=True, colour=(150, 0, 0), height=6)


REPEATED_WARNING = TextStyle(8, bold=True, colour=(150, 0, 0), height=4)


MISSING_GLYPH = "\u25a1"
"""Stands for a character that the font lacks."""


_SIDE, _TOP, _BOTTOM, _EDGE = 24, 24, 26, 13
"""Margins, and how far from the edge the foot of the page stands; all lengths here are millimetres."""


WHO_WIDTH, WHEN_WIDTH, GAP = 40, 34, 4
"""Widths of the columns of agreed actions and the room between them, in millimetres."""


_FAMILY = "minutes"


_RULE_GREY = 185


_GLYPH = re.compile(
    "([\U0001f1e6-\U0001f1ff]{2}|[^\n])((?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[^\n])*)",
)
"""A character, or an emoji with all that belongs to it: its other half, colour, variant, what it is joined with."""


_JOINERS = re.compile("[\ufe0e\ufe0f\u200d]")


class PdfPages:
    """Sheets of A4, written from top to bottom."""

    def __init__(self, page: Printout, words: PrintoutLabels, fonts: Path, of: int) -> None:
        self._page = page
        self._words = words
        self._of = of
        self.pdf = _new_pdf(self._write_top, self._write_foot)
        self.pdf.add_font(_FAMILY, "", fonts / "DejaVuSans.ttf")
        self.pdf.add_font(_FAMILY, "B", fonts / "DejaVuSans-Bold.ttf")
        self.pdf.set_margins(_SIDE, _TOP)
        self.pdf.set_auto_page_break(True, _BOTTOM)
        self.pdf.c_margin = 0
        self.pdf.add_page()

    def close(self) -> None:
        """Let go of the font files."""
        for font in self.pdf.fonts.values():
            if close := getattr(font, "close", None):
                close()

    def style(self, style: TextStyle) -> None:
        """How what follows is written."""
        self.pdf.set_font(_FAMILY, "B" if style.bold else "", style.size)
        self.pdf.set_text_color(*style.colour)

    def text(self, text: str, style: TextStyle = BODY) -> None:
        """Text from the left margin to the right one; what comes next stands below it."""
        self.style(style)
        self.pdf.multi_cell(0, style.height, self._printable(text), align="L", new_x="LEFT", new_y="NEXT")

    def side_by_side(self, *cells: tuple[float, list[StyledText]], whole: bool = False) -> bool:
        """Texts beside each other, each in a column of its width; too long for the page, they go on over it.

        Args:
            cells: width and what is written below each other in the column.
            whole: whether to refuse when it would not fit on the page.

        Returns:
            Whether it is written.
        """
        columns = [
            (width, [(line, style) for text, style in written for line in self._lines(text, width - GAP, style)])
            for width, written in cells
        ]
        rows = list(zip_longest(*(lines for _, lines in columns), fillvalue=("", SMALL)))
        heights = [max(style.height for _, style in row) for row in rows]
        if whole and self.pdf.will_page_break(sum(heights)):
            return False
        for row, height in zip(rows, heights, strict=True):
            self.room(height)
            for (line, style), (width, _) in zip(row, columns, strict=True):
                self.style(style)
                self.pdf.cell(width, height, line)
            self.pdf.ln(height)
        return True

    def heading(self, text: str) -> None:
        """A heading, never the last thing on a page."""
        self.space(4)
        self.room(25)
        if text:
            self.text(text, HEADING)
            self.space(1)

    def note(self, text: str) -> None:
        """Text of several lines with its line breaks."""
        for line in text.split("\n"):
            if line:
                self.text(line)
            else:
                self.space(BODY.height / 2)

    def space(self, height: float) -> None:
        """So much left empty; nothing at the top of a page."""
        if self.pdf.y > _TOP:
            self.pdf.y += height

    def room(self, height: float) -> None:
        """Begin a new page unless so much is left on this one."""
        if self.pdf.will_page_break(height):
            self.pdf.add_page()

    def rule(self) -> None:
        """A thin line across the page."""
        self.pdf.set_draw_color(_RULE_GREY)
        self.pdf.set_line_width(0.2)
        self.pdf.line(_SIDE, self.pdf.y, self.pdf.w - _SIDE, self.pdf.y)

    def _lines(self, text: str, width: float, style: TextStyle) -> list[str]:
        """The lines that a text takes in a column of this width."""
        self.style(style)
        found = self.pdf.multi_cell(width, text=self._printable(text), align="L", dry_run=True, output="LINES")
        return [str(line) for line in found] if isinstance(found, list) else []

    def _printable(self, text: str) -> str:
        """The text with a box for each character or emoji that the font in use lacks."""
        known: Container[int] = getattr(self.pdf.current_font, "cmap", ())

        def shown(sign: re.Match[str]) -> str:
            letters = _JOINERS.sub("", sign.group())
            return letters if all(ord(letter) in known for letter in letters) else MISSING_GLYPH

        return _GLYPH.sub(shown, text)

    def _write_top(self, pdf: FPDF) -> None:
        """On later sheets, which may be lying alone, the warning once more."""
        if self._page.warning and pdf.page > 1:
            pdf.set_y(_EDGE - 3)
            self.text(self._page.warning, REPEATED_WARNING)
            pdf.set_y(max(pdf.y + 2, _TOP))

    def _write_foot(self, pdf: FPDF) -> None:
        pdf.set_y(-_EDGE - 5)
        self.rule()
        pdf.set_y(-_EDGE - 3)
        self.style(SMALL)
        pdf.cell(pdf.epw / 2, 5, self._printable(f"{self._words.fingerprint} {self._page.fingerprint}"), align="L")
        pdf.cell(pdf.epw / 2, 5, self._printable(self._words.page(pdf.page, self._of)), align="R")


def _new_pdf(top: Callable[[FPDF], None], foot: Callable[[FPDF], None]) -> FPDF:
    from fpdf import FPDF

    class Sheets(FPDF):
        def header(self) -> None:
            top(self)

        def footer(self) -> None:
            foot(self)

    sheets = Sheets(format="A4")
    # else "{nb}" in somebody's text would become the number of pages
    sheets.alias_nb_pages("")
    return sheets
