"""Signed minutes as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from tests.conftest import NOW
from tests.files.minutes.samples import DOCUMENT, STATEMENT, WORDS, signed, texts, with_text
from tui_app.domain.minutes.printout import build_printout
from tui_app.domain.minutes.signed_minutes import FINGERPRINT_LENGTH
from tui_app.domain.text_normalization import clean_line, clean_note
from tui_app.files.exports.minutes import render_minutes_markdown
from tui_app.text.conversations.minutes import minutes_labels
from tui_app.text.i18n import using_language


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
