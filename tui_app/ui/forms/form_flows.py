"""Flows about the versions of forms: new ones, copies, exports, publishing, retiring and deleting."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.template_file import find_problems
from tui_app.domain.forms.template_problems import InvalidTemplate
from tui_app.domain.records.template import Template
from tui_app.services.administration import templates
from tui_app.text.forms.labels import all_form_languages, form_title, version_text
from tui_app.text.i18n import _, current_language, format_message
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import confirm
from tui_app.ui.dialogs.save_file import save_to_file
from tui_app.ui.forms.outline import OutlinePart, part_with_problem
from tui_app.ui.forms.publishing import choose_problem, publish

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


def open_editor(ctx: AppContext, template_id: int, part: OutlinePart | None = None) -> None:
    """Open a version of a form, with the cursor on a part if one is given."""
    from tui_app.ui.forms.form_editor_screen import FormEditorScreen

    ctx.show(FormEditorScreen(template_id, part))


async def start_new_version(ctx: AppContext, template: Template) -> None:
    """Make a draft of the next version of a form, and open it.

    Raises:
        DomainError: it cannot be made.
    """
    draft = await ctx.call(templates.start_draft, template.id)
    open_editor(ctx, draft.id)


async def create_form(ctx: AppContext) -> None:
    """Make a new form, and open it."""
    from tui_app.ui.forms.fields import new_form_fields, parse_new_form, show_part_form

    created: list[Template] = []

    async def submit(values: Mapping[str, object]) -> None:
        created.append(await ctx.call(templates.create, *parse_new_form(values)))

    fields, key = new_form_fields(current_language()), form_draft_key("form-new")
    about = plain(_("It is a draft until you publish it. Next you add questions, and other languages if you like."))
    await show_part_form(ctx, _("New form"), fields, submit, about, submit_label=_("Make the form"), draft_key=key)
    if created:
        open_editor(ctx, created[0].id)


async def copy_form(ctx: AppContext, template: Template, form: Form) -> None:
    """Make a new form with the questions of another one, and open it."""
    from tui_app.ui.forms.fields import parse_title, show_part_form, title_fields

    copied: list[Template] = []

    async def submit(values: Mapping[str, object]) -> None:
        copied.append(await ctx.call(templates.copy, template.id, parse_title(values)))

    about = plain(_("The copy is a draft until you publish it. What should it be called?"))
    fields = title_fields(form, all_form_languages(form))
    await show_part_form(ctx, _("Copy"), fields, submit, about, submit_label=_("Make the copy"))
    if copied:
        open_editor(ctx, copied[0].id)


async def export_form(ctx: AppContext, template: Template, form: Form) -> None:
    """Save a form to a file that can be imported elsewhere."""
    suggested = ctx.files.export_folder / f"{template.key}-{template.number}.toml"
    await save_to_file(ctx, _("Export"), suggested, partial(ctx.files.write_form, form))


async def publish_form(ctx: AppContext, template: Template, form: Form) -> None:
    """Publish a draft after a question, or list what must be fixed first.

    Raises:
        DomainError: it cannot be published.
    """
    problems = await ctx.run(find_problems, form)
    if not problems:
        try:
            await publish(ctx, template)
        except InvalidTemplate as error:
            problems = error.problems
    if problems:
        problem = await choose_problem(ctx, form, problems)
        if problem is not None:
            open_editor(ctx, template.id, part_with_problem(form, problem))


async def retire_form(ctx: AppContext, template: Template) -> None:
    """Retire a published version after a question: only conversations that have it keep it.

    Raises:
        DomainError: it cannot be retired.
    """
    message = _("$title, $version\n\nNew conversations will no longer use it. Existing ones keep it.")
    question = format_message(message, title=form_title(template), version=version_text(template))
    if await confirm(ctx, _("Retire"), question, _("Retire"), is_asked_for=True):
        await ctx.call(templates.retire, template.id, template.version)


async def bring_back_form(ctx: AppContext, template: Template, form: Form) -> None:
    """Let new conversations use a retired version again, after a question.

    Raises:
        DomainError: it cannot be used.
    """
    message = _("$title, $version\n\nNew conversations will use it again, in place of any other version of this form.")
    question = format_message(message, title=form_title(template), version=version_text(template))
    if not await confirm(ctx, _("Use again"), question, _("Use again"), is_asked_for=True):
        return
    try:
        await ctx.call(templates.bring_back, template.id, template.version)
    except InvalidTemplate as error:
        await choose_problem(ctx, form, error.problems)
    else:
        ctx.notify(_("In use again."))


async def delete_draft(ctx: AppContext, template: Template) -> None:
    """Delete a draft for good, after a question.

    Raises:
        DomainError: it cannot be deleted.
    """
    message = _("$title, $version\n\nThis cannot be undone.")
    question = format_message(message, title=form_title(template), version=version_text(template))
    if await confirm(ctx, _("Delete draft"), question, _("Delete")):
        await ctx.call(templates.remove_draft, template.id, template.version)
