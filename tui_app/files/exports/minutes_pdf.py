"""Signed minutes as a PDF file to print, with embedded fonts for most scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from msgspec import Struct
from msgspec.structs import astuple

from tui_app.domain.minutes.printout import Printout, PrintoutLabels, build_printout
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.files.exports.pdf_fonts import undrawable
from tui_app.files.exports.pdf_lines import LineCache
from tui_app.files.exports.pdf_pages import BODY, BOLD, MUTED, SMALL, TITLE, WARNING, PdfPages
from tui_app.files.exports.pdf_tags import Tag

_WHO_WIDTH, _WHEN_WIDTH = 40, 54
"""Columns of the actions, in millimetres."""


def render_minutes_pdf(signed: SignedMinutes, labels: PrintoutLabels) -> bytes:
    """A signed version as a PDF file; the same version with the same labels gives the same bytes.

    Args:
        labels: the words around the minutes.
    """
    page = build_printout(signed, labels)
    cache = LineCache()
    with closing(_layout(page, labels, 0, cache)) as draft:
        page_count = draft.pdf.pages_count
    with closing(_layout(page, labels, page_count, cache)) as pages:
        pages.describe(page.full_title, labels.language, signed.document.signed_at)
        return bytes(pages.pdf.output())


def undrawable_characters(signed: SignedMinutes, labels: PrintoutLabels) -> tuple[str, ...]:
    """The characters that no font has, which the PDF file shows as boxes; each once."""
    return undrawable("\n".join(_texts(build_printout(signed, labels))))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, (tuple, Struct)):
        for one in astuple(part) if isinstance(part, Struct) else part:
            yield from _texts(one)


def _layout(page: Printout, labels: PrintoutLabels, page_count: int, cache: LineCache) -> PdfPages:
    pages = PdfPages(page, labels, page_count, cache)
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
    pages.write_text(page.title, MUTED, Tag.PARAGRAPH if page.subject else Tag.TITLE)
    if page.subject:
        pages.add_space(0.5)
        pages.write_text(page.subject, TITLE, Tag.TITLE)
    pages.add_space(3)
    with pages.table():
        for label, value in page.facts:
            cells = ((label, MUTED), (value, BODY))
            widths = (_WHO_WIDTH, pages.pdf.epw - _WHO_WIDTH)
            with pages.row():
                pages.write_columns(
                    *(
                        (width, [cell], tag)
                        for width, cell, tag in zip(widths, cells, (Tag.ROW_HEADER, Tag.CELL), strict=True)
                    )
                )
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
    widths = (_WHO_WIDTH, pages.pdf.epw - _WHO_WIDTH - _WHEN_WIDTH, _WHEN_WIDTH)
    with pages.table():
        _write_action_headings(pages, labels, widths)
        for who, what, by_when, goal in page.actions:
            texts = ([(who, BODY)], [(what, BODY), *([(goal, SMALL)] if goal else [])], [(by_when, BODY)])
            cells = [(width, cell, Tag.CELL) for width, cell in zip(widths, texts, strict=True)]
            _start_row(pages)
            if not pages.fits(*cells):
                pages.pdf.add_page()
                _write_action_headings(pages, labels, widths)
                _start_row(pages)
            with pages.row():
                pages.write_columns(*cells)
            pages.add_space(1.2)
    pages.draw_rule()


def _write_action_headings(pages: PdfPages, labels: PrintoutLabels, widths: tuple[float, ...]) -> None:
    """What the columns are: they are repeated on each page."""
    words = (labels.who, labels.what, labels.by_when)
    with pages.row():
        pages.write_columns(
            *((width, [(word, SMALL)], Tag.HEADER_CELL) for width, word in zip(widths, words, strict=True))
        )


def _start_row(pages: PdfPages) -> None:
    pages.draw_rule()
    pages.add_space(1.2)


def _write_signatures(pages: PdfPages, page: Printout, labels: PrintoutLabels) -> None:
    pages.write_heading(labels.signatures)
    half = pages.pdf.epw / 2
    signatures = ([(label, SMALL), (name, BOLD), (when, BODY)] for label, name, when in page.signatures)
    pages.write_columns(*((half, signature, Tag.PARAGRAPH) for signature in signatures))


def _write_statements(pages: PdfPages, page: Printout, labels: PrintoutLabels) -> None:
    if page.statements:
        pages.write_heading(labels.statements)
    for name, when, text in page.statements:
        pages.ensure_space(15)
        pages.write_text(f"{name} · {when}", SMALL)
        pages.write_paragraphs(text)
        pages.add_space(3)
