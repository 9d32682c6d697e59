"""How an action changes: the steps that are allowed and what each sets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, TypedDict, cast

from msgspec import Struct
from msgspec.structs import replace

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import ChangeKind

if TYPE_CHECKING:
    from tui_app.domain.drafts.actions import ActionDraft


FieldValues = Mapping[str, object]
"""Field name -> new value."""


class SetStatus(Struct, frozen=True):
    """Tick, start, reopen or drop; a reason is needed to drop."""

    status: ActionStatus
    reason: str = ""


class MoveDue(Struct, frozen=True):
    """Move the due date, with a reason if one wants to give it."""

    due: date
    reason: str = ""


class ActionFields(TypedDict, total=False):
    """The fields of an action that its parties edit."""

    text: str
    responsible_id: int
    goal_id: int | None


class EditAction(Struct, frozen=True):
    """Edit an action. It sets only the fields that it names, so that nobody loses what others wrote in the rest."""

    fields: ActionFields


def edited_fields(before: Action, draft: ActionDraft) -> ActionFields:
    """The fields in which a draft differs from the action that the form was opened with.

    A field that the form did not have is not edited: its default in the draft would erase what is stored.
    """
    edited = {
        name: getattr(draft, name)
        for name in ActionFields.__annotations__
        if name in draft.model_fields_set and getattr(draft, name) != getattr(before, name)
    }
    return cast(ActionFields, edited)


class Acknowledge(Struct, frozen=True):
    """Answer something done: seen, or a word of thanks."""

    word: str = ""


ActionChange = SetStatus | MoveDue | EditAction | Acknowledge


class ActionUpdate(Struct, frozen=True):
    """What one change does: the kind for the history, the fields it sets, and the reason given."""

    kind: ChangeKind
    fields: FieldValues
    note: str = ""


def resolve_change(action: Action, change: ActionChange, today: date) -> ActionUpdate | None:
    """What `change` does to `action`; None if it changes nothing.

    Raises:
        InvalidInput: a reason is missing.
        DomainError: `action_is_closed`: a done or dropped action cannot be moved; `not_done_yet`: only done actions can
            be acknowledged.
    """
    if isinstance(change, SetStatus):
        return _status_update(action, change, today)
    if isinstance(change, MoveDue):
        return _move_update(action, change)
    if isinstance(change, Acknowledge):
        return _acknowledge_update(action, change, today)
    return _edit_update(action, change)


def _status_update(action: Action, change: SetStatus, today: date) -> ActionUpdate | None:
    if change.status is action.status and change.reason == action.reason:
        return None
    dropped = change.status is ActionStatus.DROPPED
    if dropped and not change.reason:
        raise InvalidInput({"reason": "missing"})
    fields: dict[str, object] = {
        "status": change.status,
        "done_on": today if change.status is ActionStatus.DONE else None,
        "reason": change.reason if dropped else "",
    }
    if action.acknowledged_on is not None:
        fields["acknowledged_on"] = None
    return ActionUpdate(ChangeKind.STATUS, fields, change.reason)


def _acknowledge_update(action: Action, change: Acknowledge, today: date) -> ActionUpdate | None:
    if action.status is not ActionStatus.DONE:
        raise DomainError("not_done_yet", text=action.text)
    if action.acknowledged_on is not None and not change.word:
        return None
    kind = ChangeKind.THANKED if change.word else ChangeKind.SEEN
    return ActionUpdate(kind, {"acknowledged_on": action.acknowledged_on or today}, change.word)


def _move_update(action: Action, change: MoveDue) -> ActionUpdate | None:
    if not action.is_open:
        raise DomainError("action_is_closed", text=action.text)
    if change.due == action.due:
        return None
    return ActionUpdate(ChangeKind.MOVED, {"due": change.due, "moved": action.moved + 1}, change.reason)


_EDIT_KINDS: Mapping[str, ChangeKind] = {
    "text": ChangeKind.TEXT,
    "responsible_id": ChangeKind.RESPONSIBLE,
    "goal_id": ChangeKind.GOAL,
}
"""Field -> what the history calls an edit of this field alone; other edits are `ChangeKind.EDITED`."""


def _edit_update(action: Action, change: EditAction) -> ActionUpdate | None:
    fields = {name: value for name, value in change.fields.items() if value != getattr(action, name)}
    if not fields:
        return None
    kind = _EDIT_KINDS.get(next(iter(fields)), ChangeKind.EDITED) if len(fields) == 1 else ChangeKind.EDITED
    return ActionUpdate(kind, fields)


def with_own_tick_acknowledged(update: ActionUpdate, action: Action, by_id: int, today: date) -> ActionUpdate:
    """The same update; marking somebody else's action done also acknowledges it."""
    if update.fields.get("status") is not ActionStatus.DONE or action.responsible_id == by_id:
        return update
    return replace(update, fields={**update.fields, "acknowledged_on": today})


def toggle_done(action: Action) -> SetStatus:
    """The change that a tick makes: an open action is done, a done or dropped one is reopened."""
    return SetStatus(ActionStatus.DONE if action.is_open else ActionStatus.OPEN)


def toggle_started(action: Action) -> SetStatus:
    """The change that the start key makes: in progress, or back to not started."""
    return SetStatus(ActionStatus.OPEN if action.status is ActionStatus.STARTED else ActionStatus.STARTED)
