"""Acknowledging what somebody has done, thanking for it, and reminding of what is overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_app.domain.actions.changes import Acknowledge
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person
from tui_app.services.actions import acknowledgements
from tui_app.text import people
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.editing.action_changes import change_actions, change_and_notify

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def acknowledge(ctx: AppContext, chosen: Sequence[Action]) -> bool:
    """Tell the responsible people that what they have done was seen; whether it was done."""
    return await change_and_notify(ctx, chosen, Acknowledge(), _("Seen"))


async def thank(ctx: AppContext, chosen: Sequence[Action]) -> bool:
    """Send a word of thanks, which they read at their next visit; whether it was sent."""
    from tui_app.ui.dialogs.fields import FormField

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.actions import ThanksDraft
        from tui_app.domain.drafts.base import validate_draft

        draft = validate_draft(ThanksDraft, values)
        receipt = await change_actions(ctx, chosen, Acknowledge(draft.word))
        ctx.commit(receipt, _("Thanks sent"))

    fields = [FormField("word", _("Message"), value=_("Well done!"), required=True)]
    about = plain(", ".join(one.text for one in chosen), "bold")
    numbers = sorted(one.id for one in chosen)
    key = form_draft_key("action-thank", *numbers, about_id=chosen[0].person_id, subject=chosen[0].text)
    return await show_form(ctx, _("Say thanks"), fields, submit, about, draft_key=key)


async def nudge(ctx: AppContext, action: Action) -> bool:
    """Remind the responsible person of an overdue action; whether it was done."""
    receipt = await ctx.change(acknowledgements.remind_responsible, action.id)
    if receipt is None:
        return False
    name = people.first_name(action.responsible_name)
    ctx.commit(receipt, format_message(_("$name will see the reminder next time"), name=name))
    return True


async def acknowledge_all(ctx: AppContext, person: Person) -> None:
    """Acknowledge everything that one person has done and that waits for it."""
    receipt = await ctx.change(acknowledgements.acknowledge_all, person.id)
    if receipt is not None:
        said = format_message(_("Seen: $count done by $name"), count=receipt.count, name=person.name)
        ctx.commit(receipt, said)
