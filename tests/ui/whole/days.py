"""Actions as a leader agrees on them, and as the screen shows them."""

from __future__ import annotations

from datetime import date, datetime

from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions


def agree(viewer: Viewer, now: datetime, person: Person, text: str, due: date, **more: object) -> int:
    values = {"text": text, "responsible_id": person.id, "due": due} | more
    return actions.add(viewer, now, person.id, validate_draft(ActionDraft, values)).subject_id
