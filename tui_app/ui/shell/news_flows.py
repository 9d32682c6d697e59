"""When the news is shown, and what its events open."""

from __future__ import annotations

from textual.app import App

from tui_app.domain.activity import ActivityEvent, RecentActivity
from tui_app.ui import textual_compat
from tui_app.ui.context import context_of
from tui_app.ui.shell.news import NewsDialog
from tui_app.ui.widgets.change_rows import open_event
from tui_app.ui.widgets.next_step import NextStepLine


def _note_unread(app: App[str], count: int) -> None:
    """Say in the line on top how much there is to read; it takes no key away from anybody."""
    context_of(app).unread = count
    for screen in textual_compat.all_screens(app):
        for line in screen.query(NextStepLine):
            line.show_news()


async def show_news(app: App[str], *, asked: bool = False) -> None:
    """Say how much others did since the last visit; show it to a person who asks, and remember that it was seen.

    Args:
        asked: the person asked; show the dialog even if nothing is new.
    """
    from tui_app.services import activity

    ctx = context_of(app)
    found: RecentActivity = await ctx.call(activity.since_last_visit)
    if not asked:
        _note_unread(app, len(found.events) + len(found.leavers))
        return
    chosen: ActivityEvent | None = await ctx.ask(NewsDialog(found))
    await ctx.call(activity.mark_seen, found.last_change_id)
    _note_unread(app, 0)
    if chosen is not None:
        open_event(ctx, chosen)
