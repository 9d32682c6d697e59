"""Tells whoever sets a last day what is still open for the person who leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.records.open_items import OpenItems
from tui_app.domain.records.person import Person
from tui_app.services.people import open_items
from tui_app.text.i18n import _, format_message
from tui_app.text.people import open_items_of_people_text, open_items_text
from tui_app.ui.content import plain

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def open_items_about(ctx: AppContext, person: Person) -> Content | None:
    """What is still open for somebody with a last day, to be shown above their form; None if there is nothing."""
    text = await _text(ctx, person) if person.end_date is not None else ""
    return plain(text) if text else None


async def tell_open_items(ctx: AppContext, before: Person, saved: Person) -> None:
    """Show what is still open if a last day was set or moved; only in a flow."""
    if saved.end_date is None or saved.end_date == before.end_date:
        return
    if text := await _text(ctx, saved):
        from tui_app.ui.dialogs.text import TextDialog

        await ctx.ask(TextDialog(format_message(_("Before $name leaves"), name=saved.name), text))


async def tell_who_leaves(ctx: AppContext, leaving: Sequence[OpenItems]) -> None:
    """Show what is still open for those to whom a staff list gave a last day; only in a flow."""
    from tui_app.ui.dialogs.text import TextDialog

    await ctx.ask(TextDialog(_("Still open for those who leave"), open_items_of_people_text(leaving)))


async def _text(ctx: AppContext, person: Person) -> str:
    found = await ctx.attempt(ctx.call(open_items.of_person, person.id))
    return open_items_text(found) if found is not None else ""
