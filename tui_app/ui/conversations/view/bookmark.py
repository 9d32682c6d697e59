"""Finds the page and the field where somebody wrote last in a conversation."""

from __future__ import annotations

from collections.abc import Sequence

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.steps import is_commenting, is_preparing, is_writing
from tui_app.domain.forms.form import Section
from tui_app.domain.records.conversation import RemarkKind
from tui_app.text.conversations.view import PageKey, PageKind, newest_version_page
from tui_app.ui.conversations.view.field_key import STATEMENT_FIELD, FieldKey, WritingKind


def initial_page(view: ConversationView, pages: Sequence[PageKey]) -> tuple[PageKey, FieldKey | None]:
    """The page to show first, and the field on it to continue in: where the person wrote last, else the first page."""
    for section in view.form.sections:
        page = PageKey(PageKind.SECTION, section.key)
        field = _last_edited_field(view, section)
        if field is not None and page in pages:
            return page, field
    if view.bookmark == RemarkKind.STATEMENT.place_key and view.my_statement is not None and view.signed:
        return newest_version_page(view), STATEMENT_FIELD
    return pages[0], None


def _last_edited_field(view: ConversationView, section: Section) -> FieldKey | None:
    """The field of a section in which the person wrote last; None if it is in another section or can't be edited."""
    if view.bookmark == section.key:
        if is_commenting(view):
            return FieldKey(WritingKind.COMMENT, section.key)
        return FieldKey(WritingKind.MINUTES, section.key) if is_writing(view) else None
    is_question = any(question.key == view.bookmark for question in section.questions)
    return FieldKey(WritingKind.ANSWER, view.bookmark) if is_question and is_preparing(view) else None
