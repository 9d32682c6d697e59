"""Signed minutes as Markdown, PDF and JSON: what a reader, a printer and another program get."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pypdf import PdfReader

from tests.conftest import NOW
from tests.files.pdf_text import page_texts, pieces, structure
from tui_app.domain.errors import DomainError
from tui_app.domain.minutes.printout import PrintoutLabels, build_printout
from tui_app.domain.minutes.signed_minutes import (
    FINGERPRINT_LENGTH,
    AgreedAction,
    AgreedGoal,
    MinutesDocument,
    MinutesSection,
    SignedMinutes,
    Statement,
    canonical_json,
    parse_minutes_leniently,
    sha256_hex,
)
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.text_normalization import NOTE_LIMIT, clean_line, clean_note
from tui_app.files.exports.minutes import render_minutes_json, render_minutes_markdown, write_minutes
from tui_app.files.exports.minutes_pdf import render_minutes_pdf
from tui_app.text.conversations.minutes import minutes_labels
from tui_app.text.i18n import using_language

WORDS = PrintoutLabels(
    title=lambda number: "Referat" if number == 1 else f"Tillegg {number - 1}",
    employee="Medarbeider",
    leader="Leder",
    held="Holdt",
    place="Sted",
    amends="Endrer",
    goals="Avtalte mål",
    development_goal="Utviklingsmål",
    work_goal="Arbeidsmål",
    target="innen",
    actions="Tiltak",
    who="Hvem",
    what="Hva",
    by_when="Frist",
    serves="For målet",
    signatures="Underskrifter",
    signed_by_employee="Signert av medarbeideren",
    signed_by_leader="Signert av lederen",
    fingerprint="Fingeravtrykk",
    broken="Dette er ikke det som ble signert.",
    statements="Egne uttalelser",
    nothing_written="Ikke noe skrevet.",
    none_agreed="Ingen avtalt.",
    day=lambda day: f"{day.day}.{day.month}.{day.year}",
    moment=lambda moment: f"{moment:%d.%m.%Y kl. %H:%M}",
    page=lambda number, of: f"Side {number} av {of}",
)
DOCUMENT = MinutesDocument(
    conversation="0b0e2c3e-6f0e-4f0a-9a57-1df8bdc1a111",
    number=1,
    employee="Łukasz Đorđević",
    leader="Øyvind Nordmann",
    title="Årlig samtale",
    language="nb",
    held_on=date(2026, 11, 23),
    place="Møterom 2",
    sections=(
        MinutesSection("since", "Siden sist", "Kurset er gjennomført.\nMentor fra oktober.\n\nДмитрий tar listene."),
        MinutesSection("leader", "Samarbeid med lederen", ""),
    ),
    goals=(AgreedGoal("Lede møter", GoalKind.DEVELOPMENT, date(2027, 6, 1)), AgreedGoal("Færre feil", GoalKind.WORK)),
    actions=(
        AgreedAction("Melde på kurs", "Łukasz Đorđević", date(2026, 12, 1), "Lede møter"),
        AgreedAction("Avklare rollen", "Øyvind Nordmann", date(2026, 12, 15)),
    ),
    submitted_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    signed_at=datetime(2026, 11, 25, 14, 3, tzinfo=UTC),
)
STATEMENT = Statement("Łukasz Đorđević", datetime(2026, 11, 26, 8, 0, tzinfo=UTC), "Jeg er ikke enig\ni alt.")


def signed(document: MinutesDocument = DOCUMENT, *statements: Statement, intact: bool = True) -> SignedMinutes:
    """A signed document."""
    return SignedMinutes(document, sha256_hex(canonical_json(document)), intact, statements)


def with_text(text: str) -> SignedMinutes:
    """Minutes with this text everywhere."""
    line = clean_line(text)
    return signed(
        replace(
            DOCUMENT,
            employee=line,
            place=line,
            sections=(MinutesSection("a", line or "A", clean_note(text)),),
            goals=(AgreedGoal(line, GoalKind.WORK),),
            actions=(AgreedAction(line, line, date(2026, 12, 1), line),),
        ),
        Statement(line, STATEMENT.at, clean_note(text)),
    )


snippets = st.sampled_from(
    [
        *(
            "# ",
            "## ",
            "- ",
            "+ ",
            "* ",
            "1. ",
            "2) ",
            "> ",
            "    ",
            "---",
            "===",
            "***",
            "___",
            "```",
            "~~~",
            "~~",
            "`",
        ),
        *("|", "| a | b |\n|---|---|\n", "a\n:-", "a\n-", "\\", "\\\n", "\n", "\n\n", " ", "!", "[a](b)", "![a](b)"),
        *("[a]: /b", "[^1]", "<b>", "<!-- ", "<https://a.no>", "https://a.no", "www.a.no", "a.no", "a@b.no", "&amp;"),
        *("&#35;", "$x$", ":", "{.a}", "*a*", "_a_", "ord", "æøå", "3.5", "bl.a.", "<script>", "]]>", "<?a", "mailto:"),
        *("http", "ftp", "://", "//a.no", ".", "@", "x", "^", "😀", "=", "-", "+", "1", ")"),
    ]
)
texts = st.lists(snippets | st.text(max_size=5), max_size=12).map("".join)


def _shown(inline: Token) -> str:
    """The visible text of a paragraph, a heading or a cell; fails for anything but text, breaks and emphasis."""
    found = []
    for token in inline.children or []:
        assert token.type in {
            *("text", "hardbreak", "strong_open", "strong_close", "em_open", "em_close", "code_inline"),
        }, token
        found.append("\n" if token.type == "hardbreak" else token.content)
    return "".join(found).replace("\N{NO-BREAK SPACE}", " ")


def _blocks(markdown: str) -> Iterator[tuple[str, str]]:
    """Every heading, paragraph and cell: its element and its text."""
    opened = ""
    for token in MarkdownIt("gfm-like", {"html": True}).parse(markdown):
        assert token.type not in {"html_block", "code_block", "fence", "hr", "blockquote_open"}, token
        if token.type == "inline":
            yield opened, _shown(token)
        elif token.type.endswith("_open"):
            opened = token.tag


def _plain(text: str) -> str:
    """Text to compare: one empty line between paragraphs, no spaces at the ends of lines."""
    text = clean_note(text).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\n{2,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


@given(texts)
@example("a\n===")
@example("www.a.no https://a.no a@b.no a.no")
@example("| a |\n|---|\n| b |")
@settings(max_examples=200)
def test_in_markdown_what_people_wrote_stays_text(text: str) -> None:
    minutes = with_text(text)
    line = _plain(clean_line(text))
    blocks = list(_blocks(render_minutes_markdown(minutes, WORDS)))
    heads = [shown.strip() for tag, shown in blocks if tag in ("h1", "h2")]
    assert heads == [
        "Referat: Årlig samtale",
        *(line or "A", "Avtalte mål", "Tiltak", "Underskrifter", "Egne uttalelser"),
    ]
    written = [_plain(shown) for tag, shown in blocks if tag == "p"]
    section = _plain(text).split("\n\n") if _plain(text) else ["Ikke noe skrevet."]
    start = 4 if line else 2
    assert written[start : start + len(section)] == section
    what = f"{line} (For målet: {line})" if line else ""
    assert [_plain(shown) for tag, shown in blocks if tag in ("th", "td")] == [
        *("Hvem", "Hva", "Frist", line, what, "1.12.2026"),
    ]
    assert f"Arbeidsmål: {line}".strip() in written


def test_what_only_some_readers_of_markdown_know_stays_text_too() -> None:
    markdown = render_minutes_markdown(with_text("Feil\n: forklart[^1] av @kari for $5 {.stor}"), WORDS)
    assert "\n\\: forklart\\[\\^1\\] av \\@kari for \\$5 \\{.stor\\}\n" in markdown


def test_markdown_reads_well_as_it_is() -> None:
    minutes = signed(DOCUMENT, STATEMENT)
    assert (
        render_minutes_markdown(minutes, WORDS)
        == f"""\
