"""Names and texts in every script that is common in Norway: on paper in the right order, joined, and with no box."""

from __future__ import annotations

import io
from itertools import groupby
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader

from tests.files.minutes.samples import DOCUMENT, STATEMENT, WORDS, signed, with_text_only
from tests.files.pdf_text import page_texts, pieces, structure
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.files.exports.minutes_pdf import render_minutes_pdf, undrawable_characters
from tui_app.files.exports.pdf_fonts import MISSING_GLYPH, drawable, font_runs, fonts_of, is_simple
from tui_app.files.exports.pdf_lines import _visual_runs
from tui_app.files.resources import resource_path

NAMES = {
    "Arabic": "محمد علي",
    "Persian": "پریسا گلچین ژاله",
    "Urdu": "ٹیپو ڈار ڑے ں ہ",
    "Kurdish": "ڕێبوار ڵ ۆ",
    "Pashto": "ښاپېرۍ ځدراڼ ټډړږ څ",
    "Hebrew": "דָּוִד כהן",
    "Syriac": "ܫܠܡܐ",
    "Chinese": "王小明 張偉 欧阳娜娜",
    "Japanese": "田中さくら ケンジ",
    "Korean": "김철수",
    "Tamil": "செல்வி பிரபாகரன்",
    "Thai": "สมชาย ใจดี ที่",
    "Lao": "ສົມພອນ",
    "Hindi": "क्षत्रिय श्री राजेंद्र",
    "Bengali": "রবীন্দ্রনাথ",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Gujarati": "પ્રિયંકા",
    "Telugu": "శ్రీనివాస్",
    "Kannada": "ಕೃಷ್ಣ",
    "Malayalam": "ശ്രീജിത്ത്",
    "Sinhala": "ශ්\u200dරී සම්පත්",
    "Burmese": "အောင်ဆန်း",
    "Khmer": "សុខ វណ្ណា",
    "Tigrinya": "ሰላም ተስፋይ",
    "Armenian": "Արամ",
    "Georgian": "გიორგი",
    "Dhivehi": "އަޙްމަދު",
    "Vietnamese": "Nguyễn Thị Hằng",
}


def named(name: str) -> SignedMinutes:
    """Minutes of somebody with this name."""
    return signed(replace(DOCUMENT, employee=name), STATEMENT)


def spoken_lines(content: bytes) -> list[str]:
    """The lines that are read aloud otherwise than they are drawn."""
    marked = groupby((piece for piece in pieces(content) if piece.spoken), key=lambda piece: (piece.page, piece.mark))
    return [next(line).spoken for _, line in marked]


@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_drawn_without_a_box_and_read_aloud_as_it_is(script: str) -> None:
    name = NAMES[script]
    assert drawable(name) == name
    assert undrawable_characters(named(name), WORDS) == ()
    content = render_minutes_pdf(named(name), WORDS)
    assert MISSING_GLYPH not in "".join(page_texts(content))
    _, parts = structure(content)
    facts = next(part for part in parts if part[0] == "Table")
    assert facts[1][0] == ("TR", [("TH", ["Medarbeider"]), ("TD", [name])])


def test_letters_from_right_to_left_stand_in_that_order_and_are_joined() -> None:
    content = render_minutes_pdf(with_text_only("ممم"), WORDS)
    [piece] = [one for one in pieces(content) if one.spoken == "ممم"]
    assert piece.text == "ممم"
    page: Any = PdfReader(io.BytesIO(content)).pages[0]
    fonts = page["/Resources"]["/Font"].values()
    streams = [font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"] for font in fonts]
    glyphs = [TTFont(io.BytesIO(stream.get_data())).getGlyphOrder() for stream in streams]
    assert any(len(order) >= 4 for order in glyphs if len(order) < 20)  # first, middle and last form, and .notdef
    hebrew = render_minutes_pdf(with_text_only("שלום"), WORDS)
    assert "םולש" in page_texts(hebrew)[0]


@pytest.mark.parametrize(
    ("text", "is_rtl", "shown"),
    [
        ("Ola אבג Hansen", False, "Ola גבא Hansen"),
        ("אבג Ola 12", True, "Ola 12 גבא"),
        ("אבג, 12.3.2026, 45 ok", False, "45 ,12.3.2026 ,גבא ok"),
        ("אבג, 12.3.2026 דה", True, "הד 12.3.2026 ,גבא"),
        ("a (אבג) b", False, "a (גבא) b"),
        ("אבג (Ola) ok", True, "ok )Ola( גבא"),  # the brackets are turned when they are drawn
    ],
)
def test_each_line_is_ordered_as_unicode_says(text: str, shown: str, *, is_rtl: bool) -> None:
    runs = _visual_runs(text, is_rtl=is_rtl)
    assert "".join(run[::-1] if level % 2 else run for level, _, run in runs) == shown


def test_a_long_text_from_right_to_left_is_read_from_top_to_bottom() -> None:
    words = [f"{word}{number}" for number in range(40) for word in ("سلام", "خانه")]
    content = render_minutes_pdf(with_text_only(" ".join(words)), WORDS)
    lines = spoken_lines(content)
    assert len(lines) > 5
    assert " ".join(lines).split() == words
    # one that reads from right to left ends at the right margin
    rightmost = max(piece.x for piece in pieces(content) if piece.spoken == lines[-1])
    assert rightmost > 450


@pytest.mark.parametrize("text", ["王小明说我们同意在十二月之前完成所有的任务" * 20, "สวัสดีครับทุกคน" * 30, "م" * 900])
def test_what_has_no_spaces_is_broken_at_the_margin(text: str) -> None:
    content = render_minutes_pdf(with_text_only(text), WORDS)
    lines = spoken_lines(content)
    assert "".join(lines) == text
    assert len(lines) > 3
    assert all(60 < piece.x < 530 for piece in pieces(content))


@pytest.mark.parametrize(
    ("text", "missing"),
    [("bra 🦊, 🦊!", ("🦊",)), ("👩‍⚕️ og 𓀀", ("👩‍⚕️", "𓀀")), ("Ola 王 □", ()), ("", ())],
)
def test_what_cannot_be_drawn_is_told(text: str, missing: tuple[str, ...]) -> None:
    assert undrawable_characters(with_text_only(text), WORDS) == missing


def test_a_name_with_a_chosen_form_of_a_letter_has_no_box() -> None:
    """As in Japan, where 辻 and 葛 have two forms, and a family has one of them."""
    name = "辻\U000e0100 葛\U000e0101城"
    assert undrawable_characters(named(name), WORDS) == ()
    assert MISSING_GLYPH not in drawable(name)


def test_each_font_has_what_is_looked_for_in_it() -> None:
    for name in NAMES.values():
        for letter, font in zip(name, fonts_of(name), strict=True):
            with TTFont(resource_path("fonts", f"{font}.ttf")) as file:
                assert ord(letter) in file.getBestCmap() or letter == "\u200d"


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_nothing_is_lost_between_the_fonts(text: str) -> None:
    shown = drawable(text)
    assert "".join(run for _, run in font_runs(shown)) == shown
    assert is_simple(shown) or shown
