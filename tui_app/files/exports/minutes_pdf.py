"""Signed minutes as a PDF file to print, with embedded fonts for every European name."""

from __future__ import annotations

from contextlib import closing

from tui_app.domain.minutes.printout import Printout, PrintoutLabels, build_printout
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.files.exports.pdf_pages import BODY, BOLD, MUTED, SMALL, TITLE, WARNING, PdfPages, StyledText

_WHO_WIDTH, _WHEN_WIDTH = 40, 34
"""Columns of the actions, in millimetres."""


def render_minutes_pdf(signed: SignedMinutes, labels: PrintoutLabels) -> bytes:
    """A signed version as a PDF file; the same version with the same labels gives the same bytes.

    Args:
        labels: the words around the minutes, in the reader's language.
    """
    page = build_printout(signed, labels)
    with closing(_layout(page, labels, page_count=0)) as draft:
        page_count = draft.pdf.pages_count
    with closing(_layout(page, labels, page_count)) as pages:
        pages.pdf.set_title(page.title)
        pages.pdf.set_creator("Samtale")
        pages.pdf.set_creation_date(signed.document.signed_at)
        return bytes(pages.pdf.output())


def _layout(page: Printout, labels: PrintoutLabels, page_count: int) -> PdfPages:
    pages = PdfPages(page, labels, page_count)
    _write_head(pages, page)
    _write_sections(pages, page, labels)
    _write_goals(pages, page, labels)
    _write_actions(pages, page, labels)
    _write_signatures(pages, page, labels)
    _write_statements(pages, page, labels)
    return pages


def _write_head(pages: PdfPages, page: Printout) -> None:
    if page.warning:
        pages.write_text(page.warning, WARNING)
        pages.add_space(4)
    pages.write_text(page.title, MUTED)
    if page.subject:
        pages.add_space(0.5)
        pages.write_text(page.subject, TITLE)
    pages.add_space(3)
    for label, value in page.facts:
        pages.write_columns((_WHO_WIDTH, [(label, MUTED)]), (pages.pdf.epw - _WHO_WIDTH, [(value, BODY)]))
    pages.add_space(3)
    pages.draw_rule()
    pages.add_space(1)


def _write_sections(pages: PdfPages, page: Printout, labels: PrintoutLabels) -> None:
    for title, text in page.sections:
        pages.write_heading(title)
        if text:
            pages.write_paragraphs(text)
        else:
            pages.write_text(labels.nothing_written, MUTED)


def _write_goals(pages: PdfPages, page: Printout, labels: PrintoutLabels) -> None:
    pages.write_heading(labels.goals)
    if not page.goals:
        pages.write_text(labels.none_agreed, MUTED)
    for kind, text, target in page.goals:
        pages.ensure_space(BODY.height + SMALL.height)
        pages.write_text(text)
        pages.write_text(f"{kind} · {target}" if target else kind, SMALL)
        pages.add_space(1.5)


def _write_actions(pages: PdfPages, page: Printout, labels: PrintoutLabels) -> None:
    pages.write_heading(labels.actions)
    if not page.actions:
        pages.write_text(labels.none_agreed, MUTED)
        return
    what_width = pages.pdf.epw - _WHO_WIDTH - _WHEN_WIDTH

    def write_row(who: StyledText, what: list[StyledText], by_when: StyledText, *, whole: bool = False) -> bool:
        return pages.write_columns((_WHO_WIDTH, [who]), (what_width, what), (_WHEN_WIDTH, [by_when]), whole=whole)

    headings = ((labels.who, SMALL), [(labels.what, SMALL)], (labels.by_when, SMALL))
    write_row(*headings)
    for who, what, by_when, goal in page.actions:
        cells = ((who, BODY), [(what, BODY), *([(goal, SMALL)] if goal else [])], (by_when, BODY))
        pages.draw_rule()
        pages.add_space(1.2)
        if not write_row(*cells, whole=True):
            pages.pdf.add_page()
            write_row(*headings)
            pages.draw_rule()
            pages.add_space(1.2)
            write_row(*cells)
        pages.add_space(1.2)
    pages.draw_rule()


def _write_signatures(pages: PdfPages, page: Printout, labels: PrintoutLabels) -> None:
    pages.write_heading(labels.signatures)
    half = pages.pdf.epw / 2
    signatures = ([(label, SMALL), (name, BOLD), (when, BODY)] for label, name, when in page.signatures)
    pages.write_columns(*((half, signature) for signature in signatures))


def _write_statements(pages: PdfPages, page: Printout, labels: PrintoutLabels) -> None:
    if page.statements:
        pages.write_heading(labels.statements)
    for name, when, text in page.statements:
        pages.ensure_space(15)
        pages.write_text(f"{name} · {when}", SMALL)
        pages.write_paragraphs(text)
        pages.add_space(3)
