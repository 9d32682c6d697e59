"""Cells are counted and cut as Textual's screen does it, without loading Textual."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from tui_app.domain.text_normalization import clean_line
from tui_app.text.tables import align_columns, cell_width, fit_cells

FLAG = "🇳🇴"
EMOJI = (FLAG, "👩‍🔬", "❤️", "👍🏽", "1️⃣", "✅", "🙂", "✓", "☰")
JOINED = ("கோ", "பா", "ண்", "น้", "หนู", "กำ", "हि", "আমি", "မြ", "కు")
"""Letters with the vowels that stand in their cell: Tamil, Thai, Hindi, Bengali, Burmese and Telugu."""
REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)
SKIN_TONES = range(0x1F3FB, 0x1F400)


def is_measured_alike(character: str) -> bool:
    """False for what has no width of its own, and which each library counts as it likes where it stands alone."""
    return ord(character) not in (*REGIONAL_INDICATORS, *SKIN_TONES)


CHARACTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Mc")).filter(is_measured_alike)
TEXTS = st.lists(
    st.sampled_from(EMOJI) | st.sampled_from(JOINED) | st.sampled_from("aåø李ç한ก") | CHARACTERS, max_size=30
).map("".join)


@given(TEXTS)
def test_a_text_takes_as_many_cells_as_on_the_screen(text: str) -> None:
    cleaned = clean_line(text)
    assert cell_width(cleaned) == cell_len(cleaned)


@given(TEXTS, st.integers(1, 40))
def test_a_text_is_cut_as_on_the_screen(text: str, width: int) -> None:
    cleaned = clean_line(text)
    cut = fit_cells(cleaned, width)
    assert cell_width(cut) <= width
    if FLAG not in text:  # Textual cuts one in half
        assert cut == Content(cleaned).truncate(width, ellipsis=True).plain


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6), st.integers(40, 80))
def test_lines_are_no_wider_than_the_terminal_and_columns_stand_below_each_other(
    rows: list[tuple[str, str, str]], width: int
) -> None:
    lines = align_columns([("|", *row, "|") for row in rows], width)
    assert all(cell_width(line) <= width for line in lines)
    assert len({cell_width(line) for line in lines}) == 1


def test_nothing_typed_is_obeyed_by_the_terminal() -> None:
    assert align_columns([("a\x1b[31mb\u202ec", "d")], None) == ["a[31mbc  d"]


def test_what_stands_after_a_name_of_any_script_is_in_its_column() -> None:
    rows = [[name, "|"] for name in ("Kari Nordmann", "கோபாலன் தமிழ்ச்செல்வி", "น้ำฝน กำพล", "हिन्दी आमिर", "王小明", "لیلا")]
    assert {cell_len(line.partition("|")[0]) for line in align_columns(rows, None)} == {15}
