"""Undo: of the signed-in person's last change, and the ones before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from tui_app.domain.errors import DomainError, StorageError
from tui_app.text.i18n import _, format_message
from tui_app.ui.context import context_of
from tui_app.ui.dialogs.flow import confirm

if TYPE_CHECKING:
    from tui_app.services.change_stamp import Receipt
    from tui_app.ui.context import AppContext


async def undo_last_change(app: App[str]) -> None:
    """Undo the last change, also one that is still being stored; each further call undoes the one before.

    What was done on another page a while ago is undone after a question.
    """
    ctx = context_of(app)
    async with ctx.change_lock:
        asked = ctx.receipts[-1:]
    if not asked or await _may_undo(ctx, asked[0]):
        async with ctx.change_lock:
            if ctx.receipts[-1:] == asked:
                await _undo(app)


async def _may_undo(ctx: AppContext, receipt: Receipt) -> bool:
    """True if the change was made here or just now, or else if the answer is yes."""
    done = ctx.done.get(receipt.batch)
    if done is None or done.place == ctx.place or done.is_fresh:
        return True
    what = done.message or _("your last change")
    question = format_message(_("This undoes what you did on another page: $what"), what=what)
    return await confirm(ctx, _("Undo"), question, _("Undo"), is_asked_for=True)


async def _undo(app: App[str]) -> None:
    from tui_app.services.undo import undo

    ctx = context_of(app)
    if not ctx.receipts:
        is_final = format_message(_("“$what” cannot be undone."), what=ctx.final_step)
        ctx.notify(is_final if ctx.final_step else _("Nothing to undo."))
        return
    receipt = ctx.receipts.pop()
    try:
        await ctx.call(undo, receipt.batch)
    except DomainError as refusal:
        if isinstance(refusal, StorageError):
            ctx.receipts.append(receipt)  # it can be undone once the database answers again
        if refusal.code == "undo_too_late" and refusal.values.get("by") == ctx.me.name:
            ctx.notify(_("You have since built on it, so it cannot be undone."), error=True)
        else:
            ctx.notify_error(refusal)
    else:
        app.clear_notifications()  # one of them still offers to undo it
        done = ctx.done.pop(receipt.batch, None)
        message = done.message if done else ""
        ctx.notify(format_message(_("Undone: $what"), what=message) if message else _("Undone."))
    ctx.refresh()
