"""Signed minutes as PDF: what a reader and a printer get."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader

from tests.files.minutes.samples import DOCUMENT, STATEMENT, WORDS, signed, texts, with_text, with_text_only
from tests.files.pdf_text import page_texts, pieces, structure
from tui_app.domain.minutes.signed_minutes import FINGERPRINT_LENGTH, AgreedAction
from tui_app.domain.text_normalization import NOTE_LIMIT
from tui_app.files.exports.minutes_pdf import render_minutes_pdf


def test_everything_stands_in_the_pdf() -> None:
    minutes = signed(replace(DOCUMENT, number=2, amends="ab12" * 16), STATEMENT)
    lines = [piece.text.strip() for piece in pieces(render_minutes_pdf(minutes, WORDS)) if piece.text.strip()]
    assert lines == [
        *("Tillegg 1", "Årlig samtale", "Medarbeider", "Łukasz Đorđević", "Leder", "Øyvind Nordmann"),
        *("Holdt", "23.11.2026", "Sted", "Møterom 2", "Endrer", "ab12ab12ab12"),
        *("Siden sist", "Kurset er gjennomført.", "Mentor fra oktober.", "Дмитрий tar listene."),
        *("Samarbeid med lederen", "Ikke noe skrevet."),
        *("Avtalte mål", "Lede møter", "Utviklingsmål · innen 1.6.2027", "Færre feil", "Arbeidsmål"),
        *("Tiltak", "Hvem", "Hva", "Frist"),
        *("Łukasz Đorđević", "Melde på kurs", "For målet: Lede møter", "1.12.2026"),
        *("Øyvind Nordmann", "Avklare rollen", "15.12.2026"),
        *("Underskrifter", "Signert av medarbeideren", "Łukasz Đorđević", "24.11.2026 kl. 09:00"),
        *("Signert av lederen", "Øyvind Nordmann", "25.11.2026 kl. 14:03"),
        *("Egne uttalelser", "Łukasz Đorđević · 26.11.2026 kl. 08:00", "Jeg er ikke enig", "i alt."),
        *(f"Fingeravtrykk {minutes.sha256[:FINGERPRINT_LENGTH]}", "Side 1 av 1"),
    ]


def test_a_pdf_carries_its_fonts_and_tells_nothing_beside_its_pages_and_its_title() -> None:
    content = render_minutes_pdf(signed(), WORDS)
    assert content.count(b"/FontFile2") == 2
    assert b"/MediaBox [0 0 595.28 841.89]" in content
    title = "Referat: Årlig samtale, Łukasz Đorđević, 23.11.2026"
    assert PdfReader(io.BytesIO(content)).metadata == {
        "/Title": title,
        "/Creator": "Samtale",
        "/CreationDate": "D:20261125140300Z",
    }
    for private in ("Nordmann", "Kurset"):
        assert private.encode() not in content
        assert private.encode("utf-16-be") not in content


def test_a_pdf_says_its_language_its_title_and_how_it_is_built() -> None:
    content = render_minutes_pdf(signed(DOCUMENT, STATEMENT), replace(WORDS, language="nb"))
    reader = PdfReader(io.BytesIO(content))
    root: Any = reader.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        *("nb", True, True),
    )
    headings = ["Siden sist", "Samarbeid med lederen", "Avtalte mål", "Tiltak", "Underskrifter", "Egne uttalelser"]
    assert [str(one["/Title"]) for one in reader.outline if not isinstance(one, list)] == headings
    _, parts = structure(content)
    assert parts[:2] == [("P", ["Referat"]), ("H1", ["Årlig samtale"])]
    assert [part[1][0] for part in parts if part[0] == "H2"] == headings
    facts, actions = (part[1] for part in parts if part[0] == "Table")
    assert facts[0] == ("TR", [("TH", ["Medarbeider"]), ("TD", ["Łukasz Đorđević"])])
    assert actions == [
        ("TR", [("TH", ["Hvem"]), ("TH", ["Hva"]), ("TH", ["Frist"])]),
        (
            "TR",
            [("TD", ["Łukasz Đorđević"]), ("TD", ["Melde på kurs", "For målet: Lede møter"]), ("TD", ["1.12.2026"])],
        ),
        ("TR", [("TD", ["Øyvind Nordmann"]), ("TD", ["Avklare rollen"]), ("TD", ["15.12.2026"])]),
    ]


def test_a_part_that_goes_over_two_pages_stays_one_part() -> None:
    action = AgreedAction("mye " * 3000, "Kari", date(2026, 12, 1))
    content = render_minutes_pdf(signed(replace(DOCUMENT, actions=(action,))), WORDS)
    _, parts = structure(content)
    [row] = [row for part in parts if part[0] == "Table" for row in part[1] if row[1][0] == ("TD", ["Kari"])]
    texts = [text for part in row[1][1][1] for text in (part[1] if isinstance(part, tuple) else [part])]
    assert " ".join(texts).split() == ["mye"] * 3000


def test_a_long_note_goes_over_many_pages_and_loses_nothing() -> None:
    words = [f"ord{number}" for number in range(NOTE_LIMIT // 8)]
    text = "".join(f"{word}{' ' if number % 90 else chr(10)}" for number, word in enumerate(words))[:NOTE_LIMIT]
    content = render_minutes_pdf(with_text_only(text), WORDS)
    pages = page_texts(content)
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        assert f"Side {number} av {len(pages)}" in page
    assert re.findall(r"ord\d+", "\n".join(pages)) == re.findall(r"ord\d+", text)
    assert all(45 < piece.y < 800 for piece in pieces(content) if "ord" in piece.text)


def test_an_unbroken_line_is_broken_at_the_margin() -> None:
    shown = page_texts(render_minutes_pdf(with_text_only("ø" * NOTE_LIMIT), WORDS))
    assert "\n".join(shown).count("ø") >= NOTE_LIMIT


def test_a_long_table_says_on_every_page_what_its_columns_are() -> None:
    action = AgreedAction("Skrive en veiledning, prøve den på to vakter og ta den opp igjen på møtet", "Kari", date.max)
    pages = page_texts(render_minutes_pdf(signed(replace(DOCUMENT, actions=(action,) * 60)), WORDS))
    with_table = [page for page in pages if "Skrive" in page]
    assert len(with_table) >= 3
    assert all("Hvem\nHva\nFrist" in page for page in with_table)
    assert "\n".join(pages).count("Skrive") == 60


def test_an_action_longer_than_a_page_is_printed_all_the_same() -> None:
    action = AgreedAction("mye " * 3000, "Kari", date(2026, 12, 1))
    pages = page_texts(render_minutes_pdf(signed(replace(DOCUMENT, actions=(action,))), WORDS))
    assert "\n".join(pages).count("mye") == 3000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Łukasz, Đorđe og Øyvind", "Łukasz, Đorđe og Øyvind"),
        ("Győző, Çağla, Þórður, Ștefan", "Győző, Çağla, Þórður, Ștefan"),
        ("Дмитрий, Αλέξης", "Дмитрий, Αλέξης"),
        ("bra 🦊!", "bra □!"),
        ("lege 👩‍⚕️ i 🇳🇴", "lege □ i □"),
        ("(a) \\b\\ {nb} 100 %", "(a) \\b\\ {nb} 100 %"),
    ],
)
def test_letters_come_out_right_or_as_a_box(text: str, shown: str) -> None:
    assert f"\n{shown}\n" in page_texts(render_minutes_pdf(with_text_only(text), WORDS))[0]


@given(texts | st.text())
@settings(max_examples=12)
def test_no_text_keeps_a_pdf_from_being_made(text: str) -> None:
    for piece in pieces(render_minutes_pdf(with_text(text), WORDS)):
        assert 60 < piece.x < 530


def test_the_same_minutes_give_the_same_pdf() -> None:
    minutes = signed(DOCUMENT, STATEMENT)
    content = render_minutes_pdf(minutes, WORDS)
    assert content == render_minutes_pdf(minutes, WORDS)
    assert b"/CreationDate (D:20261125140300Z)" in content
