"""Starts a follow-up session with the whole team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.services.follow_up import team_session
from tui_app.text.i18n import _
from tui_app.ui.follow_up.session_screen import FollowUpSessionScreen

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def start_team_session(ctx: AppContext) -> None:
    """Start a session with the viewer's team, those who need attention first, or continue an interrupted one."""
    progress = await ctx.attempt(ctx.call(team_session.start_team))
    if progress is None:
        return
    if progress.is_over:
        ctx.notify(_("No one is left to follow up today."))
    else:
        ctx.show(FollowUpSessionScreen(progress.person_ids[progress.position], progress))
