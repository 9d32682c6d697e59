"""Undo the last change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.errors import DomainError, NotAllowed, NotFound
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState, Role
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation, get_page_person, get_person, get_workable_action, require
from tui_app.services.change_stamp import change_stamp
from tui_app.storage.actions import actions, goals
from tui_app.storage.conversations import minutes, preparations
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.follow_up import requests, schedules
from tui_app.storage.history import history
from tui_app.storage.history import undo as stored_undo
from tui_app.storage.history.recording import NOTE_KINDS
from tui_app.storage.people import people
from tui_app.storage.row_locks import lock_belongings, lock_records

_ONE_AT_A_TIME = (ChangeSubject.REQUEST, ChangeSubject.SCHEDULE, ChangeSubject.PAUSE)
"""What people may have only once, or only without overlaps; see `_check_fits`."""


def undo(viewer: Viewer, now: datetime, batch: str) -> int:
    """Undo a batch of changes that `viewer` made, and may still make today: all of them, or none.

    Returns:
        How many changes were undone.

    Raises:
        NotAllowed: `undo_not_allowed`: the viewer has lost the access that one of the changes needs.
        DomainError: `nothing_to_undo`; `undo_too_late`: somebody has built on it since; `undo_pause_overlaps`,
            `undo_asked_again`: what it would bring back cannot be there beside what is there now.
    """
    with writing(viewer):
        with bypassing_row_security():  # what the viewer may not see any more is refused, not passed over
            _lock(stored_undo.undoable_batch(batch, viewer.id))
            changes = stored_undo.undoable_batch(batch, viewer.id)
        if not changes or any(change.kind is ChangeKind.STEP for change in changes):
            raise DomainError("nothing_to_undo")
        for change in changes:
            _check_access(viewer, change)
        stamp = change_stamp(viewer, now)
        for change in changes:
            _check_fits(change)
            if by := _blocked_by(change) or stored_undo.undo_change(change, stamp):
                raise DomainError("undo_too_late", by=by)
        return len(changes)


def _lock(changes: Sequence[stored_undo.UndoableChange]) -> None:
    """Lock the records of the changes, so that nobody builds on them between the checks and the undoing.

    The conversation in which a goal or an action was agreed is locked too: its minutes may be submitted.
    """
    records: dict[ChangeSubject, set[int]] = {}
    for change in changes:
        records.setdefault(change.subject, set()).add(change.subject_id)
        agreed = _agreed(change)
        if agreed is not None and agreed.conversation_id is not None:
            records.setdefault(ChangeSubject.CONVERSATION, set()).add(agreed.conversation_id)
    for person_id in sorted({change.person_id for change in changes if change.subject in _ONE_AT_A_TIME}):
        lock_belongings(person_id)
    lock_records(records)


def _agreed(change: stored_undo.UndoableChange) -> Action | Goal | None:
    """The action or goal that was changed, if it still exists; None for everything else."""
    if change.subject is ChangeSubject.ACTION:
        return actions.get(change.subject_id)
    return goals.get_goal(change.subject_id) if change.subject is ChangeSubject.GOAL else None


def _check_access(viewer: Viewer, change: stored_undo.UndoableChange) -> None:
    """Check that the viewer could make this change today: undoing it needs the same access.

    Raises:
        NotAllowed: `undo_not_allowed`, with the name of the person it is about.
    """
    try:
        _ACCESS_CHECKS[change.subject](viewer, change)
    except (NotAllowed, NotFound):
        person = people.get(change.person_id)
        raise NotAllowed("undo_not_allowed", name=person.name if person else "") from None


def _check_page(viewer: Viewer, change: stored_undo.UndoableChange) -> None:
    get_page_person(viewer, change.person_id)


def _check_action(viewer: Viewer, change: stored_undo.UndoableChange) -> None:
    if change.kind is ChangeKind.CREATED:
        _check_page(viewer, change)
        return
    action, person = get_workable_action(viewer, change.subject_id)
    drops = ActionStatus.DROPPED in (action.status, change.before.get("status"))
    if change.kind in (ChangeKind.SEEN, ChangeKind.THANKED):
        require(access.may_acknowledge(viewer, person, action))
    elif drops or change.kind not in (ChangeKind.STATUS, *NOTE_KINDS):
        require(access.may_edit_action(viewer, action))


def _check_conversation(viewer: Viewer, change: stored_undo.UndoableChange) -> None:
    _, role = get_own_conversation(viewer, change.subject_id)
    require(role is Role.LEADER)
    if change.kind is ChangeKind.CREATED or change.before.get("state") == ConversationState.PLANNED:
        require(access.leads(viewer, get_person(change.person_id)))


def _check_schedule(viewer: Viewer, change: stored_undo.UndoableChange) -> None:
    if schedules.is_about_team(change.subject, change.subject_id):
        require(access.may_set_schedule(viewer, change.person_id))
    else:
        require(access.leads(viewer, get_person(change.person_id)))


def _refuse(viewer: Viewer, change: stored_undo.UndoableChange) -> None:
    raise NotAllowed()  # these have only steps


_ACCESS_CHECKS: dict[ChangeSubject, Callable[[Viewer, stored_undo.UndoableChange], None]] = {
    ChangeSubject.ACTION: _check_action,
    ChangeSubject.GOAL: _check_page,
    ChangeSubject.CONVERSATION: _check_conversation,
    ChangeSubject.FOLLOW_UP: _check_page,
    ChangeSubject.TOPIC: _check_page,
    ChangeSubject.REQUEST: _check_page,
    ChangeSubject.SCHEDULE: _check_schedule,
    ChangeSubject.PAUSE: _check_schedule,
    ChangeSubject.MINUTES: _refuse,
    ChangeSubject.TEMPLATE: _refuse,
}


def _check_fits(change: stored_undo.UndoableChange) -> None:
    """Check that what undoing brings back can be there beside what was added meanwhile.

    Raises:
        DomainError: `undo_pause_overlaps`: another pause has some of the same days; `undo_asked_again`: there is
            another open request.
    """
    if change.subject is ChangeSubject.PAUSE and change.before.get("is_withdrawn") is False:
        pause = schedules.get_pause(change.subject_id)
        other = pause and schedules.overlapping_pause(pause.person_id, pause.first, pause.last, is_team=pause.is_team)
        if other:
            raise DomainError("undo_pause_overlaps", first=other.first, last=other.last)
    if change.subject is ChangeSubject.REQUEST and "answered_on" in change.before:
        request = requests.get_open_request(change.person_id)
        if change.before["answered_on"] is None and request is not None:
            raise DomainError("undo_asked_again")


def _blocked_by(change: stored_undo.UndoableChange) -> str:
    """Name of the person whose work would be lost by undoing a change; empty if undoing it is safe.

    - A planned conversation, or its form, cannot be undone once somebody has prepared for it.
    - A new goal cannot be undone while an action supports it.
    - A goal or action agreed in a conversation cannot be undone once the minutes are submitted.
    - An action cannot go back to a goal that no longer exists.
    """
    created = change.kind is ChangeKind.CREATED
    if change.subject is ChangeSubject.CONVERSATION:
        return preparations.writer_names(change.subject_id) if created or "template_id" in change.before else ""
    if not created:
        goal_id = change.before.get("goal_id")
        if not goal_id:
            return ""
        goals.lock_goal(goal_id)
        return history.last_changed_by(ChangeSubject.GOAL, goal_id) if goals.get_goal(goal_id) is None else ""
    if change.subject is ChangeSubject.GOAL:
        goals.lock_goal(change.subject_id, to_delete=True)
        if by := history.action_linked_by(change.subject_id):
            return by
    agreed = _agreed(change)
    conversation_id = agreed.conversation_id if agreed else None
    return minutes.submitter_name(conversation_id) if conversation_id is not None else ""
