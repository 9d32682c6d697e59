"""TODO-DOC."""

from __future__ import annotations

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.steps import is_commenting, is_preparing, is_writing
from tui_app.domain.forms.form import Section


def last_edited_field(sheet: ConversationView, section: Section) -> str:
    """The field of a section in which one wrote last; empty where that was another section, or it is no field now."""
    if sheet.bookmark == section.key:
        return f"c-{section.key}" if is_commenting(sheet) else f"m-{section.key}" if is_writing(sheet) else ""
    asked = any(question.key == sheet.bookmark for question in section.questions)
    return f"q-{sheet.bookmark}" if asked and is_preparing(sheet) else ""
