"""Actions: agree, edit, move, start, tick, drop and comment; one or several at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from tui_app.domain import access
from tui_app.domain.actions.changes import (
    Acknowledge,
    ActionChange,
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
from tui_app.domain.team import DONE_COUNTED_FOR
from tui_app.services.authorize import get_page_person, get_workable_action, require_open_minutes
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_or_conflict, change_stamp, conflict
from tui_app.services.validation import checked_note
from tui_app.storage.actions import actions, goals
from tui_app.storage.database import reading, writing
from tui_app.storage.history import history, recording
from tui_app.storage.history.recording import ChangeStamp
from tui_app.storage.people import people
from tui_app.storage.row_locks import lock_records

if TYPE_CHECKING:
    from tui_app.domain.drafts.actions import ActionDraft


class ChecklistScope(StrEnum):
    """Which actions a checklist shows."""

    MINE = "mine"
    TEAM = "team"
    PERSON = "person"


class ActionVersion(Struct, frozen=True):
    """An action to change, and the version of it that the change is based on."""

    action_id: int
    version: int


def checklist(viewer: Viewer, now: datetime, scope: ChecklistScope, person_id: int = 0) -> tuple[Action, ...]:
    """Actions by due date, including those done or dropped in the last year.

    Args:
        scope: actions the viewer is responsible for, actions of the viewer's reports, or actions of one person.
        person_id: that person, for `ChecklistScope.PERSON`.

    Raises:
        NotFound, NotAllowed: no such person's page, or not the viewer's to see.
    """
    today = now.date()
    since = today - DONE_COUNTED_FOR
    with reading(viewer):
        if scope is ChecklistScope.MINE:
            mine = actions.of_responsible(viewer.id, since)
            return for_reader(viewer, mine)
        if scope is ChecklistScope.TEAM:
            reports = people.reports(viewer.leads_as, today, except_id=viewer.id)
            return actions.of_people([person.id for person in reports], since)
        return actions.of_people([get_page_person(viewer, person_id).id], since)


def get(viewer: Viewer, now: datetime, action_id: int) -> Action:
    """One action.

    Raises:
        NotFound, NotAllowed: no such action, or not the viewer's to see.
    """
    with reading(viewer):
        return for_reader(viewer, [get_workable_action(viewer, action_id)[0]])[0]


def for_reader(viewer: Viewer, found: Sequence[Action]) -> tuple[Action, ...]:
    """Actions that the viewer may see, as they may read them. Call it inside a scope.

    Where they see the action alone, only the comments since they took it over are counted.
    """
    handed_over = {
        action.id: action.handed_over_after
        for action in found
        if action.handed_over_after and action.comments and access.sees_action_alone(viewer, action)
    }
    counts = history.count_comments_after(handed_over) if handed_over else {}
    return tuple(
        replace(readable, comments=counts.get(readable.id, 0)) if readable.id in handed_over else readable
        for readable in (access.action_for_reader(viewer, action) for action in found)
    )


def add(viewer: Viewer, now: datetime, person_id: int, draft: ActionDraft) -> Receipt:
    """Agree a new action for a person.

    Raises:
        NotFound, NotAllowed: no such person's page, or not the viewer's to see.
        InvalidInput: the goal belongs to somebody else, or the responsible person does not exist.
        DomainError: `minutes_are_closed`: it belongs to a conversation whose minutes are submitted.
    """
    with writing(viewer, about=()):
        person = get_page_person(viewer, person_id)
        _check_references(person, draft.responsible_id, draft.goal_id, now)
        if draft.conversation_id is not None:
            require_open_minutes(viewer, person, draft.conversation_id)
        stamp = change_stamp(viewer, now)
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
        return Receipt(stamp.batch, 1, recording.create(ChangeSubject.ACTION, person.id, values, stamp))


def change(viewer: Viewer, now: datetime, targets: Sequence[ActionVersion], *changes: ActionChange) -> Receipt:
    """Change one or several actions in the same way: all of them, or none.

    Args:
        targets: the actions, with the versions that the viewer saw.
        changes: made one after the other to each action.

    Raises:
        NotFound, NotAllowed: no such action, or the viewer may not change it in this way.
        ConflictError: somebody has changed one of them since that version.
        InvalidInput, DomainError: not allowed by `resolve_change`.
    """
    with writing(viewer, about=()):
        stamp = change_stamp(viewer, now)
        lock_records({ChangeSubject.ACTION: [target.action_id for target in targets]})
        try:
            changed = sum(_change_one(viewer, now, target, changes, stamp) for target in targets)
        except ConflictError as error:
            current = cast(Action, error.current)
            raise ConflictError(for_reader(viewer, [current])[0], error.by) from None
    return Receipt(stamp.batch, changed) if changed else NOTHING_CHANGED


def _change_one(
    viewer: Viewer, now: datetime, target: ActionVersion, changes: Sequence[ActionChange], stamp: ChangeStamp
) -> int:
    action, person = get_workable_action(viewer, target.action_id)
    for change in changes:
        _check_allowed(viewer, now, action, person, change)
    if action.version != target.version:
        raise conflict(ChangeSubject.ACTION, action)
    changed = 0
    for change in changes:
        update = resolve_change(action, change, now.date())
        if update is None:
            continue
        if access.may_see_page(viewer, person):
            update = with_own_tick_acknowledged(update, action, viewer.id, now.date())
        fields = update.fields
        if "responsible_id" in fields:
            fields = {**fields, "handed_over_after": history.newest_change_id(ChangeSubject.ACTION, action.id)}
        change_or_conflict(ChangeSubject.ACTION, action, update.kind, fields, action.version, stamp, update.note)
        changed += 1
        action = actions.get(action.id) or action
    return changed


def _check_allowed(viewer: Viewer, now: datetime, action: Action, person: Person, change: ActionChange) -> None:
    drops = isinstance(change, SetStatus) and ActionStatus.DROPPED in (change.status, action.status)
    if (drops or isinstance(change, MoveDue | EditAction)) and not access.may_edit_action(viewer, action):
        raise NotAllowed()
    if isinstance(change, Acknowledge) and not access.may_acknowledge(viewer, person, action):
        raise NotAllowed()
    if isinstance(change, EditAction):
        responsible_id = change.fields.get("responsible_id", action.responsible_id)
        is_new = responsible_id != action.responsible_id
        _check_references(person, responsible_id if is_new else None, change.fields.get("goal_id"), now)


def _check_references(person: Person, responsible_id: int | None, goal_id: int | None, now: datetime) -> None:
    """Check that the responsible person works here and that the goal belongs to `person`; None is not checked."""
    if responsible_id is not None:
        responsible = people.get(responsible_id)
        if responsible is None or responsible.has_left(now.date()):
            raise InvalidInput({"responsible_id": "unknown_person"})
    if goal_id is not None:
        goals.lock_goal(goal_id)
        if not goals.goal_belongs_to(goal_id, person.id):
            raise InvalidInput({"goal_id": "unknown_goal"})


def comment(viewer: Viewer, now: datetime, action_id: int, text: str) -> Receipt:
    """Comment on an action.

    Raises:
        NotFound, NotAllowed: no such action, or not the viewer's to work on.
        InvalidInput: the comment is empty or too long.
    """
    cleaned = checked_note(text, required=True)
    with writing(viewer, about=()):
        action, _ = get_workable_action(viewer, action_id)
        stamp = change_stamp(viewer, now)
        actions.add_to_comment_count(action.id, 1)
        recording.record_note(ChangeSubject.ACTION, action, ChangeKind.COMMENT, cleaned, stamp)
    return Receipt(stamp.batch, 1)


def mark_on_track(viewer: Viewer, now: datetime, action_id: int) -> Receipt:
    """Record that an action was reviewed and is on track; the action itself does not change.

    Raises:
        NotFound, NotAllowed: no such action, or not the viewer's to work on.
        DomainError: `action_is_closed`: it is done or dropped.
    """
    with writing(viewer, about=()):
        action, _ = get_workable_action(viewer, action_id)
        if not action.is_open:
            raise DomainError("action_is_closed", text=action.text)
        stamp = change_stamp(viewer, now)
        recording.record_note(ChangeSubject.ACTION, action, ChangeKind.ON_TRACK, "", stamp)
    return Receipt(stamp.batch, 1)


def history_of(viewer: Viewer, now: datetime, action_id: int) -> tuple[Change, ...]:
    """What happened to an action, the newest first.

    Somebody who does not see the page sees what happened since they took it over.

    Raises:
        NotFound, NotAllowed: no such action, or not the viewer's to see.
    """
    with reading(viewer):
        action, _ = get_workable_action(viewer, action_id)
        return access.history_for_reader(viewer, action, history.of_subject(ChangeSubject.ACTION, action.id))
