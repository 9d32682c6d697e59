"""Tells whoever sets a last day what is still open for the person who leaves, and asks who leads their team."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.records.open_items import OpenItems
from tui_app.domain.records.person import Person
from tui_app.services.people import open_items, people
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.people import open_items_of_people_text, open_items_text
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

MOST_ASKED = 20
"""Most reports of whom each gets a field for the new leader; the others get one together."""
_THE_OTHERS = "others"


async def open_items_about(ctx: AppContext, person: Person) -> Content | None:
    """What is still open for somebody with a last day, to be shown above their form; None if there is nothing."""
    text = await _text(ctx, person) if person.end_date is not None else ""
    return plain(text) if text else None


async def show_open_items(ctx: AppContext, before: Person, saved: Person) -> None:
    """Show what is still open if a last day was set or moved; only in a flow."""
    if saved.end_date is None or saved.end_date == before.end_date:
        return
    if text := await _text(ctx, saved):
        from tui_app.ui.dialogs.text import TextDialog

        await ctx.ask(TextDialog(format_message(_("Before $name leaves"), name=saved.name), text))


async def offer_new_leaders(ctx: AppContext, leader: Person, leaving: Collection[int] = ()) -> bool:
    """Let an administrator choose another leader for those whom somebody leads who leaves; only in a flow.

    Args:
        leaving: ids of others who leave, and are not proposed.

    Returns:
        False if the form was left.
    """
    reports = await ctx.attempt(ctx.call(people.reports_of, leader.id))
    if not reports:
        return True
    from tui_app.ui.dialogs.fields import FieldKind, FormField

    async def submit(values: Mapping[str, object]) -> None:
        answers = ((one, values.get(str(one.id), values.get(_THE_OTHERS))) for one in reports)
        chosen = [(one, leader_id) for one, leader_id in answers if isinstance(leader_id, int)]
        if not chosen:
            return
        await ctx.call(people.change_leaders, chosen)
        message = ngettext("$count person has a new leader.", "$count people have a new leader.", len(chosen))
        ctx.notify(format_message(message, count=len(chosen)))
        ctx.refresh()

    above_id = None if leader.leader_id in leaving else leader.leader_id
    above = Person(above_id, leader.leader_name) if above_id is not None else None
    fields = [FormField(str(one.id), one.distinct_name, FieldKind.PERSON, above) for one in reports[:MOST_ASKED]]
    if others := len(reports) - len(fields):
        label = format_message(ngettext("$count other", "$count others", others), count=others)
        fields.append(FormField(_THE_OTHERS, label, FieldKind.PERSON, above))
    about = _("Who leads them instead? The new leader sees their pages from now on. Empty: not yet.")
    title = format_message(_("New leader instead of $name"), name=leader.name)
    return await show_form(ctx, title, fields, submit, plain(about))


async def show_leavers(ctx: AppContext, leaving: Sequence[OpenItems], leaders: Sequence[Person]) -> None:
    """Show what is still open for those to whom a staff list gave a last day; only in a flow.

    Then ask, leader by leader, who leads their people instead, until a form is left.
    """
    from tui_app.ui.dialogs.text import TextDialog

    await ctx.ask(TextDialog(_("Still open for those who leave"), open_items_of_people_text(leaving)))
    for leader in leaders:
        if not await offer_new_leaders(ctx, leader, [one.id for one in leaders]):
            return


async def _text(ctx: AppContext, person: Person) -> str:
    found = await ctx.attempt(ctx.call(open_items.of_person, person.id))
    return open_items_text(found) if found is not None else ""
