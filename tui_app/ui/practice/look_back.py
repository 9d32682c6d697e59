"""Looking back after a conversation: two minutes, for oneself alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.practice.sessions import LookBack
from tui_app.services.practice import sessions
from tui_app.text.i18n import _
from tui_app.ui.content import MUTED, plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def look_back_on(ctx: AppContext, conversation_id: int) -> None:
    """Note what opened up, where one took over, and one thing for next time."""
    noted = await ctx.call(sessions.look_back, conversation_id) or LookBack()

    async def submit(values: Mapping[str, object]) -> None:
        texts = (str(values.get(name) or "") for name in ("opened_up", "took_over", "next_time"))
        await ctx.call(sessions.save_look_back, conversation_id, LookBack(*texts))

    fields = [
        FormField("opened_up", _("What opened up"), FieldKind.NOTE, value=noted.opened_up),
        FormField("took_over", _("Where I took over"), FieldKind.NOTE, value=noted.took_over),
        FormField("next_time", _("Next time"), FieldKind.NOTE, value=noted.next_time),
    ]
    about = plain(_("Two minutes. Only you see this, at your next warm-up."), MUTED)
    if await show_form(ctx, _("Look back"), fields, submit, about):
        ctx.notify(_("Noted. It comes back at your next warm-up."))
        ctx.refresh()
