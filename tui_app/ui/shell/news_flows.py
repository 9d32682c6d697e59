"""When the news is shown, and what its events open."""

from __future__ import annotations

import asyncio

from textual.app import App
from textual.widgets import Input, TextArea

from tui_app.domain.activity import ActivityEvent, RecentActivity
from tui_app.ui.context import context_of
from tui_app.ui.shell.news import NewsDialog
from tui_app.ui.widgets.change_rows import open_event

IDLE_BEFORE_NEWS_SECONDS = 0.6
"""Seconds without a key before the news comes by itself."""

MAX_IDLE_CHECKS = 10


async def _wait_until_idle(app: App[str]) -> bool:
    """Wait until nobody is pressing keys, so that no key hits the news by accident. False if they go on."""
    for _look in range(MAX_IDLE_CHECKS):
        if context_of(app).computer.idle_seconds >= IDLE_BEFORE_NEWS_SECONDS:
            return not isinstance(app.focused, (Input, TextArea))
        await asyncio.sleep(IDLE_BEFORE_NEWS_SECONDS / 2)
    return False


async def show_news(app: App[str], *, asked: bool = False) -> None:
    """Show what others did since the last visit, if anything, and remember that it was seen.

    Args:
        asked: the person asked; show the dialog even if nothing is new.
    """
    from tui_app.services import activity

    ctx = context_of(app)
    found: RecentActivity = await ctx.call(activity.since_last_visit)
    if not (found.events or found.leavers) and not asked:
        return
    at_rest = asked or await _wait_until_idle(app)
    if not asked and (not at_rest or app.screen.is_modal or len(app.screen_stack) > 1):
        return  # somebody is already working: the news waits for the next time, or F8
    chosen: ActivityEvent | None = await ctx.ask(NewsDialog(found))
    await ctx.call(activity.mark_seen, found.last_change_id)
    if chosen is not None:
        open_event(ctx, chosen)
