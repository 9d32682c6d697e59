"""What all PDF files have in common: fonts, text styles and rules. All lengths are millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_app.files.resources import resource_path

if TYPE_CHECKING:
    from fpdf import FPDF

Colour = tuple[int, int, int]
"""Red, green and blue."""

DARK: Colour = (25, 25, 25)
GREY: Colour = (100, 100, 100)
RED: Colour = (150, 0, 0)

_FAMILY = "samtale"
_RULE_GREY = 185


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The look of a text.

    Attributes:
        size: in points.
        height: of a line.
    """

    size: float = 10
    bold: bool = False
    colour: Colour = DARK
    height: float = 5.3


class PdfDocument:
    """A PDF file with Samtale's fonts. Use it in `contextlib.closing`."""

    def __init__(self, pdf: FPDF, *, side: float, top: float) -> None:
        """Take an empty file and its margins."""
        self.pdf = pdf
        self.pdf.alias_nb_pages("")  # otherwise "{nb}" in somebody's text would become the number of pages
        self.pdf.add_font(_FAMILY, "", resource_path("fonts", "DejaVuSans.ttf"))
        self.pdf.add_font(_FAMILY, "B", resource_path("fonts", "DejaVuSans-Bold.ttf"))
        self.pdf.set_margins(side, top)
        self.pdf.c_margin = 0

    def close(self) -> None:
        """Close the font files."""
        for font in self.pdf.fonts.values():
            if close := getattr(font, "close", None):
                close()

    def set_style(self, style: TextStyle) -> None:
        """Write what follows in this style."""
        self.pdf.set_font(_FAMILY, "B" if style.bold else "", style.size)
        self.pdf.set_text_color(*style.colour)

    def draw_rule(self) -> None:
        """A thin line across the page, between the margins."""
        self.pdf.set_draw_color(_RULE_GREY)
        self.pdf.set_line_width(0.2)
        self.pdf.line(self.pdf.l_margin, self.pdf.y, self.pdf.w - self.pdf.r_margin, self.pdf.y)
