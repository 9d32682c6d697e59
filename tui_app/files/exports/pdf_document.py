"""What all PDF files have in common: title and language, text, rules. All lengths are millimetres."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.files.exports.pdf_fonts import BASE_FONT, use_font
from tui_app.files.exports.pdf_lines import LineWriter, TextLine, TextStyle
from tui_app.files.exports.pdf_tags import TagTree

if TYPE_CHECKING:
    from fpdf import FPDF

_RULE_GREY = 185


class PdfDocument:
    """A PDF file that says its title, its language and its structure. Use it in `contextlib.closing`."""

    def __init__(self, pdf: FPDF, lines: LineWriter, *, side: float, top: float) -> None:
        """Take an empty file, its writer, and its margins."""
        self.pdf = pdf
        self.pdf.alias_nb_pages("")  # otherwise "{nb}" in somebody's text would become the number of pages
        for bold in (False, True):
            use_font(self.pdf, BASE_FONT, TextStyle().size, bold=bold)
        self.pdf.set_margins(side, top)
        self.pdf.c_margin = 0
        self.tags = TagTree(self.pdf)
        self.lines = lines

    def describe(self, title: str, language: str, created: datetime) -> None:
        """Say what the file is, in which language, and from when."""
        from fpdf.prefs import ViewerPreferences

        self.pdf.set_title(title)
        if language:
            self.pdf.set_lang(language)
        self.pdf.set_creator("Samtale")
        self.pdf.set_creation_date(created)
        self.pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def close(self) -> None:
        """Close the font files."""
        for font in self.pdf.fonts.values():
            if close := getattr(font, "close", None):
                close()

    def set_style(self, style: TextStyle) -> None:
        """Write what follows in this style, in a European language."""
        use_font(self.pdf, BASE_FONT, style.size, bold=style.bold)
        self.pdf.set_text_color(*style.colour)

    def draw_line(self, line: TextLine, width: float = 0) -> None:
        """Write a line; one that reads from right to left ends at the right of its width."""
        if line.is_rtl and width:
            self.pdf.x += max(width - self.lines.width_of(line), 0)
        self.lines.draw(line)

    def draw_rule(self) -> None:
        """A thin line across the page, between the margins."""
        with self.tags.artifact():
            self.pdf.set_draw_color(_RULE_GREY)
            self.pdf.set_line_width(0.2)
            self.pdf.line(self.pdf.l_margin, self.pdf.y, self.pdf.w - self.pdf.r_margin, self.pdf.y)
