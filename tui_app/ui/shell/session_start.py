"""What a person sees when a session starts: changes of their account, what was left open, the news."""

from __future__ import annotations

import gc
from contextlib import suppress

from textual.app import App

from tui_app.domain.errors import DomainError
from tui_app.services.accounts import account_events, accounts
from tui_app.services.administration import organisation
from tui_app.ui.computer import HandOver, LockedSession
from tui_app.ui.context import AppContext, context_of
from tui_app.ui.messages import AskComputerUse, OpenConversation, ReviewUsedCodes, SetComputerUse


async def start_on_own_computer(app: App[str]) -> None:
    """Do what can wait until the first screen is there, on a person's own computer."""
    ctx = context_of(app)
    ctx.setup.prefetched.clear()  # outdated by now
    with suppress(DomainError):
        ctx.computer.conversation_minutes = await ctx.run(organisation.conversation_minutes)
        ctx.computer.has_password = (await ctx.call(accounts.own_state)).has_password
        if ctx.computer.has_password:  # perhaps somebody else chose it with a code
            await ctx.perform(ReviewUsedCodes(on_own_computer=True))
    if ctx.computer.settings.sharing_wished:
        await ctx.perform(SetComputerUse(several=True))
    await _notify_account_events(ctx)
    await _reopen(app)
    await show_unfinished(app)
    await show_news(app)


def continue_session(app: App[str], locked_session: LockedSession | None, hand_over: HandOver | None) -> None:
    """Continue after a sign-in where the person was, or with what was handed to them."""
    ctx = context_of(app)
    if locked_session is not None:
        ctx.spawn(_notify_account_events(ctx), is_background=True)
    else:
        ctx.spawn(show_unfinished(app), is_background=True)
        ctx.spawn(_welcome(app, hand_over), is_background=True)
        return
    if hand_over is not None:
        ctx.open(OpenConversation(hand_over.conversation_id))
    elif locked_session.reopen is not None:
        ctx.open(locked_session.reopen)
    else:
        ctx.spawn(show_news(app), is_background=True)
    app.call_later(
        lambda: ctx.spawn(show_unfinished(app), is_background=True)
    )  # after the screen, so that the dialog is in front of it


async def _welcome(app: App[str], hand_over: HandOver | None) -> None:
    """Show changes of the account, whose computer this is, what was left open, and the news."""
    ctx = context_of(app)
    await _notify_account_events(ctx)
    with suppress(DomainError):
        await ctx.perform(ReviewUsedCodes(on_own_computer=False))
    if hand_over is not None:
        ctx.open(OpenConversation(hand_over.conversation_id))
        return
    if not ctx.computer.owner_id and not ctx.computer.settings.several:
        await ctx.perform(AskComputerUse())
    await _reopen(app)
    await show_news(app)


async def _notify_account_events(ctx: AppContext) -> None:
    """Show what somebody else did to the signed-in person's account."""
    from tui_app.text.administration.audit_log import account_activity_since
    from tui_app.ui.shell.rights import note_returned

    with suppress(DomainError):
        await note_returned(ctx)
        if said := account_activity_since(await ctx.call(account_events.take_untold), ctx.today):
            ctx.notify(said, longer=True)


async def _reopen(app: App[str]) -> None:
    """Open the conversation that a crash or a lost connection left open, unless the person is elsewhere already."""
    from tui_app.services.conversations.bookmark import open_conversation_id

    ctx = context_of(app)
    with suppress(DomainError):
        conversation_id = await ctx.call(open_conversation_id)
        if conversation_id and app.current_mode == ctx.computer.home and len(app.screen_stack) == 1:
            ctx.open(OpenConversation(conversation_id))


async def show_unfinished(app: App[str]) -> None:
    """Say which forms are unfinished, if any, and show texts that could not be saved."""
    from tui_app.ui.dialogs.draft_form import DraftDialog
    from tui_app.ui.editing.form_draft import notify_open_drafts
    from tui_app.ui.editing.unsaved import show_unsaved_texts

    ctx = context_of(app)

    def is_open(name: str) -> bool:
        return any(isinstance(one, DraftDialog) and one.draft_name == name for one in app.screen_stack)

    with suppress(DomainError):  # it can wait until the next start
        await notify_open_drafts(ctx, is_open)
        await show_unsaved_texts(ctx)


async def show_news(app: App[str], *, asked: bool = False) -> None:
    """Show what others did since the last visit; if nothing is new, only a person who asked is told so."""
    from tui_app.ui.shell import news_flows

    with suppress(DomainError):
        await news_flows.show_news(app, asked=asked)


def resume_garbage_collection() -> None:
    """Switch on garbage collection if the start has put it off; what is loaded by then is never examined again."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
