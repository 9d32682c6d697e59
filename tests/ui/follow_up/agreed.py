"""Actions to be followed up."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions

DAY = timedelta(days=1)


def agree(kari: Viewer, now: datetime, person: Person, text: str, days: int, by: Person | None = None) -> int:
    draft = {"text": text, "responsible_id": (by or person).id, "due": now.date() + days * DAY}
    return actions.add(kari, now, person.id, validate_draft(ActionDraft, draft)).subject_id
