"""Flows about what others do: acknowledge it, thank for it, remind of what is overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_app.domain.actions.changes import Acknowledge
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person
from tui_app.services.actions import acknowledgements
from tui_app.text.i18n import _, format_message
from tui_app.text.people import first_name
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FormField
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.action_changes import change_actions, change_and_notify

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def acknowledge(ctx: AppContext, chosen: Sequence[Action]) -> bool:
    """Tell the responsible people that what they have done was seen. True if it was done."""
    return await change_and_notify(ctx, chosen, Acknowledge(), _("Marked as seen"))


async def thank(ctx: AppContext, chosen: Sequence[Action]) -> bool:
    """Thank the responsible people, who read it at their next visit. True if it was done."""

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.actions import ThanksDraft
        from tui_app.domain.drafts.base import validate_draft

        draft = validate_draft(ThanksDraft, values)
        receipt = await change_actions(ctx, chosen, Acknowledge(draft.word))
        ctx.commit(receipt, _("Thanks sent"))

    fields = [FormField("word", _("Message"), value=_("Well done!"), required=True)]
    about = plain(", ".join(one.text for one in chosen), "bold")
    ids = sorted(one.id for one in chosen)
    key = form_draft_key("action-thank", *ids, about_id=chosen[0].person_id, subject=chosen[0].text)
    return await show_form(ctx, _("Say thanks"), fields, submit, about, submit_label=_("Send"), draft_key=key)


async def nudge(ctx: AppContext, action: Action) -> bool:
    """Remind the responsible person of an overdue action. True if it was done."""
    receipt = await ctx.change(acknowledgements.remind_responsible, action.id)
    if receipt is None:
        return False
    name = first_name(action.responsible_name)
    ctx.commit(receipt, format_message(_("$name will see the reminder next time"), name=name))
    return True


async def acknowledge_all(ctx: AppContext, person: Person) -> None:
    """Acknowledge everything that one person has done."""
    receipt = await ctx.change(acknowledgements.acknowledge_all, person.id)
    if receipt is not None:
        message = _("Marked as seen: $count done by $name")
        ctx.commit(receipt, format_message(message, count=receipt.count, name=person.name))
