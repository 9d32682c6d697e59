"""Takes the steps of a conversation, each from its question to the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from msgspec.structs import replace

from tui_app.domain.conversations.steps import AvailableStep
from tui_app.domain.errors import DomainError
from tui_app.ui.conversations.view.steps import minutes, preparation, signed
from tui_app.ui.conversations.view.steps.context import StepContext

STEP_FLOWS: Mapping[AvailableStep, Callable[[StepContext], Awaitable[None]]] = {
    AvailableStep.SHARE: preparation.share,
    AvailableStep.UNSHARE: preparation.stop_sharing,
    AvailableStep.START: preparation.start,
    AvailableStep.TAKE_BACK: preparation.take_back,
    AvailableStep.SHOW_DRAFT: minutes.show_draft,
    AvailableStep.HIDE_DRAFT: minutes.hide_draft,
    AvailableStep.SUBMIT: minutes.submit,
    AvailableStep.SIGN: minutes.sign,
    AvailableStep.COMMENT: minutes.write_comment,
    AvailableStep.RETURN: minutes.return_minutes,
    AvailableStep.HAND_OVER: minutes.hand_over,
    AvailableStep.EXPORT: signed.export,
    AvailableStep.ADD_STATEMENT: signed.add_statement,
    AvailableStep.SHOW_SIGNED: signed.show_signed,
    AvailableStep.HIDE_SIGNED: signed.hide_signed,
    AvailableStep.AMEND: signed.amend,
    AvailableStep.DISCARD_AMENDMENT: signed.discard_amendment,
}
"""What each step does; a test finds a step that is missing."""


async def run_step(context: StepContext, step: AvailableStep) -> None:
    """Take a step; only in a flow. Everything written is saved first. A message shows why a step is refused."""
    await context.writing.flush()
    if context.writing.is_dirty:
        context.autosave.notify_unsaved()
        return
    try:
        await STEP_FLOWS[step](replace(context, step=step))
    except DomainError as error:
        context.ctx.notify_error(error)
    context.ctx.refresh()
