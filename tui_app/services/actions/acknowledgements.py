"""Reminding somebody of an overdue action, the notices they see, and acknowledging what is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.actions.acknowledgements import ACKNOWLEDGE_WITHIN
from tui_app.domain.actions.changes import Acknowledge, resolve_change
from tui_app.domain.actions.nudges import COMMENTS_SHOWN_FOR, NUDGES_SHOWN_FOR, ActionNotice, check_nudge
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_page_person, get_workable_action
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_or_conflict, change_stamp
from tui_app.storage.actions import acknowledgements, actions
from tui_app.storage.database import reading, writing
from tui_app.storage.history import recording
from tui_app.storage.row_locks import lock_records


def remind_responsible(viewer: Viewer, now: datetime, action_id: int) -> Receipt:
    """Remind the responsible person of an overdue action; at most once a week.

    Raises:
        NotFound, NotAllowed: no such action, or not the viewer's to work on.
        DomainError: `not_overdue`, `reminded_lately`.
    """
    with writing(viewer, about=()):
        action, _person = get_workable_action(viewer, action_id)
        last = acknowledgements.last_nudged_at(action_id)
        check_nudge(action, viewer.id, last.astimezone(now.tzinfo).date() if last else None, now.date())
        stamp = change_stamp(viewer, now)
        recording.record_note(ChangeSubject.ACTION, action, ChangeKind.NUDGED, "", stamp)
        return Receipt(stamp.batch, 1)


def own_notices(viewer: Viewer, now: datetime) -> dict[int, ActionNotice]:
    """Notices about open actions the viewer is responsible for: action id -> notice.

    An overdue action has a notice about the last reminder; otherwise, one about the last unanswered comment.
    """
    with reading(viewer):
        return notices_for(actions.of_responsible(viewer.id, now.date()), viewer, now)


def notices_for(found: Sequence[Action], reader: Viewer, now: datetime) -> dict[int, ActionNotice]:
    """Notices about these actions for one reader, who may see all of them. Call it inside a scope."""

    def readable(wanted: Iterable[Action]) -> dict[int, int]:
        """Action id -> the change after which the reader may read about it."""
        return {
            action.id: action.handed_over_after if access.sees_action_alone(reader, action) else 0 for action in wanted
        }

    overdue = readable(action for action in found if action.is_overdue(now.date()))
    commented = readable(action for action in found if action.is_open and action.comments)
    notices: dict[int, ActionNotice] = {}
    if commented:
        notices = acknowledgements.unanswered_comments(commented, reader.id, now - COMMENTS_SHOWN_FOR, now)
    return notices | (acknowledgements.nudges(overdue, now - NUDGES_SHOWN_FOR, now) if overdue else {})


def acknowledge_all(viewer: Viewer, now: datetime, person_id: int) -> Receipt:
    """Acknowledge all done actions on a person's page that nobody has acknowledged yet.

    Raises:
        NotFound, NotAllowed: no such page, or not the viewer's to see.
    """
    today = now.date()
    with writing(viewer, about=()):
        person = get_page_person(viewer, person_id)
        since = today - ACKNOWLEDGE_WITHIN
        waiting = actions.unacknowledged_of_people([person.id], viewer.id, since)
        lock_records({ChangeSubject.ACTION: [action.id for action in waiting]})
        waiting = actions.unacknowledged_of_people([person.id], viewer.id, since)
        stamp = change_stamp(viewer, now)
        for action in waiting:
            update = resolve_change(action, Acknowledge(), today)
            if update:
                change_or_conflict(
                    ChangeSubject.ACTION, action, update.kind, update.fields, action.version, stamp, update.note
                )
    return Receipt(stamp.batch, len(waiting)) if waiting else NOTHING_CHANGED
