"""Who may do what with actions, what is undone, and the activity."""

from __future__ import annotations

from typing import Any

from tests.conftest import NOW
from tests.services.access.rows.table import EVERYBODY, MUTUAL, Rows
from tests.services.access.world import DAY, World, action_draft
from tui_app.domain.actions.changes import MoveDue
from tui_app.domain.records.person import Viewer
from tui_app.services import activity, undo
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope

ROWS: Rows = {
    "actions.actions.checklist": (MUTUAL, lambda at, me: actions.checklist(me, NOW, ChecklistScope.PERSON, at.ola.id)),
    "actions.actions.get": (MUTUAL, lambda at, me: actions.get(me, NOW, at.action)),
    "actions.actions.add": (MUTUAL, lambda at, me: actions.add(me, NOW, at.ola.id, action_draft(me.id))),
    "actions.actions.change": (
        MUTUAL,
        lambda at, me: actions.change(me, NOW, [ActionVersion(at.action, 1)], MoveDue(DAY, "")),
    ),
    "actions.actions.comment": (MUTUAL, lambda at, me: actions.comment(me, NOW, at.action, "Bra")),
    "actions.actions.history_of": (MUTUAL, lambda at, me: actions.history_of(me, NOW, at.action)),
    "actions.actions.mark_on_track": (MUTUAL, lambda at, me: actions.mark_on_track(me, NOW, at.action)),
    "actions.acknowledgements.own_notices": (
        "colleague",  # he is responsible for it
        lambda at, me: notices_after_reminder(at, me),
        lambda at, found: at.promise in found,
    ),
    "actions.acknowledgements.remind_responsible": (
        MUTUAL,
        lambda at, me: acknowledgements.remind_responsible(me, NOW, at.promise),
    ),
    "actions.acknowledgements.acknowledge_all": (
        MUTUAL,
        lambda at, me: acknowledgements.acknowledge_all(me, NOW, at.ola.id),
    ),
    "activity.timeline": (MUTUAL, lambda at, me: activity.timeline(me, NOW, at.ola.id)),
    "activity.since_last_visit": (
        "own leader stand_in colleague",  # the colleague is responsible for one of the actions
        lambda at, me: after_first_visit(me),
        lambda at, found: any(one.person_id == at.ola.id for one in found.events),
    ),
    "undo.undo": ("leader", lambda at, me: undo.undo(me, NOW, at.batch)),
    "activity.mark_seen": (EVERYBODY, lambda at, me: activity.mark_seen(me, NOW, 1)),
}


def notices_after_reminder(at: World, me: Viewer) -> Any:
    """The viewer's notices after Per was reminded of what he promised Ola."""
    acknowledgements.remind_responsible(at.who["own"], NOW, at.promise)
    return acknowledgements.own_notices(me, NOW)


def after_first_visit(me: Viewer) -> Any:
    """What somebody sees who was here before everything happened."""
    activity.mark_seen(me, NOW, 0)
    return activity.since_last_visit(me, NOW)
