"""Signed minutes as a PDF to print: A4, with fonts of its own for every name in Europe."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tui_app.domain.minutes.printout import Printout, PrintoutLabels, build_printout
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.files.exports.pdf_pages import (
    BODY,
    BOLD,
    MUTED,
    SMALL,
    TITLE,
    WARNING,
    WHEN_WIDTH,
    WHO_WIDTH,
    PdfPages,
    StyledText,
)


def render_minutes_pdf(signed: SignedMinutes, words: PrintoutLabels, fonts: Path) -> bytes:
    """A signed version as a PDF file; the same version in the same words gives the same bytes.

    Args:
        signed: what is printed.
        words: the words around it, in the reader's language.
        fonts: the folder with DejaVuSans.ttf and DejaVuSans-Bold.ttf.
    """
    page = build_printout(signed, words)
    with closing(_layout(page, words, fonts, of=0)) as draft:
        of = draft.pdf.pages_count
    with closing(_layout(page, words, fonts, of)) as paper:
        paper.pdf.set_title(page.title)
        paper.pdf.set_creator("Samtale")
        paper.pdf.set_creation_date(signed.document.signed_at)
        return bytes(paper.pdf.output())


def _layout(page: Printout, words: PrintoutLabels, fonts: Path, of: int) -> PdfPages:
    """All pages of the printout, each saying that there are `of`."""
    paper = PdfPages(page, words, fonts, of)
    _write_head(paper, page)
    _write_sections(paper, page, words)
    _write_goals(paper, page, words)
    _write_actions(paper, page, words)
    _write_signatures(paper, page, words)
    _write_statements(paper, page, words)
    return paper


def _write_head(paper: PdfPages, page: Printout) -> None:
    if page.warning:
        paper.text(page.warning, WARNING)
        paper.space(4)
    paper.text(page.title, MUTED)
    if page.subject:
        paper.space(0.5)
        paper.text(page.subject, TITLE)
    paper.space(3)
    for label, value in page.facts:
        paper.side_by_side((WHO_WIDTH, [(label, MUTED)]), (paper.pdf.epw - WHO_WIDTH, [(value, BODY)]))
    paper.space(3)
    paper.rule()
    paper.space(1)


def _write_sections(paper: PdfPages, page: Printout, words: PrintoutLabels) -> None:
    for title, text in page.sections:
        paper.heading(title)
        if text:
            paper.note(text)
        else:
            paper.text(words.nothing_written, MUTED)


def _write_goals(paper: PdfPages, page: Printout, words: PrintoutLabels) -> None:
    paper.heading(words.goals)
    if not page.goals:
        paper.text(words.none_agreed, MUTED)
    for kind, text, target in page.goals:
        paper.room(BODY.height + SMALL.height)
        paper.text(text)
        paper.text(f"{kind} · {target}" if target else kind, SMALL)
        paper.space(1.5)


def _write_actions(paper: PdfPages, page: Printout, words: PrintoutLabels) -> None:
    paper.heading(words.actions)
    if not page.actions:
        paper.text(words.none_agreed, MUTED)
        return
    what_width = paper.pdf.epw - WHO_WIDTH - WHEN_WIDTH

    def row(who: StyledText, what: list[StyledText], by_when: StyledText, *, whole: bool = False) -> bool:
        return paper.side_by_side((WHO_WIDTH, [who]), (what_width, what), (WHEN_WIDTH, [by_when]), whole=whole)

    heads = ((words.who, SMALL), [(words.what, SMALL)], (words.by_when, SMALL))
    row(*heads)
    for who, what, by_when, served in page.actions:
        cells = ((who, BODY), [(what, BODY), *([(served, SMALL)] if served else [])], (by_when, BODY))
        paper.rule()
        paper.space(1.2)
        if not row(*cells, whole=True):
            paper.pdf.add_page()
            row(*heads)
            paper.rule()
            paper.space(1.2)
            row(*cells)
        paper.space(1.2)
    paper.rule()


def _write_signatures(paper: PdfPages, page: Printout, words: PrintoutLabels) -> None:
    paper.heading(words.signatures)
    half = paper.pdf.epw / 2
    paper.side_by_side(*((half, [(label, SMALL), (name, BOLD), (when, BODY)]) for label, name, when in page.signatures))


def _write_statements(paper: PdfPages, page: Printout, words: PrintoutLabels) -> None:
    if page.statements:
        paper.heading(words.statements)
    for name, when, text in page.statements:
        paper.room(15)
        paper.text(f"{name} · {when}", SMALL)
        paper.note(text)
        paper.space(3)