# Referat: Årlig samtale

- **Medarbeider:** Łukasz Đorđević
- **Leder:** Øyvind Nordmann
- **Holdt:** 23.11.2026
- **Sted:** Møterom 2

## Siden sist

Kurset er gjennomført.\\
Mentor fra oktober.

Дмитрий tar listene.

## Samarbeid med lederen

*Ikke noe skrevet.*

## Avtalte mål

- **Utviklingsmål:** Lede møter (innen 1.6.2027)
- **Arbeidsmål:** Færre feil

## Tiltak

| Hvem | Hva | Frist |
| --- | --- | --- |
| Łukasz Đorđević | Melde på kurs (For målet: Lede møter) | 1.12.2026 |
| Øyvind Nordmann | Avklare rollen | 15.12.2026 |

## Underskrifter

- **Signert av medarbeideren:** Łukasz Đorđević, 24.11.2026 kl. 09:00
- **Signert av lederen:** Øyvind Nordmann, 25.11.2026 kl. 14:03
- **Fingeravtrykk:** `{minutes.sha256[:FINGERPRINT_LENGTH]}`

## Egne uttalelser

**Łukasz Đorđević, 26.11.2026 kl. 08:00**

Jeg er ikke enig\\
i alt.
"""
    )


def test_json_lets_anybody_check_the_fingerprint() -> None:
    minutes = signed(DOCUMENT, STATEMENT)
    data = json.loads(render_minutes_json(minutes))
    assert list(data) == ["sha256", "intact", "document", "statements", "canonical"]
    assert hashlib.sha256(data["canonical"].encode()).hexdigest() == data["sha256"] == minutes.sha256
    assert data["document"] == json.loads(data["canonical"])
    assert data["document"]["employee"] == "Łukasz Đorđević"
    assert data["intact"] is True
    assert data["statements"] == [
        {"by": "Łukasz Đorđević", "at": "2026-11-26T08:00:00+00:00", "text": "Jeg er ikke enig\ni alt."}
    ]


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


def test_the_frame_is_in_the_language_of_the_minutes_whatever_the_reader_s_is() -> None:
    document = replace(DOCUMENT, language="nb", number=2)
    with using_language("en"):
        labels = minutes_labels(NOW, "nb")
        page = build_printout(signed(document), labels)
    assert (page.title, page.facts[2]) == ("Tillegg 1", ("Gjennomført", "mandag 23. november 2026"))
    assert page.signatures[0][2] == "tirsdag 24. november 2026 09:00"
    gone = replace(signed(document), leader_end=NOW.date() - timedelta(days=1), employee_end=NOW.date())
    with using_language("en"):
        facts = build_printout(gone, labels).facts
    assert (facts[0][1], facts[1][1]) == (document.employee, f"{document.leader} (har sluttet)")
    assert page.full_title == "Tillegg 1: Årlig samtale, Łukasz Đorđević, mandag 23. november 2026"
    with using_language("nb"):
        assert minutes_labels(NOW, "en").goals == "Goals"
        assert minutes_labels(NOW, "nn").goals == minutes_labels(NOW, "nb").goals


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


def with_text_only(text: str) -> SignedMinutes:
    """Minutes with one section of this text."""
    return signed(replace(DOCUMENT, sections=(MinutesSection("a", "A", text),)))


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


def test_minutes_that_are_not_what_was_signed_say_so_first() -> None:
    long = "\n".join(["Dette er en linje."] * 100)
    broken = SignedMinutes(with_text_only(long).document, "ab12" * 16, intact=False)
    assert render_minutes_markdown(broken, WORDS).split("\n\n")[:2] == [
        "# Referat: Årlig samtale",
        f"> **{WORDS.broken}**",
    ]
    pages = page_texts(render_minutes_pdf(broken, WORDS))
    assert len(pages) > 1
    assert all(page.startswith(WORDS.broken) for page in pages)
    assert json.loads(render_minutes_json(broken))["intact"] is False
    for text in (render_minutes_markdown(signed(), WORDS), *page_texts(render_minutes_pdf(signed(), WORDS))):
        assert WORDS.broken not in text


@pytest.mark.parametrize("suffix", [".md", ".pdf", ".json"])
@pytest.mark.parametrize(
    "text", ["no minutes at all", "\x1b]52;c;\x07\ud800", canonical_json(DOCUMENT).replace("Lede", "\\ud800")]
)
def test_what_is_left_of_destroyed_minutes_can_be_taken_out(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"minutes{suffix}"
    write_minutes(SignedMinutes(parse_minutes_leniently(text), "ab12" * 16, intact=False), WORDS, path)
    content = path.read_bytes()
    assert content
    if suffix != ".pdf":
        assert b"\x1b" not in content
        assert content.decode("utf-8")


@pytest.mark.parametrize("name", ["minutes.md", "minutes.PDF", "Referat Øyvind.json"])
def test_the_suffix_tells_the_kind(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    minutes = signed()
    write_minutes(minutes, WORDS, path)
    whole = {
        ".md": render_minutes_markdown(minutes, WORDS).encode(),
        ".pdf": render_minutes_pdf(minutes, WORDS),
        ".json": render_minutes_json(minutes).encode(),
    }
    assert path.read_bytes() == whole[path.suffix.lower()]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def _refused(path: Path, *, over: bool = False) -> str:
    with pytest.raises(DomainError) as refused:
        write_minutes(signed(), WORDS, path, replace=over)
    assert refused.value.values == {"path": path}
    return refused.value.code


@pytest.mark.parametrize("name", ["minutes", "minutes.docx", ".md"])
def test_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    assert _refused(tmp_path / name) == "file_kind_unknown"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_left_alone_unless_it_is_to_go(tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.write_text("mine", encoding="utf-8")
    assert _refused(path) == "file_exists"
    assert path.read_text(encoding="utf-8") == "mine"
    write_minutes(signed(), WORDS, path, replace=True)
    assert path.read_text(encoding="utf-8").startswith("# Referat")
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_to_nowhere_counts_as_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.symlink_to(tmp_path / "elsewhere.md")
    assert _refused(path) == "file_exists"
    assert not (tmp_path / "elsewhere.md").exists()


def test_what_cannot_be_written_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    assert _refused(tmp_path / "no such folder" / "minutes.md") == "file_unwritable"
    assert _refused(tmp_path / f"{'a' * 300}.md") == "file_unwritable"
    assert _refused(tmp_path / "nul\0.md") == "file_unwritable"
    folder = tmp_path / "folder.md"
    folder.mkdir()
    assert _refused(folder, over=True) == "file_unwritable"
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert _refused(tmp_path / "minutes.md") == "file_unwritable"
