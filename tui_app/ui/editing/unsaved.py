"""Shows people the texts that could not be saved where they wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.form_drafts import UnsavedText
from tui_app.services import form_drafts

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def show_unsaved_texts(ctx: AppContext) -> None:
    """Show the unsaved texts of the signed-in person one by one, each once a session.

    Raises:
        DomainError: they cannot be read.
    """
    viewer = ctx.viewer
    while viewer is not None and not ctx.is_showing_unsaved:
        texts: tuple[UnsavedText, ...] = await ctx.call(form_drafts.unsaved_texts)
        if ctx.viewer != viewer:
            return  # they have locked or signed out meanwhile; nothing of theirs may be shown to the next person
        text = next((one for one in texts if one.key.name not in ctx.shown_unsaved), None)
        if text is None:
            return
        ctx.shown_unsaved.add(text.key.name)
        if await _is_discarded(ctx, text):
            await ctx.call(form_drafts.discard, text.key)


async def _is_discarded(ctx: AppContext, text: UnsavedText) -> bool:
    from tui_app.ui.editing.unsaved_dialog import UnsavedTextDialog

    ctx.is_showing_unsaved = True
    try:
        return bool(await ctx.ask(UnsavedTextDialog(text)))
    finally:
        ctx.is_showing_unsaved = False
