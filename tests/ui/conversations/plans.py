"""Planned conversations, made and looked up without the screen."""

from __future__ import annotations

from datetime import date, datetime

from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.person import Person, Viewer
from tui_app.files.templates import shipped_templates
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning

FRIDAY = date(2026, 11, 27)


def planned(kari: Viewer, now: datetime, person: Person, on: date = FRIDAY, **more: object) -> int:
    form = next(one for one in templates.install_shipped(kari, now, shipped_templates()) if one.key == "yearly")
    draft = validate_draft(ConversationPlanDraft, {"template_id": form.id, "on": on, **more})
    return planning.plan(kari, now, person.id, draft).subject_id


def talks(viewer: Viewer, now: datetime) -> tuple[Conversation, ...]:
    return conversation_view.own_conversations(viewer, now)
