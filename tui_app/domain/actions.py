"""How an action changes: the steps that are allowed and what each sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tui_app.domain.records import Action, ActionStatus, ChangeKind
from tui_app.domain.refusals import Invalid, Refusal

DONE_SHOWN_FOR = timedelta(days=365)
"""How long a done action counts on the Team and Actions screens: one yearly cycle of conversations."""

Fields = Mapping[str, object]
"""Field name -> new value."""


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Tick, start, reopen or drop; a reason is needed to drop."""

    status: ActionStatus
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveDue:
    """Move the due date, with a reason if one wants to give it."""

    due: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reword:
    """Change what stands in the action: its text, who is responsible, the goal it serves."""

    text: str
    responsible_id: int
    goal_id: int | None


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Answer something done: seen, or a word of thanks."""

    word: str = ""


ActionChange = SetStatus | MoveDue | Reword | Acknowledge


@dataclass(frozen=True, slots=True)
class Step:
    """What one change does: the kind for the history, the fields it sets, and the reason given."""

    kind: ChangeKind
    fields: Fields
    note: str = ""


def step(action: Action, change: ActionChange, today: date) -> Step | None:
    """What `change` does to `action`; None when it changes nothing.

    Raises:
        Invalid: a reason is missing.
        Refusal: `action_is_closed`, when a done or dropped action is to be moved; `not_done_yet`, when one that is not
            done is to be answered.
    """
    if isinstance(change, SetStatus):
        return _status_step(action, change, today)
    if isinstance(change, MoveDue):
        return _move_step(action, change)
    if isinstance(change, Acknowledge):
        return _answer_step(action, change, today)
    return _reword_step(action, change)


def _status_step(action: Action, change: SetStatus, today: date) -> Step | None:
    if change.status is action.status and change.reason == action.reason:
        return None
    dropped = change.status is ActionStatus.DROPPED
    if dropped and not change.reason:
        raise Invalid({"reason": "missing"})
    fields: dict[str, object] = {
        "status": change.status,
        "done_on": today if change.status is ActionStatus.DONE else None,
        "reason": change.reason if dropped else "",
    }
    if action.acknowledged_on is not None:
        fields["acknowledged_on"] = None
    return Step(ChangeKind.STATUS, fields, change.reason)


def _answer_step(action: Action, change: Acknowledge, today: date) -> Step | None:
    if action.status is not ActionStatus.DONE:
        raise Refusal("not_done_yet", text=action.text)
    if action.acknowledged_on is not None and not change.word:
        return None
    kind = ChangeKind.THANKED if change.word else ChangeKind.SEEN
    return Step(kind, {"acknowledged_on": action.acknowledged_on or today}, change.word)


def _move_step(action: Action, change: MoveDue) -> Step | None:
    if not action.is_open:
        raise Refusal("action_is_closed", text=action.text)
    if change.due == action.due:
        return None
    return Step(ChangeKind.MOVED, {"due": change.due, "moved": action.moved + 1}, change.reason)


def _reword_step(action: Action, change: Reword) -> Step | None:
    now = {"text": action.text, "responsible_id": action.responsible_id, "goal_id": action.goal_id}
    wanted = {"text": change.text, "responsible_id": change.responsible_id, "goal_id": change.goal_id}
    fields = {name: value for name, value in wanted.items() if value != now[name]}
    if not fields:
        return None
    if len(fields) > 1:
        return Step(ChangeKind.EDITED, fields)
    kinds = {"text": ChangeKind.TEXT, "responsible_id": ChangeKind.RESPONSIBLE, "goal_id": ChangeKind.GOAL}
    return Step(kinds[next(iter(fields))], fields)


def known_to(taken: Step, action: Action, by_id: int, today: date) -> Step:
    """The same step; whoever ticks what another is responsible for has seen it, and owes no word about that."""
    if taken.fields.get("status") is not ActionStatus.DONE or action.responsible_id == by_id:
        return taken
    return replace(taken, fields={**taken.fields, "acknowledged_on": today})


def ticked(action: Action) -> SetStatus:
    """What a tick means: done when something remains, reopened when it was done or dropped."""
    return SetStatus(ActionStatus.DONE if action.is_open else ActionStatus.OPEN)


def started(action: Action) -> SetStatus:
    """What the start key means: in progress, or back to not started."""
    return SetStatus(ActionStatus.OPEN if action.status is ActionStatus.STARTED else ActionStatus.STARTED)
