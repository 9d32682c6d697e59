"""Actions: agreed, ticked, started, moved, reworded, dropped, commented; alone or several together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.actions.changes import (
    DONE_COUNTED_FOR,
    Acknowledge,
    ActionChange,
    ActionUpdate,
    EditAction,
    MoveDue,
    SetStatus,
    resolve_change,
    with_own_tick_acknowledged,
)
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotAllowed
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import Change, ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.text_normalization import NOTE_LIMIT, clean_note
from tui_app.services.authorize import get_page_person, get_workable_action, require_open_minutes
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_stamp
from tui_app.storage.actions import actions, goals
from tui_app.storage.database import reading, writing
from tui_app.storage.history import history, recording
from tui_app.storage.history.recording import ChangeStamp
from tui_app.storage.people import people

if TYPE_CHECKING:
    from tui_app.domain.drafts.actions import ActionDraft


class ChecklistScope(StrEnum):
    """Whose actions a checklist shows."""

    MINE = "mine"
    TEAM = "team"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class ActionVersion:
    """An action to change, and the version of it that the person saw."""

    action_id: int
    version: int


def checklist(viewer: Viewer, now: datetime, scope: ChecklistScope, person_id: int = 0) -> tuple[Action, ...]:
    """The actions of a scope by due date; done and dropped ones of the last year too.

    Args:
        scope: what I am responsible for, what concerns my reports, or what concerns one person.
        person_id: that person, with `Scope.PERSON`.

    Raises:
        NotFound, NotAllowed: the person's page is not there, or not theirs to see.
    """
    today = now.date()
    since = today - DONE_COUNTED_FOR
    with reading(viewer):
        if scope is ChecklistScope.MINE:
            return actions.of_responsible(viewer.id, since)
        if scope is ChecklistScope.TEAM:
            reports = people.reports(viewer.leads_as, today, but=viewer.id)
            return actions.of_people([person.id for person in reports], since)
        return actions.of_people([get_page_person(viewer, person_id).id], since)


def get(viewer: Viewer, now: datetime, action_id: int) -> Action:
    """One action as it stands now.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to see.
    """
    with reading(viewer):
        return get_workable_action(viewer, action_id)[0]


def add(viewer: Viewer, now: datetime, person_id: int, draft: ActionDraft) -> Receipt:
    """Agree a new action on the page of `person_id`.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
        InvalidInput: the goal is somebody else's, or nobody with the responsible's id is there.
        DomainError: `minutes_are_closed`, when it is agreed in a conversation whose minutes are submitted.
    """
    with writing(viewer):
        person = get_page_person(viewer, person_id)
        _check_references(person, draft.responsible_id, draft.goal_id, now)
        if draft.conversation_id is not None:
            require_open_minutes(viewer, person, draft.conversation_id)
        done = change_stamp(viewer, now)
        values = {
            "person": person.id,
            "text": draft.text,
            "responsible": draft.responsible_id,
            "due": draft.due,
            "first_due": draft.due,
            "goal": draft.goal_id,
            "conversation": draft.conversation_id,
            "agreed_on": now.date(),
        }
        return Receipt(done.batch, 1, recording.create(ChangeSubject.ACTION, person.id, values, done))


def change(viewer: Viewer, now: datetime, targets: Sequence[ActionVersion], *wanted: ActionChange) -> Receipt:
    """Change one or several actions in the same way: all of them, or none.

    Args:
        wanted: one change, or several that are made together.

    Raises:
        NotFound, NotAllowed: one is not there, or not theirs to change so.
        ConflictError: somebody changed one of them since it was seen.
        Invalid, DomainError: the rules of `domain/actions.py` forbid it.
    """
    with writing(viewer):
        done = change_stamp(viewer, now)
        changed = sum(_change_one(viewer, now, target, wanted, done) for target in targets)
    return Receipt(done.batch, changed) if changed else NOTHING_CHANGED


def _change_one(
    viewer: Viewer, now: datetime, target: ActionVersion, wanted: Sequence[ActionChange], done: ChangeStamp
) -> int:
    action, person = get_workable_action(viewer, target.action_id)
    for change in wanted:
        _check_allowed(viewer, now, action, person, change)
    if action.version != target.version:
        raise _conflict(action)
    changed = 0
    for change in wanted:
        taken = resolve_change(action, change, now.date())
        if taken is None:
            continue
        if access.may_see_page(viewer, person):
            taken = with_own_tick_acknowledged(taken, action, viewer.id, now.date())
        if not _store(action, taken, done):
            raise _conflict(action)
        changed += 1
        action = actions.get(action.id) or action
    return changed


def _check_allowed(viewer: Viewer, now: datetime, action: Action, person: Person, wanted: ActionChange) -> None:
    drops = isinstance(wanted, SetStatus) and ActionStatus.DROPPED in (wanted.status, action.status)
    if (drops or isinstance(wanted, MoveDue | EditAction)) and not access.may_edit_action(viewer, action):
        raise NotAllowed()
    if isinstance(wanted, Acknowledge) and not access.may_acknowledge(viewer, person, action):
        raise NotAllowed()
    if isinstance(wanted, EditAction):
        responsible_id = wanted.fields.get("responsible_id", action.responsible_id)
        is_new = responsible_id != action.responsible_id
        _check_references(person, responsible_id if is_new else None, wanted.fields.get("goal_id"), now)


def _store(action: Action, taken: ActionUpdate, done: ChangeStamp) -> bool:
    return recording.update(ChangeSubject.ACTION, action, taken.kind, taken.fields, action.version, done, taken.note)


def _conflict(action: Action) -> ConflictError:
    return ConflictError(action, history.last_changed_by(ChangeSubject.ACTION, action.id))


def _check_references(person: Person, responsible_id: int | None, goal_id: int | None, now: datetime) -> None:
    """Check that the responsible person works here and that the goal belongs to `person`; None is not checked."""
    if responsible_id is not None:
        responsible = people.get(responsible_id)
        if responsible is None or responsible.has_left(now.date()):
            raise InvalidInput({"responsible_id": "unknown_person"})
    if goal_id is not None and not goals.goal_belongs_to(goal_id, person.id):
        raise InvalidInput({"goal_id": "unknown_goal"})


def comment(viewer: Viewer, now: datetime, action_id: int, text: str) -> Receipt:
    """Write a comment on an action.

    Raises:
        NotFound, NotAllowed: the action is not there, or not theirs to comment.
        InvalidInput: nothing was written, or too much.
    """
    cleaned = clean_note(text)
    if not cleaned or len(cleaned) > NOTE_LIMIT:
        raise InvalidInput({"text": "too_long" if cleaned else "missing"})
    with writing(viewer):
        action, _ = get_workable_action(viewer, action_id)
        done = change_stamp(viewer, now)
        actions.add_to_comment_count(action.id, 1)
        recording.record_note(ChangeSubject.ACTION, action, ChangeKind.COMMENT, cleaned, done)
    return Receipt(done.batch, 1)


def mark_on_track(viewer: Viewer, now: datetime, action_id: int) -> Receipt:
    """Write down that an action was looked at and is on track; nothing else of it changes.

    Raises:
        NotFound, NotAllowed: the action is not there, or not theirs to work on.
        DomainError: `action_is_closed`, when nothing of it remains.
    """
    with writing(viewer):
        action, _ = get_workable_action(viewer, action_id)
        if not action.is_open:
            raise DomainError("action_is_closed", text=action.text)
        done = change_stamp(viewer, now)
        recording.record_note(ChangeSubject.ACTION, action, ChangeKind.ON_TRACK, "", done)
    return Receipt(done.batch, 1)


def history_of(viewer: Viewer, now: datetime, action_id: int) -> tuple[Change, ...]:
    """Everything that happened to an action, the newest first.

    Raises:
        NotFound, NotAllowed: the action is not there, or not theirs to see.
    """
    with reading(viewer):
        action, _ = get_workable_action(viewer, action_id)
        return history.of_subject(ChangeSubject.ACTION, action.id)
