"""Takes the steps of a conversation, each from its question to the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from tui_app.domain.conversations.steps import AvailableStep
from tui_app.domain.errors import DomainError
from tui_app.ui.conversations.view import minutes_steps, preparation_steps, signed_steps
from tui_app.ui.conversations.view.step_context import StepContext

STEP_FLOWS: Mapping[AvailableStep, Callable[[StepContext], Awaitable[None]]] = {
    AvailableStep.SHARE: preparation_steps.share,
    AvailableStep.UNSHARE: preparation_steps.stop_sharing,
    AvailableStep.START: preparation_steps.start,
    AvailableStep.SHOW_DRAFT: minutes_steps.show_draft,
    AvailableStep.HIDE_DRAFT: minutes_steps.hide_draft,
    AvailableStep.SUBMIT: minutes_steps.submit,
    AvailableStep.SIGN: minutes_steps.sign,
    AvailableStep.COMMENT: minutes_steps.write_comment,
    AvailableStep.RETURN: minutes_steps.return_minutes,
    AvailableStep.HAND_OVER: minutes_steps.hand_over,
    AvailableStep.EXPORT: signed_steps.export,
    AvailableStep.ADD_STATEMENT: signed_steps.add_statement,
    AvailableStep.SHOW_SIGNED: signed_steps.show_signed,
    AvailableStep.HIDE_SIGNED: signed_steps.hide_signed,
    AvailableStep.AMEND: signed_steps.amend,
    AvailableStep.DISCARD_AMENDMENT: signed_steps.discard_amendment,
}
"""What each step does; a test finds a step that is missing."""


async def run_step(context: StepContext, step: AvailableStep) -> None:
    """Take a step; only in a flow. Everything written is saved first. A refusal is told to the person."""
    await context.writing.flush()
    if context.writing.is_dirty:
        context.autosave.notify_unsaved()
        return
    try:
        await STEP_FLOWS[step](context)
    except DomainError as error:
        context.ctx.notify_error(error)
    context.ctx.refresh()
