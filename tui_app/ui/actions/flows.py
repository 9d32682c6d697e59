"""Flows behind the keys for actions, with one or several actions at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.actions.changes import MoveDue, SetStatus, toggle_started
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.form_drafts import FormDraftKey, form_draft_key
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.text_normalization import clean_line
from tui_app.services.actions import actions
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui.actions import acknowledgement_flows
from tui_app.ui.actions.edit_flows import due_date_hint, edit_action, reassign_action
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.action_changes import change_actions, change_and_notify, done_message
from tui_app.ui.messages import ActionVerb

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def change_by_key(ctx: AppContext, verb: ActionVerb, chosen: Sequence[Action]) -> bool:
    """Do with actions what a key means.

    Args:
        ctx: the application's context.
        verb: what to do.
        chosen: the actions; a verb for one action takes the first.

    Returns:
        True if it was done.
    """
    if not chosen:
        return False
    if verb in _FLOWS_FOR_ONE:
        return await _FLOWS_FOR_ONE[verb](ctx, chosen[0])
    return await _FLOWS_FOR_SEVERAL[verb](ctx, chosen)


async def _tick(ctx: AppContext, chosen: Sequence[Action]) -> bool:
    """Mark the open ones as done; if none is open, reopen them all."""
    open_actions = [action for action in chosen if action.is_open]
    if open_actions:
        return await change_and_notify(ctx, open_actions, SetStatus(ActionStatus.DONE), _("Done"))
    return await change_and_notify(ctx, chosen, SetStatus(ActionStatus.OPEN), _("Reopened"))


async def _start(ctx: AppContext, chosen: Sequence[Action]) -> bool:
    """Set the actions in progress, or back to not started."""
    change = toggle_started(chosen[0])
    done = _("In progress") if change.status is ActionStatus.STARTED else _("Not started")
    return await change_and_notify(ctx, chosen, change, done)


async def _drop(ctx: AppContext, chosen: Sequence[Action]) -> bool:
    """Drop the actions, with a reason."""

    async def submit(values: Mapping[str, object]) -> None:
        change = SetStatus(ActionStatus.DROPPED, clean_line(str(values["reason"])))
        receipt = await change_actions(ctx, chosen, change)
        ctx.commit(receipt, done_message(_("Dropped"), chosen, receipt))

    fields, key = [FormField("reason", _("Why"), required=True)], _draft_key("action-drop", chosen)
    about, label = _actions_summary(chosen), ngettext("Drop the action", "Drop the actions", len(chosen))
    return await show_form(ctx, _("Drop"), fields, submit, about, submit_label=label, draft_key=key)


async def _move(ctx: AppContext, chosen: Sequence[Action]) -> bool:
    """Move the due date of the open ones, with an optional reason."""
    open_actions = [action for action in chosen if action.is_open]
    if not open_actions:
        ctx.notify_error(DomainError("action_is_closed", text=chosen[0].text))
        return False

    async def submit(values: Mapping[str, object]) -> None:
        due = values["due"]
        if not isinstance(due, date):
            raise InvalidInput({"due": "missing"})
        receipt = await change_actions(ctx, open_actions, MoveDue(due, clean_line(str(values["reason"]))))
        ctx.commit(receipt, done_message(_("Moved"), open_actions, receipt))

    fields = [
        FormField(
            "due",
            _("New due date"),
            FieldKind.DATE,
            hint=due_date_hint(),
            confirm_past=True,
            absences_of=tuple({action.responsible_id for action in open_actions}),
            required=True,
        ),
        FormField("reason", _("Why"), hint=_("optional")),
    ]
    key = _draft_key("action-move", open_actions)
    about = _actions_summary(open_actions)
    return await show_form(ctx, _("Move due date"), fields, submit, about, submit_label=_("Move"), draft_key=key)


async def _comment(ctx: AppContext, action: Action) -> bool:
    """Write a comment on an action."""

    async def submit(values: Mapping[str, object]) -> None:
        ctx.commit(await ctx.call(actions.comment, action.id, str(values["text"])))

    fields = [FormField("text", _("Comment"), FieldKind.NOTE)]
    key = _draft_key("action-comment", [action])
    about = _actions_summary([action])
    return await show_form(ctx, _("Comment"), fields, submit, about, submit_label=_("Add"), draft_key=key)


_FLOWS_FOR_ONE: dict[ActionVerb, Callable[[AppContext, Action], Awaitable[bool]]] = {
    ActionVerb.EDIT: edit_action,
    ActionVerb.COMMENT: _comment,
    ActionVerb.REASSIGN: reassign_action,
    ActionVerb.NUDGE: acknowledgement_flows.nudge,
}
_FLOWS_FOR_SEVERAL: dict[ActionVerb, Callable[[AppContext, Sequence[Action]], Awaitable[bool]]] = {
    ActionVerb.TICK: _tick,
    ActionVerb.START: _start,
    ActionVerb.MOVE: _move,
    ActionVerb.DROP: _drop,
    ActionVerb.ACKNOWLEDGE: acknowledgement_flows.acknowledge,
    ActionVerb.THANK: acknowledgement_flows.thank,
}


def _draft_key(form: str, chosen: Sequence[Action]) -> FormDraftKey | None:
    person_ids = {action.person_id for action in chosen}
    about_id = person_ids.pop() if len(person_ids) == 1 else None
    subject = chosen[0].text if len(chosen) == 1 else ""
    return form_draft_key(form, *sorted(action.id for action in chosen), about_id=about_id, subject=subject)


def _actions_summary(chosen: Sequence[Action]) -> Content:
    if len(chosen) == 1:
        return plain(chosen[0].text, "bold")
    return plain(format_message(ngettext("$count action", "$count actions", len(chosen)), count=len(chosen)), "bold")
