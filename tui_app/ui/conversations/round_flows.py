"""Opens the screen on which a round of conversations is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.ui.conversations.planning_choices import own_reports

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def open_round(ctx: AppContext) -> None:
    """Show the screen, if the signed-in person leads anybody."""
    from tui_app.ui.conversations.round_screen import RoundScreen

    if await own_reports(ctx):
        ctx.show(RoundScreen())
