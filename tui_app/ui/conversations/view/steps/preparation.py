"""The steps before a conversation: share one's preparation, and start."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from tui_app.domain.forms.answers import unanswered_questions
from tui_app.domain.forms.translations import in_language
from tui_app.services.conversations import planning, preparation
from tui_app.text.conversations.view import other_party_name
from tui_app.text.i18n import _, current_language, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.conversations.view.steps.context import StepContext


async def share(step: StepContext) -> None:
    """Show the other party one's answers, those that come later too."""
    view = await step.read()
    other = other_party_name(view)
    answers = {key: answer.value for key, answer in view.my_preparation.answers.items()}
    unanswered = [
        plain("! ", content.WARNING) + plain(in_language(question.text, current_language()))
        for question in unanswered_questions(view.form, view.role, answers)
    ]
    question = format_message(_("$name sees your answers from now on, including later additions."), name=other)
    reading = Content("\n").join([plain(_("Required (*) and not answered:")), *unanswered]) if unanswered else None
    if await step.confirm(_("Share my preparation"), question, _("Share"), reading):
        await step.take(partial(preparation.share, reader_id=view.other_party_id))
        step.ctx.notify(format_message(_("$name can see your answers now."), name=other))


async def stop_sharing(step: StepContext) -> None:
    """Make one's answers private again."""
    await step.take(partial(preparation.share, shared=False))
    step.ctx.notify(_("Your answers are private again."))


async def start(step: StepContext) -> None:
    """Start the conversation."""
    message = _(
        "Are you and $name together now?\n\n"
        "The time starts here, and the conversation counts as held today. Until something is written or agreed, the "
        "start can be taken back."
    )
    question = format_message(message, name=other_party_name(step.view))
    if await step.confirm(_("Start the conversation"), question, _("Start now")):
        await step.take(planning.start)


async def take_back(step: StepContext) -> None:
    """Let a conversation that was started by mistake be planned again."""
    question = _("The conversation is planned again, on its earlier day, and no longer counts as held.")
    if await step.confirm(_("Take back the start"), question, _("Take it back")):
        await step.take(planning.take_back)
        step.ctx.notify(_("The conversation is planned again."))
