"""Actions: agreed, ticked, started, moved, reworded, dropped, commented; alone or several together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.actions import (
    DONE_SHOWN_FOR,
    Acknowledge,
    ActionChange,
    MoveDue,
    Reword,
    SetStatus,
    Step,
    known_to,
    step,
)
from tui_app.domain.records import Action, ActionStatus, Change, ChangeKind, Person, Subject, Viewer
from tui_app.domain.refusals import ChangedElsewhere, Invalid, NotAllowed, NotFound, Refusal
from tui_app.domain.texts import NOTE_LIMIT, clean_note
from tui_app.services.marks import NOTHING_CHANGED, Receipt, mark
from tui_app.services.reach import open_for_agreements, page_owner, workable_action
from tui_app.storage import actions, history, people
from tui_app.storage.database import reading, writing
from tui_app.storage.history import Mark

if TYPE_CHECKING:
    from tui_app.domain.drafts import ActionDraft


class Scope(StrEnum):
    """Whose actions a checklist shows."""

    MINE = "mine"
    TEAM = "team"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Target:
    """An action to change, and the version of it that the person saw."""

    action_id: int
    version: int


def checklist(viewer: Viewer, now: datetime, scope: Scope, person_id: int = 0) -> tuple[Action, ...]:
    """The actions of a scope by due date; done and dropped ones of the last year too.

    Args:
        scope: what I am responsible for, what concerns my reports, or what concerns one person.
        person_id: that person, with `Scope.PERSON`.

    Raises:
        NotFound, NotAllowed: the person's page is not there, or not theirs to see.
    """
    today = now.date()
    since = today - DONE_SHOWN_FOR
    with reading(viewer):
        if scope is Scope.MINE:
            return actions.of_responsible(viewer.id, since)
        if scope is Scope.TEAM:
            reports = people.reports(viewer.leads_as, today, but=viewer.id)
            return actions.of_people([person.id for person in reports], since)
        return actions.of_people([page_owner(viewer, person_id).id], since)


def one(viewer: Viewer, now: datetime, action_id: int) -> Action:
    """One action as it stands now.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to see.
    """
    with reading(viewer):
        return workable_action(viewer, action_id)[0]


def add(viewer: Viewer, now: datetime, person_id: int, draft: ActionDraft) -> Receipt:
    """Agree a new action on the page of `person_id`.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
        Invalid: the goal is somebody else's, or nobody with the responsible's id is there.
        Refusal: `minutes_are_closed`, when it is agreed in a conversation whose minutes are submitted.
    """
    with writing(viewer):
        person = page_owner(viewer, person_id)
        _check_ties(person, draft.responsible_id, draft.goal_id, now)
        if draft.conversation_id is not None:
            open_for_agreements(viewer, person, draft.conversation_id)
        done = mark(viewer, now)
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
        return Receipt(done.batch, 1, history.add(Subject.ACTION, person.id, values, done))


def change(viewer: Viewer, now: datetime, targets: Sequence[Target], *wanted: ActionChange) -> Receipt:
    """Change one or several actions in the same way: all of them, or none.

    Args:
        wanted: one change, or several that are made together.

    Raises:
        NotFound, NotAllowed: one is not there, or not theirs to change so.
        ChangedElsewhere: somebody changed one of them since it was seen.
        Invalid, Refusal: the rules of `domain/actions.py` forbid it.
    """
    with writing(viewer):
        done = mark(viewer, now)
        changed = sum(_change_one(viewer, now, target, wanted, done) for target in targets)
    return Receipt(done.batch, changed) if changed else NOTHING_CHANGED


def _change_one(viewer: Viewer, now: datetime, target: Target, wanted: Sequence[ActionChange], done: Mark) -> int:
    action, person = workable_action(viewer, target.action_id)
    for change in wanted:
        _check_allowed(viewer, now, action, person, change)
    if action.version != target.version:
        raise _told_who(action)
    changed = 0
    for change in wanted:
        taken = step(action, change, now.date())
        if taken is None:
            continue
        if access.sees_page(viewer, person):
            taken = known_to(taken, action, viewer.id, now.date())
        if not _store(action, taken, done):
            raise _told_who(action)
        changed += 1
        action = actions.get(action.id) or action
    return changed


def _check_allowed(viewer: Viewer, now: datetime, action: Action, person: Person, wanted: ActionChange) -> None:
    drops = isinstance(wanted, SetStatus) and ActionStatus.DROPPED in (wanted.status, action.status)
    if (drops or isinstance(wanted, MoveDue | Reword)) and not access.may_agree_on(viewer, action):
        raise NotAllowed()
    if isinstance(wanted, Acknowledge) and not access.may_answer(viewer, person, action):
        raise NotAllowed()
    if isinstance(wanted, Reword):
        _check_ties(person, wanted.responsible_id, wanted.goal_id, now, current=action)


def _store(action: Action, taken: Step, done: Mark) -> bool:
    return history.change(Subject.ACTION, action, taken.kind, taken.fields, action.version, done, taken.note)


def _told_who(action: Action) -> ChangedElsewhere:
    return ChangedElsewhere(action, history.last_changed_by(Subject.ACTION, action.id))


def _check_ties(
    person: Person, responsible_id: int, goal_id: int | None, now: datetime, current: Action | None = None
) -> None:
    """The responsible is somebody who is here (or was responsible already), the goal is the person's own."""
    responsible = people.get(responsible_id)
    kept = current is not None and current.responsible_id == responsible_id
    if responsible is None or (responsible.has_left(now.date()) and not kept):
        raise Invalid({"responsible_id": "unknown_person"})
    if goal_id is not None and not actions.goal_belongs(goal_id, person.id):
        raise Invalid({"goal_id": "unknown_goal"})


