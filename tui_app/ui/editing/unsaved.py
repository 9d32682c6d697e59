"""TODO-DOC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.form_drafts import UnsavedText
from tui_app.services import form_drafts

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def show_unsaved_texts(ctx: AppContext) -> None:
    """Show what could not be saved, one after the other, each once while somebody is signed in.

    Raises:
        DomainError: the database does not answer.
    """
    viewer = ctx.viewer
    while viewer is not None and not ctx.is_showing_unsaved:
        every: tuple[UnsavedText, ...] = await ctx.call(form_drafts.unsaved_texts)
        if ctx.viewer != viewer:
            return  # they have locked or gone meanwhile: nothing of theirs is for the sign-in screen
        one = next((one for one in every if one.key.name not in ctx.shown_unsaved), None)
        if one is None:
            return
        ctx.shown_unsaved.add(one.key.name)
        if await _is_thrown_away(ctx, one):
            await ctx.call(form_drafts.discard, one.key)


async def _is_thrown_away(ctx: AppContext, text: UnsavedText) -> bool:
    from tui_app.ui.editing.unsaved_dialog import UnsavedTextDialog

    ctx.is_showing_unsaved = True
    try:
        return bool(await ctx.ask(UnsavedTextDialog(text)))
    finally:
        ctx.is_showing_unsaved = False
