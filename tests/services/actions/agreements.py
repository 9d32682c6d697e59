"""Actions agreed on and changed by one of the two."""

from __future__ import annotations

from datetime import date, datetime

from tui_app.domain.actions.changes import Acknowledge, SetStatus
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion


def agreed(by: Viewer, now: datetime, person: Person, responsible: int, due: date, text: str = "Kurs") -> int:
    draft = validate_draft(ActionDraft, {"text": text, "responsible_id": responsible, "due": due})
    return actions.add(by, now, person.id, draft).subject_id


def change(by: Viewer, now: datetime, action_id: int, wanted: SetStatus | Acknowledge) -> str:
    one = actions.get(by, now, action_id)
    return actions.change(by, now, [ActionVersion(one.id, one.version)], wanted).batch