def comment(viewer: Viewer, now: datetime, action_id: int, text: str) -> Receipt:
    """Write a comment on an action.

    Raises:
        NotFound, NotAllowed: the action is not there, or not theirs to comment.
        Invalid: nothing was written, or too much.
    """
    cleaned = clean_note(text)
    if not cleaned or len(cleaned) > NOTE_LIMIT:
        raise Invalid({"text": "too_long" if cleaned else "missing"})
    with writing(viewer):
        action, _ = workable_action(viewer, action_id)
        done = mark(viewer, now)
        actions.counted_comment(action.id, 1)
        history.remark(Subject.ACTION, action, ChangeKind.COMMENT, cleaned, done)
    return Receipt(done.batch, 1)


def on_track(viewer: Viewer, now: datetime, action_id: int) -> Receipt:
    """Write down that an action was looked at and is on track; nothing else of it changes.

    Raises:
        NotFound, NotAllowed: the action is not there, or not theirs to work on.
        Refusal: `action_is_closed`, when nothing of it remains.
    """
    with writing(viewer):
        action, _ = workable_action(viewer, action_id)
        if not action.is_open:
            raise Refusal("action_is_closed", text=action.text)
        done = mark(viewer, now)
        history.remark(Subject.ACTION, action, ChangeKind.ON_TRACK, "", done)
    return Receipt(done.batch, 1)


def story(viewer: Viewer, now: datetime, action_id: int) -> tuple[Change, ...]:
    """Everything that happened to an action, the newest first.

    Raises:
        NotFound, NotAllowed: the action is not there, or not theirs to see.
    """
    with reading(viewer):
        action, _ = workable_action(viewer, action_id)
        return history.of_subject(Subject.ACTION, action.id)


__all__ = [
    "Acknowledge",
    "MoveDue",
    "NotFound",
    "Reword",
    "Scope",
    "SetStatus",
    "Target",
    "add",
    "change",
    "checklist",
    "comment",
    "on_track",
    "one",
    "story",
]
