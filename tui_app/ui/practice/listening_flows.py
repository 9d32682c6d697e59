"""An employee says whether they were listened to."""

from __future__ import annotations

from tui_app.domain.errors import DomainError
from tui_app.domain.practice.listening import ListeningQuestion
from tui_app.services.practice import listening
from tui_app.text.i18n import _
from tui_app.ui.context import AppContext
from tui_app.ui.practice.listening_dialog import ListeningDialog


async def answer_whether_heard(ctx: AppContext, question: ListeningQuestion) -> None:
    """Show the statements, and count the answers or skip the question for good."""
    answers = await ctx.ask(ListeningDialog(question))
    try:
        if answers is None:
            await ctx.call(listening.skip, question)
        else:
            await ctx.call(listening.answer, question, answers)
            ctx.notify(_("Thank you. Your answer is counted, without your name."))
    except DomainError as refusal:
        ctx.notify_error(refusal)
        if refusal.code != "already_answered":  # else it is over here too
            return
    ctx.asked.pop(ctx.me.id, None)
    ctx.refresh()
