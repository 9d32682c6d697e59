"""One-time codes as a PDF file: a page for each person to be handed out, or a list. All lengths are millimetres."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tui_app.domain.accounts.codes import CodeHandout, CodeSlip
from tui_app.domain.errors import DomainError
from tui_app.files.atomic_write import write_atomically
from tui_app.files.exports.pdf_document import PdfDocument
from tui_app.files.exports.pdf_lines import GREY, LineCache, LineWriter, TextStyle
from tui_app.files.exports.pdf_tags import Tag

_SIDE, _TOP, _BOTTOM = 24, 24, 20
_NAME_WIDTH, _GAP = 104, 4
_STEP_INDENT = 8

_ABOUT = TextStyle(10, colour=GREY, height=5.3)
_BODY = TextStyle(11, height=6)
_NAME = TextStyle(20, bold=True, height=10)
_CODE = TextStyle(28, bold=True, height=14)
_TITLE = TextStyle(16, bold=True, height=8)
_HEADING = TextStyle(8.5, colour=GREY, height=5.2)
_LISTED = TextStyle(11, height=6)
_LISTED_ABOUT = TextStyle(8.5, colour=GREY, height=4.6)
_LISTED_CODE = TextStyle(12, bold=True, height=6)


def write_codes(handout: CodeHandout, path: Path, *, replace: bool = False) -> None:
    """Write the codes to a PDF file that only its owner can read.

    Raises:
        DomainError: `file_kind_unknown`, `file_exists` or `file_unwritable`, with the path.
    """
    if path.suffix.lower() != ".pdf":
        raise DomainError("file_kind_unknown", path=path)
    write_atomically(path, render_codes_pdf(handout), replace=replace)


def render_codes_pdf(handout: CodeHandout) -> bytes:
    """The codes as a PDF file; the same codes in the same words give the same bytes."""
    with closing(_CodePages(handout)) as pages:
        pages.write()
        return bytes(pages.pdf.output())


class _CodePages(PdfDocument):
    def __init__(self, handout: CodeHandout) -> None:
        from fpdf import FPDF

        pdf = FPDF(format="A4")
        super().__init__(pdf, LineWriter(pdf, LineCache()), side=_SIDE, top=_TOP)
        self._handout = handout
        self.pdf.set_auto_page_break(False)
        self.describe(handout.title, handout.language, handout.made_at)

    def write(self) -> None:
        """Write the pages."""
        if self._handout.one_each:
            for slip in self._handout.slips:
                self._write_slip(slip)
        else:
            self._write_list()

    def _write_slip(self, slip: CodeSlip) -> None:
        handout = self._handout
        self.pdf.add_page()
        self._write_text(handout.title, _ABOUT)
        self.pdf.y += 3
        self._write_text(slip.name, _NAME, Tag.TITLE)
        if slip.about:
            self._write_text(slip.about, _ABOUT)
        self.pdf.y += 8
        self._write_text(slip.code, _CODE)
        self._write_text(handout.until, _ABOUT)
        self.pdf.y += 6
        self.draw_rule()
        self.pdf.y += 5
        for number, step in enumerate(handout.steps, 1):
            self._write_step(number, step)
        self.pdf.y += 4
        self._write_text(handout.keep, _ABOUT)

    def _write_step(self, number: int, step: str) -> None:
        with self.tags.inside(self.tags.add(Tag.PARAGRAPH)):
            for index, line in enumerate(self.lines.wrap(step, self.pdf.epw - _STEP_INDENT, _BODY)):
                if not index:
                    self._write_cell(f"{number}.", _BODY)
                self.pdf.x = self.pdf.l_margin + _STEP_INDENT
                with self.tags.content(line.spoken):
                    self.draw_line(line)
                self.pdf.ln(_BODY.height)
        self.pdf.y += 1.5

    def _write_list(self) -> None:
        handout = self._handout
        self.pdf.add_page()
        self._write_text(handout.title, _TITLE, Tag.TITLE)
        self.pdf.y += 1
        self._write_text(handout.until, _ABOUT)
        self._write_text(handout.keep, _ABOUT)
        self.pdf.y += 3
        with self.tags.inside(self.tags.add(Tag.TABLE)):
            self._write_headings()
            for slip in handout.slips:
                self._write_line(slip)
            self.draw_rule()
        self.pdf.y += 4
        if self.pdf.y + 2 * len(handout.steps) * _BODY.height > self.pdf.h - _BOTTOM:
            self.pdf.add_page()
        for number, step in enumerate(handout.steps, 1):
            self._write_step(number, step)

    def _write_headings(self) -> None:
        """What the columns are: they are repeated on each page."""
        with self.tags.inside(self.tags.add(Tag.ROW)):
            for place, heading in zip((0, _NAME_WIDTH), self._handout.headings, strict=True):
                self.pdf.x = self.pdf.l_margin + place
                with self.tags.inside(self.tags.add(Tag.HEADER_CELL)):
                    self._write_cell(heading, _HEADING)
        self.pdf.ln(_HEADING.height)

    def _write_line(self, slip: CodeSlip) -> None:
        width = _NAME_WIDTH - _GAP
        texts = [*self.lines.wrap(slip.name, width, _LISTED), *self.lines.wrap(slip.about, width, _LISTED_ABOUT)]
        height = sum(line.style.height for line in texts) + 3
        if self.pdf.y + height > self.pdf.h - _BOTTOM:
            self.draw_rule()
            self.pdf.add_page()
            self._write_headings()
        self.draw_rule()
        self.pdf.y += 1.5
        top = self.pdf.y
        with self.tags.inside(self.tags.add(Tag.ROW)):
            with self.tags.inside(self.tags.add(Tag.ROW_HEADER)):
                for line in texts:
                    self.pdf.x = self.pdf.l_margin
                    with self.tags.content(line.spoken):
                        self.draw_line(line)
                    self.pdf.y += line.style.height
            bottom = self.pdf.y
            with self.tags.inside(self.tags.add(Tag.CELL)):
                self.pdf.x, self.pdf.y = self.pdf.l_margin + _NAME_WIDTH, top
                self._write_cell(slip.code, _LISTED_CODE)
        self.pdf.x, self.pdf.y = self.pdf.l_margin, bottom + 1.5

    def _write_text(self, text: str, style: TextStyle, tag: Tag = Tag.PARAGRAPH) -> None:
        """Write text from margin to margin, and continue below it."""
        with self.tags.inside(self.tags.add(tag)):
            for line in self.lines.wrap(text, self.pdf.epw, style):
                self.pdf.x = self.pdf.l_margin
                with self.tags.content(line.spoken):
                    self.draw_line(line, self.pdf.epw)
                self.pdf.ln(style.height)

    def _write_cell(self, text: str, style: TextStyle) -> None:
        self.set_style(style)
        with self.tags.content():
            self.pdf.cell(None, style.height, text)
