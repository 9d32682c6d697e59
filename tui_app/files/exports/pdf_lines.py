"""Lines of text in any script: broken at the margin, letters joined and in order, also from right to left.

fpdf2 breaks and orders a paragraph as a whole, which mixes up lines and numbers; here each line is ordered by itself
(Unicode Standard Annex 9, rule L2), from the levels that fpdf2 finds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from tui_app.files.exports.pdf_fonts import BASE_FONT, drawable, font_runs, fonts_of, is_simple, use_font

if TYPE_CHECKING:
    from fpdf import FPDF

Colour = tuple[int, int, int]
"""Red, green and blue."""

DARK: Colour = (25, 25, 25)
GREY: Colour = (100, 100, 100)
RED: Colour = (150, 0, 0)

_TOKEN = re.compile(r"\s+|\S+")
_BREAKS_ANYWHERE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uff00-\uffef]")
"""Scripts without spaces between words; Korean has them."""
_CLOSING = "、。，．・：；？！）］｝〕〉》」』】々ーๆฯ"
_VIRAMA_CLASS = 9


class TextStyle(Struct, frozen=True):
    """The look of a text.

    Attributes:
        size: in points.
        height: of a line.
    """

    size: float = 10
    bold: bool = False
    colour: Colour = DARK
    height: float = 5.3


class TextLine(Struct, frozen=True):
    """One line, in the order in which it is read aloud."""

    text: str
    style: TextStyle
    is_rtl: bool = False

    @property
    def spoken(self) -> str:
        """The text, if its letters are drawn in another order or joined; else empty."""
        return "" if is_simple(self.text) else self.text


class LineCache:
    """How wide texts are and how they are broken, for two layouts of the same document."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.widths: dict[tuple[str, float, bool], float] = {}
        self.lines: dict[tuple[str, float, TextStyle], list[TextLine]] = {}


class LineWriter:
    """Breaks text into lines and draws them."""

    def __init__(self, pdf: FPDF, cache: LineCache, *, draws: bool = True) -> None:
        """Take the file to write to; unless it draws, only the pages are counted."""
        self._pdf = pdf
        self._cache = cache
        self._draws = draws

    def wrap(self, text: str, width: float, style: TextStyle) -> list[TextLine]:
        """The lines of a text that is so many millimetres wide."""
        key = text, width, style
        if key not in self._cache.lines:
            self._cache.lines[key] = self._wrap(text, width, style)
        return self._cache.lines[key]

    def _wrap(self, text: str, width: float, style: TextStyle) -> list[TextLine]:
        self._use(BASE_FONT, style)
        shown = drawable(text)
        if is_simple(shown):
            lines = self._pdf.multi_cell(width, text=shown, align="L", dry_run=True, output="LINES")
            return [TextLine(str(line), style) for line in lines] if isinstance(lines, list) else []
        return [line for part in shown.split("\n") for line in self._wrap_paragraph(part, width, style)]

    def draw(self, line: TextLine) -> None:
        """Write a line from the current position on."""
        if not line.text or not self._draws:
            return
        self._use(BASE_FONT, line.style)
        if is_simple(line.text):
            self._pdf.cell(None, line.style.height, line.text)
            return
        for level, font, text in _visual_runs(line.text, is_rtl=line.is_rtl):
            self._use(font, line.style)
            self._pdf.set_text_shaping(True, direction="rtl" if level % 2 else "ltr")
            self._pdf.cell(None, line.style.height, text)
        self._pdf.set_text_shaping(False)

    def width_of(self, line: TextLine) -> float:
        """How wide a line is, in millimetres."""
        return self._width(line.text, line.style)

    def _wrap_paragraph(self, text: str, width: float, style: TextStyle) -> Iterator[TextLine]:
        is_rtl = _reads_from_right(text)
        line, used = "", 0.0
        for token in self._tokens(text, width, style):
            needed = self._width(token, style)
            if line and used + needed > width:
                if token.isspace():
                    continue
                yield TextLine(line.rstrip(), style, is_rtl)
                line, used = "", 0.0
            line += token
            used += needed
        yield TextLine(line.rstrip(), style, is_rtl)

    def _tokens(self, text: str, width: float, style: TextStyle) -> Iterator[str]:
        """Words and spaces; words that may be broken anywhere, or must be, in the smallest pieces."""
        for token in _TOKEN.findall(text):
            if _BREAKS_ANYWHERE.search(token) or self._width(token, style) > width:
                yield from _clusters(token)
            else:
                yield token

    def _width(self, text: str, style: TextStyle) -> float:
        key = text, style.size, style.bold
        if key not in self._cache.widths:
            self._cache.widths[key] = sum(self._run_width(font, run, style) for font, run in font_runs(text))
        return self._cache.widths[key]

    def _run_width(self, font: str, text: str, style: TextStyle) -> float:
        self._use(font, style)
        if is_simple(text):
            return self._pdf.get_string_width(text)
        self._pdf.set_text_shaping(True, direction="rtl" if _reads_from_right(text) else "ltr")
        width = self._pdf.get_string_width(text)
        self._pdf.set_text_shaping(False)
        return width

    def _use(self, font: str, style: TextStyle) -> None:
        use_font(self._pdf, font, style.size, bold=style.bold)
        self._pdf.set_text_color(*style.colour)


def _reads_from_right(text: str) -> bool:
    """True if the first letter with a direction is Arabic, Hebrew or the like."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _clusters(text: str) -> list[str]:
    """The pieces of a word between which it may be broken: letters with their marks, and signs that end a clause."""
    clusters: list[str] = []
    for letter in text:
        joins = unicodedata.category(letter)[0] in "MC" or letter in _CLOSING
        if clusters and (joins or _joins_next(clusters[-1][-1])):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters


def _joins_next(letter: str) -> bool:
    return unicodedata.combining(letter) == _VIRAMA_CLASS or unicodedata.category(letter) == "Cf"


_Run = tuple[int, str, str]


def _visual_runs(text: str, *, is_rtl: bool) -> list[_Run]:
    """A line in pieces from left to right, each with its embedding level and its font."""
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    direction = TextDirection.RTL if is_rtl else TextDirection.LTR
    characters = BidiParagraph(text, direction, preserve_bn_chars=True).get_characters_with_embedding_level()
    levels = (one.embedding_level for one in characters)
    triples = zip(levels, fonts_of(text), text, strict=True)
    runs = [
        (level, font, "".join(letter for _, _, letter in run))
        for (level, font), run in groupby(triples, key=lambda triple: triple[:2])
    ]
    for level in range(max(level for level, _, _ in runs), 0, -1):
        runs = _reversed_from(level, runs)
    return runs


def _reversed_from(lowest: int, runs: list[_Run]) -> list[_Run]:
    """The runs in which those beside each other that have this level or a higher one are in reverse order."""
    ordered: list[_Run] = []
    turned: list[_Run] = []
    for run in runs:
        if run[0] >= lowest:
            turned.insert(0, run)
        else:
            ordered += [*turned, run]
            turned = []
    return ordered + turned
