"""An action as it is agreed on in the tests of actions."""

from __future__ import annotations

from datetime import date, datetime

from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion

DUE = date(2026, 12, 1)


def agree(viewer: Viewer, now: datetime, person: Person, text: str = "Ta kurs", **more: object) -> Action:
    values = {"text": text, "responsible_id": person.id, "due": DUE} | more
    receipt = actions.add(viewer, now, person.id, validate_draft(ActionDraft, values))
    return actions.get(viewer, now, receipt.subject_id)


def target(action: Action) -> list[ActionVersion]:
    return [ActionVersion(action.id, action.version)]
