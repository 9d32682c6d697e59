"""The steps after both parties have signed: statements, amendments, showing the minutes, saving them to a file."""

from __future__ import annotations

from functools import partial

from tui_app.services.minutes import amendments, sharing, statements
from tui_app.text.conversations.view import newest_version_page
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain
from tui_app.ui.conversations.view.field_key import STATEMENT_FIELD
from tui_app.ui.conversations.view.steps.context import StepContext


async def add_statement(step: StepContext) -> None:
    """Add one's statement to the signed minutes; go to its field if it is not written yet."""
    text = step.writing.pending_statement()
    if not text:
        step.writing.wants_statement = True
        step.focus_field(newest_version_page(step.view), STATEMENT_FIELD)
        return
    title = _("Add the statement")
    question = _("It is shown beside the signed text, in your name, and both can read it.")
    if await step.confirm(title, question, title, plain(text), is_final=True):
        await step.take(statements.add, text)
        step.writing.wants_statement = False


async def amend(step: StepContext) -> None:
    """Start an amendment."""
    question = _(
        "The employee writes a new version based on the signed text, and both sign again. The old one is kept."
    )
    if await step.confirm(_("Write an amendment"), question, _("Start the amendment")):
        await step.take(amendments.start)


async def discard_amendment(step: StepContext) -> None:
    """Discard an amendment that is not signed."""
    question = _("What you wrote in the amendment is discarded. The signed minutes stay as they are.")
    if await step.confirm(_("Discard the amendment"), question, _("Discard"), is_final=True):
        await step.take(amendments.discard)
        step.ctx.notify(_("The amendment is discarded."))


async def show_signed(step: StepContext) -> None:
    """Let the employee's present leader read the signed minutes."""
    name, reader_id = step.view.later_leader, step.view.later_leader_id
    question = format_message(
        _("$name can then read these signed minutes and their amendments, until you hide them again."), name=name
    )
    if await step.confirm(format_message(_("Show $name the minutes"), name=name), question, _("Show")):
        await step.take(partial(sharing.set_shared, shared=True, reader_id=reader_id))
        step.ctx.notify(format_message(_("$name can read these minutes now."), name=name))


async def hide_signed(step: StepContext) -> None:
    """Hide the signed minutes from the employee's present leader again."""
    await step.take(partial(sharing.set_shared, shared=False))
    step.ctx.notify(format_message(_("$name can no longer read these minutes."), name=step.view.later_leader))


async def export(step: StepContext) -> None:
    """Save the signed version that is shown to a file; the newest one if none is shown."""
    from tui_app.ui.conversations.minutes_export import export_minutes

    versions = {signed.document.number: signed for signed in step.view.signed}
    number = step.page.number if step.page else 0
    await export_minutes(step.ctx, step.conversation_id, versions.get(number, step.view.signed[-1]))
