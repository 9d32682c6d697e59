"""When the news are shown, and what an event of them opens."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.widgets import Input, TextArea

from tui_app.domain.activity import ActivityEvent, RecentActivity
from tui_app.domain.errors import DomainError
from tui_app.domain.records.change import ChangeSubject
from tui_app.ui.shell.news import NewsDialog

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp

IDLE_BEFORE_NEWS_SECONDS = 0.6
"""So long nobody has pressed a key before it comes by itself."""

MAX_IDLE_CHECKS = 10


async def _wait_until_idle(app: SamtaleApp) -> bool:
    """Wait until nobody is pressing keys: what is typed belongs to what stands in front. False if they go on."""
    for _look in range(MAX_IDLE_CHECKS):
        if app.quiet_for >= IDLE_BEFORE_NEWS_SECONDS:
            return not isinstance(app.focused, (Input, TextArea))
        await asyncio.sleep(IDLE_BEFORE_NEWS_SECONDS / 2)
    return False


async def show_news(app: SamtaleApp, *, asked: bool = False) -> None:
    """Show what others did since the last visit, if anything, and remember that it has been seen.

    Args:
        asked: it was asked for, so that nothing new is said too.
    """
    from tui_app.services import activity

    found: RecentActivity = await app.ask(activity.since_last_visit)
    if not found.events and not asked:
        return
    at_rest = asked or await _wait_until_idle(app)
    if not asked and (not at_rest or app.screen.is_modal or len(app.screen_stack) > 1):
        return  # somebody is at work already: it waits for the next time, or F8
    chosen: ActivityEvent | None = await app.push_screen_wait(NewsDialog(found))
    await app.ask(activity.mark_seen, found.last_change_id)
    if chosen is not None:
        open_happening(app, chosen)


def open_happening(app: SamtaleApp, one: ActivityEvent) -> None:
    """Open what something was done with: a conversation, an action, or the page it stands on."""
    change = one.change
    if change.subject is ChangeSubject.CONVERSATION:
        app.flow(app.planning.open_by_id(change.subject_id))
    elif change.subject is ChangeSubject.ACTION:
        app.flow(_load_and_open_action(app, change.subject_id))
    else:
        app.open_person(one.person_id)


async def _load_and_open_action(app: SamtaleApp, action_id: int) -> None:
    from tui_app.services.actions import actions

    try:
        app.open_action(await app.ask(actions.get, action_id))
    except DomainError as refusal:
        app.tell_refusal(refusal)
