"""Mutual follow-up: asking for one, reminding of a promise, and answering what is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tui_app.domain.actions.acknowledgements import ACKNOWLEDGE_WITHIN
from tui_app.domain.actions.changes import Acknowledge, resolve_change
from tui_app.domain.actions.nudges import COMMENTS_SHOWN_FOR, NUDGES_SHOWN_FOR, ActionNotice, check_nudge
from tui_app.domain.errors import ConflictError
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_page_person, get_workable_action
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_stamp
from tui_app.storage.actions import acknowledgements, actions
from tui_app.storage.database import reading, writing
from tui_app.storage.history import history, recording


def remind_responsible(viewer: Viewer, now: datetime, action_id: int) -> Receipt:
    """Remind whoever is responsible of an overdue promise; once a week.

    Raises:
        NotFound, NotAllowed: the action is not there, or not theirs to work on.
        DomainError: `not_overdue`, `reminded_lately`.
    """
    with writing(viewer):
        action, _person = get_workable_action(viewer, action_id)
        last = acknowledgements.last_nudged_at(action_id)
        check_nudge(action, viewer.id, last.astimezone(now.tzinfo).date() if last else None, now.date())
        done = change_stamp(viewer, now)
        recording.record_note(ChangeSubject.ACTION, action, ChangeKind.NUDGED, "", done)
        return Receipt(done.batch, 1)


def own_notices(viewer: Viewer, now: datetime) -> dict[int, ActionNotice]:
    """What others say about what the signed-in person is responsible for, where it waits: action -> by whom, and when.

    An action that is overdue tells who reminded of it last, else who commented last without an answer.
    """
    with reading(viewer):
        return notices_for(actions.of_responsible(viewer.id, now.date()), viewer.id, now)


def notices_for(found: Sequence[Action], reader_id: int, now: datetime) -> dict[int, ActionNotice]:
    """The same of these actions, for a reader. Call it inside a scope, with what they may see."""
    late = [one.id for one in found if one.is_overdue(now.date())]
    commented = [one.id for one in found if one.is_open and one.comments]
    said = acknowledgements.unanswered_comments(commented, reader_id, now - COMMENTS_SHOWN_FOR) if commented else {}
    return said | (acknowledgements.nudges(late, now - NUDGES_SHOWN_FOR) if late else {})


def acknowledge_all(viewer: Viewer, now: datetime, person_id: int) -> Receipt:
    """Say of everything of one person's that waits for a word that it is seen.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
    """
    today = now.date()
    with writing(viewer):
        person = get_page_person(viewer, person_id)
        waiting = acknowledgements.unacknowledged_of_people([person.id], viewer.id, today - ACKNOWLEDGE_WITHIN)
        done = change_stamp(viewer, now)
        for action in waiting:
            taken = resolve_change(action, Acknowledge(), today)
            if taken and not recording.update(
                ChangeSubject.ACTION, action, taken.kind, taken.fields, action.version, done, taken.note
            ):
                raise ConflictError(action, history.last_changed_by(ChangeSubject.ACTION, action.id))
    return Receipt(done.batch, len(waiting)) if waiting else NOTHING_CHANGED
