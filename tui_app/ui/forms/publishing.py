"""Publishes a form, or lists the problems that must be fixed first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_app.domain.forms.form import Form
from tui_app.domain.forms.template_problems import TemplateProblem
from tui_app.domain.records.template import Template
from tui_app.services.administration import templates
from tui_app.text.forms.labels import form_problem_message, position_in_form, version_text
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import confirm

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def publish(ctx: AppContext, template: Template, no: str = "") -> bool:
    """Publish a draft, after a question.

    Args:
        ctx: the application's context.
        template: the draft.
        no: the label of the safe answer.

    Returns:
        True if it was published.

    Raises:
        DomainError: it cannot be published.
        InvalidTemplate: it has problems.
    """
    question = format_message(
        _(
            "$version\n"
            "\n"
            "New conversations will use this form, and it can no longer be edited.\n"
            "Conversations already planned keep their version."
        ),
        version=version_text(template),
    )
    if await ctx.call(templates.is_unchanged, template.id):
        question = _("Nothing is changed from the version in use.") + "\n\n" + question
    if not await confirm(ctx, _("Publish"), question, _("Publish"), no):
        return False
    await ctx.call(templates.publish, template.id, template.version)
    ctx.notify(_("Published. New conversations can now use it."))
    return True


async def choose_problem(ctx: AppContext, form: Form, problems: Sequence[TemplateProblem]) -> TemplateProblem | None:
    """List problems, and return the one to go to; None if the list was left."""
    from tui_app.ui.dialogs.problems import ProblemsDialog

    rows = [(position_in_form(form, one), form_problem_message(one)) for one in problems]
    index: int | None = await ctx.ask(ProblemsDialog(_("To fix"), plain(_("Press Enter to go there.")), rows))
    return None if index is None else problems[index]
