"""Signed minutes with everything in them, and texts that are hard to print."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st
from msgspec.structs import replace

from tui_app.domain.minutes.printout import PrintoutLabels
from tui_app.domain.minutes.signed_minutes import (
    AgreedAction,
    AgreedGoal,
    MinutesDocument,
    MinutesSection,
    SignedMinutes,
    Statement,
    canonical_json,
    sha256_hex,
)
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.text_normalization import clean_line, clean_note

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


def with_text_only(text: str) -> SignedMinutes:
    """Minutes with one section of this text."""
    return signed(replace(DOCUMENT, sections=(MinutesSection("a", "A", text),)))
