"""The fonts of PDF files, and which of them draws a character: one for Europe, one for each other script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from tui_app.files.resources import resource_path

if TYPE_CHECKING:
    from fpdf import FPDF

BASE_FONT = "DejaVuSans"
"""Latin, Greek, Cyrillic, Armenian, Georgian and Hebrew; the only one with bold letters."""
MISSING_GLYPH = "\u25a1"
"""Replaces a character that no font has."""

_SCRIPT_FONTS: tuple[tuple[int, int, str], ...] = (
    (0x0600, 0x06FF, "NotoSansArabic"),
    (0x0700, 0x074F, "NotoSansSyriac"),
    (0x0750, 0x077F, "NotoSansArabic"),
    (0x0780, 0x07BF, "NotoSansThaana"),
    (0x08A0, 0x08FF, "NotoSansArabic"),
    (0x0900, 0x097F, "NotoSansDevanagari"),
    (0x0980, 0x09FF, "NotoSansBengali"),
    (0x0A00, 0x0A7F, "NotoSansGurmukhi"),
    (0x0A80, 0x0AFF, "NotoSansGujarati"),
    (0x0B00, 0x0B7F, "NotoSansOriya"),
    (0x0B80, 0x0BFF, "NotoSansTamil"),
    (0x0C00, 0x0C7F, "NotoSansTelugu"),
    (0x0C80, 0x0CFF, "NotoSansKannada"),
    (0x0D00, 0x0D7F, "NotoSansMalayalam"),
    (0x0D80, 0x0DFF, "NotoSansSinhala"),
    (0x0E00, 0x0E7F, "NotoSansThai"),
    (0x0E80, 0x0EFF, "NotoSansLao"),
    (0x1000, 0x109F, "NotoSansMyanmar"),
    (0x1200, 0x139F, "NotoSansEthiopic"),
    (0x1780, 0x17FF, "NotoSansKhmer"),
    (0x2D80, 0x2DDF, "NotoSansEthiopic"),
    (0x3000, 0x9FFF, "DroidSansFallback"),
    (0xA8E0, 0xA8FF, "NotoSansDevanagari"),
    (0xAB00, 0xAB2F, "NotoSansEthiopic"),
    (0xAC00, 0xD7A3, "DroidSansFallback"),
    (0xFB50, 0xFDFF, "NotoSansArabic"),
    (0xFE70, 0xFEFE, "NotoSansArabic"),
    (0xFF00, 0xFFEF, "DroidSansFallback"),
)
"""First and last character of a block, and its font."""

_SIMPLE = re.compile(
    "[\n -\u02ff\u0370-\u0482\u048a-\u058f\u10a0-\u10ff\u1e00-\u200a\u2010-\u2027\u202f-\u205f\u20a0-\u20bf"
    "\u2100-\u2bff]*"
)
"""Letters that stand side by side from left to right, as fpdf2 writes them by itself."""
_GLYPH = re.compile(
    "([\U0001f1e6-\U0001f1ff]{2}|[^\n])((?:[\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]|\u200d[^\n])*)",
)
"""A character, or an emoji with everything that belongs to it: second half, colour, variant and joined emoji."""
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Selectors of a form of the letter before, as in some Japanese names; without them it has its usual form."""
_JOINERS = "\u200c\u200d"


def is_simple(text: str) -> bool:
    """True if the text needs no other font, no joining of letters and no order from right to left."""
    return _SIMPLE.fullmatch(text) is not None


def drawable(text: str) -> str:
    """The text with a box for each character or emoji that no font has."""
    return _GLYPH.sub(_drawable_glyph, text)


def undrawable(text: str) -> tuple[str, ...]:
    """The characters and emoji that no font has, each once, in order."""
    glyphs = (glyph.group() for glyph in _GLYPH.finditer(text) if _drawable_glyph(glyph) == MISSING_GLYPH)
    return tuple(dict.fromkeys(glyph for glyph in glyphs if glyph != MISSING_GLYPH))


def _drawable_glyph(glyph: re.Match[str]) -> str:
    letters = _VARIANTS.sub("", glyph.group())
    return letters if all(one in _JOINERS or ord(one) in _characters(_home(one)) for one in letters) else MISSING_GLYPH


def _home(character: str) -> str:
    """The font in which a character is looked for."""
    code = ord(character)
    return next((font for first, last, font in _SCRIPT_FONTS if first <= code <= last), BASE_FONT)


@cache
def _characters(font: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(resource_path("fonts", f"{font}.ttf"), lazy=True) as file:
        return frozenset(file.getBestCmap())


def fonts_of(text: str) -> Iterator[str]:
    """The font of each character; marks, joiners, spaces and signs go with the letters before them if they can."""
    current = next((_home(one) for one in text if _home(one) != BASE_FONT), BASE_FONT)
    for character in text:
        home = _home(character)
        joins = unicodedata.category(character)[0] not in "LN" and home == BASE_FONT
        if not joins or not (character in _JOINERS or ord(character) in _characters(current)):
            current = home
        yield current


def font_runs(text: str) -> list[tuple[str, str]]:
    """The text in pieces, each with its font."""
    pairs = zip(fonts_of(text), text, strict=True)
    return [(font, "".join(letter for _, letter in run)) for font, run in groupby(pairs, key=lambda pair: pair[0])]


def use_font(pdf: FPDF, font: str, size: float, *, bold: bool) -> None:
    """Write what follows in this font, which is read when it is first used. Other scripts have no bold letters."""
    style = "B" if bold and font == BASE_FONT else ""
    if f"{font.lower()}{style}" not in pdf.fonts:
        file = f"{font}-Bold.ttf" if style else f"{font}.ttf"
        pdf.add_font(font, style, resource_path("fonts", file))
    pdf.set_font(font, style, size)
