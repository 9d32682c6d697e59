"""When an employee is asked whether they were listened to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tui_app.domain.errors import DomainError
from tui_app.services.practice import listening
from tui_app.text.i18n import _
from tui_app.ui.context import AppContext
from tui_app.ui.practice.listening_dialog import ListeningDialog

IDLE_SECONDS = 0.6
"""Seconds without a key before the question comes, so that no digit answers it by accident."""
MAX_IDLE_CHECKS = 10


async def ask_whether_heard(ctx: AppContext, is_quiet: Callable[[], bool]) -> None:
    """Ask at a quiet moment, if there is something to ask; otherwise it is tried again at the next visit.

    Args:
        is_quiet: tells whether the own page is in front, with no dialog above it.
    """
    try:
        if not await ctx.call(listening.is_question_waiting) or not await _wait_until_quiet(ctx, is_quiet):
            return
        question = await ctx.call(listening.next_question)
    except DomainError:
        return  # nobody asked for it: the next visit is soon enough
    if question is None:
        return
    answers = await ctx.ask(ListeningDialog(question))
    try:
        if answers is None:
            await ctx.call(listening.skip, question)
            return
        await ctx.call(listening.answer, question, answers)
    except DomainError as refusal:
        ctx.notify_error(refusal)
    else:
        ctx.notify(_("Thank you. Your answer is counted, without your name."))


async def _wait_until_quiet(ctx: AppContext, is_quiet: Callable[[], bool]) -> bool:
    for _look in range(MAX_IDLE_CHECKS):
        await asyncio.sleep(IDLE_SECONDS)  # first, as the page may just have opened
        if is_quiet() and ctx.computer.idle_seconds >= IDLE_SECONDS:
            return True
    return False
