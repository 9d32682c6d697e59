"""Follows what changes for the signed-in person while they work: their rights, and minutes returned to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime

from textual.app import App

from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import signed_in
from tui_app.text.i18n import _, format_message
from tui_app.ui import textual_compat
from tui_app.ui.computer import Rights
from tui_app.ui.context import AppContext, context_of


async def follow_rights(app: App[str]) -> None:
    """Read the screens again, with the tabs and keys that the person has now; leave what they lost, and say so."""
    if context_of(app).viewer is not None:
        await _take_rights(app)
    context_of(app).refresh()


async def _take_rights(app: App[str]) -> None:
    ctx = context_of(app)
    session = ctx.computer.session
    with suppress(DomainError):  # a session that has ended ends elsewhere; an unreachable database is tried again
        viewer, leads, returned = await ctx.call(_current_rights)
        if ctx.viewer is None or ctx.computer.session is not session or viewer.id != ctx.me.id:
            return  # somebody else is signed in by now
        before = ctx.computer.take_rights(viewer, leads=leads)
        _notify_returned_minutes(ctx, returned)
        if before == ctx.computer.rights:
            return
        if not ctx.computer.has_mode(str(app.current_mode)):
            await app.switch_mode(ctx.computer.home)
        for screen in textual_compat.all_screens(app):
            for line in screen.query("TopBar"):
                line.refresh()
        app.screen.refresh_bindings()
        for sentence in _sentences(before, ctx.computer.rights, is_at_team=app.current_mode == "team"):
            ctx.notify(sentence, longer=True)


async def note_returned(ctx: AppContext) -> None:
    """Remember which minutes are returned when the person comes in: only later ones are told."""
    from tui_app.services.conversations import next_step

    ctx.computer.returned = await ctx.call(next_step.returned_to_me)


async def notify_returned_minutes(ctx: AppContext, changed: frozenset[int]) -> None:
    """Tell an employee at once that minutes were returned; `changed` are the people whose pages changed."""
    if ctx.viewer is not None and ctx.viewer.id in changed:
        from tui_app.services.conversations import next_step

        with suppress(DomainError):
            _notify_returned_minutes(ctx, await ctx.call(next_step.returned_to_me))


def _notify_returned_minutes(ctx: AppContext, returned: Mapping[int, str]) -> None:
    known, ctx.computer.returned = ctx.computer.returned, returned
    for conversation_id in returned.keys() - (known if known is not None else returned).keys():
        sentence = _("$name returned the minutes to you, with comments: Conversations, key 3.")
        ctx.notify(format_message(sentence, name=returned[conversation_id]), longer=True)


def _current_rights(viewer: Viewer, now: datetime) -> tuple[Viewer, bool, Mapping[int, str]]:
    from tui_app.services.conversations import next_step

    return viewer, signed_in.leads_anybody(viewer, now), next_step.returned_to_me(viewer, now)


def _sentences(before: Rights, after: Rights, *, is_at_team: bool) -> Iterator[str]:
    """What to say about rights that changed; not that there is a team, to somebody who sees it come."""
    if after.is_administrator != before.is_administrator:
        yield (
            _("You are an administrator now: key 6 opens Admin.")
            if after.is_administrator
            else _("You are no longer an administrator.")
        )
    covers, covered = after.stands_in_for - before.stands_in_for, before.stands_in_for - after.stands_in_for
    if covers:
        yield _("You cover for another leader from now on. Their team is on your Team screen.")
    if covered:
        yield _("You no longer cover for another leader. Their team is not on your Team screen any more.")
    if not (covers or covered) and before.leads not in (None, after.leads) and not (after.leads and is_at_team):
        yield (_("You lead a team now: key 1 opens it.") if after.leads else _("You no longer lead anyone."))
