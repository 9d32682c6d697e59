"""Flows that edit a part of a draft in a dialog, or add one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Form, Question, Section, all_translations
from tui_app.domain.forms.translations import in_language, language_order
from tui_app.text.forms.labels import all_form_languages
from tui_app.text.i18n import _, current_language, format_message, language_name, ngettext
from tui_app.ui.dialogs.flow import confirm
from tui_app.ui.dialogs.form import FormDialog
from tui_app.ui.forms.fields import apply_form_values, form_fields, parse_section, section_fields, show_part_form
from tui_app.ui.forms.outline import OutlinePart, added_parts
from tui_app.ui.forms.question_fields import QuestionDialog, parse_question, question_fields

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext
    from tui_app.ui.dialogs.fields import FormField
    from tui_app.ui.forms.template_draft import EditedForm, FormChange, FormPartOf, TemplateDraft

ParseValues = Callable[[Mapping[str, object]], tuple["FormChange", "FormPartOf"]]
"""Turns what was typed into a change, and says which part of the form it is about."""


class PartFlows:
    """Each method is one flow, and returns the part that was added, if any.

    Args:
        ctx: the application's context.
        draft: the draft.
        base: the form as it is when the flow begins.
    """

    def __init__(self, ctx: AppContext, draft: TemplateDraft, base: EditedForm) -> None:
        self._ctx = ctx
        self._draft = draft
        self._base = base
        self._languages = all_form_languages(base.form)

    async def edit_form(self) -> OutlinePart | None:
        """Edit the title, the kind and the languages of the form."""
        form = self._base.form

        def parse(values: Mapping[str, object]) -> tuple[FormChange, FormPartOf]:
            apply_form_values(form, values)  # raises if they are wrong
            return (
                lambda current: apply_form_values(current, values),
                lambda current: (current.title, current.kind, all_form_languages(current)),
            )

        return await self._show(_("The form"), form_fields(form, self._languages), parse, "form")

    async def edit_section(self, section: Section) -> OutlinePart | None:
        """Edit a section without its questions."""

        def parse(values: Mapping[str, object]) -> tuple[FormChange, FormPartOf]:
            typed = parse_section(values, section.key)
            return (
                lambda form: editing.edit_section(form, typed),
                lambda form: _section_without_questions(form, typed.key),
            )

        return await self._show(_("Section"), section_fields(section, self._languages), parse, section.key)

    async def add_section(self, after_key: str) -> OutlinePart | None:
        """Add a section after another one."""

        def parse(values: Mapping[str, object]) -> tuple[FormChange, FormPartOf]:
            typed = parse_section(values)
            return lambda form: editing.add_section(form, typed, after_key), lambda form: None

        fields = section_fields(None, self._languages)
        return await self._show(_("New section"), fields, parse, f"section-after-{after_key}", submit_label=_("Add"))

    async def edit_question(self, question: Question) -> OutlinePart | None:
        """Edit a question."""

        def parse(values: Mapping[str, object]) -> tuple[FormChange, FormPartOf]:
            typed = parse_question(values, question)
            return lambda form: editing.edit_question(form, typed), lambda form: form.question(typed.key)

        fields = question_fields(question, self._languages)
        return await self._show(_("Question"), fields, parse, question.key, QuestionDialog)

    async def add_question(self, section_key: str, after_key: str) -> OutlinePart | None:
        """Add a question to a section, after another one if there is one."""

        def parse(values: Mapping[str, object]) -> tuple[FormChange, FormPartOf]:
            typed = parse_question(values, None)
            return lambda form: editing.add_question(form, section_key, typed, after_key), lambda form: None

        fields = question_fields(None, self._languages)
        draft_part = f"question-in-{section_key}-after-{after_key}"
        return await self._show(_("New question"), fields, parse, draft_part, QuestionDialog, submit_label=_("Add"))

    async def _show(
        self,
        title: str,
        fields: Sequence[FormField],
        parse: ParseValues,
        draft_part: str,
        dialog: type[FormDialog] = FormDialog,
        submit_label: str = "",
    ) -> OutlinePart | None:
        """Show a dialog about a part; it closes once the change is saved.

        Args:
            draft_part: names the part in the key under which half-typed values are kept.
            dialog: the dialog to show.
            submit_label: names what the dialog does; by default that it saves.
        """
        template, form = self._base.template, self._base.form
        subject = in_language(form.title, current_language())
        key = form_draft_key("form-part", template.id, template.version, draft_part, subject=subject)

        async def submit(values: Mapping[str, object]) -> None:
            change, part = parse(values)
            if await self._keeps_languages(change):
                raise DomainError("not_saved")
            await self._draft.save_change(change, part, self._base)

        await show_part_form(self._ctx, title, fields, submit, submit_label=submit_label, draft_key=key, dialog=dialog)
        current = self._draft.current
        added = added_parts(form, current.form) if current else []
        return added[0] if added else None

    async def _keeps_languages(self, change: FormChange) -> bool:
        """True if a change would turn off a language that has texts, and the person does not want that."""
        form = self._base.form
        kept = set(all_form_languages(change(form)))
        gone = set(self._languages) - kept
        count = sum(
            code in texts and texts[code] not in {texts.get(other) for other in kept}
            for texts in all_translations(form)
            for code in gone
        )
        if not count:
            return False
        names = ", ".join(language_name(code) for code in language_order(gone))
        question = ngettext(
            "This takes out the $count text in $languages. Until you publish, turning it on brings the text back.",
            "This takes out all $count texts in $languages. Until you publish, turning it on brings them back.",
            count,
        )
        question = format_message(question, count=count, languages=names)
        return not await confirm(self._ctx, _("Turn off the language"), question, _("Turn off"), _("Keep them"))


def _section_without_questions(form: Form, key: str) -> object:
    """What the form about a section can change."""
    return next(((one.title, one.minutes, one.hint) for one in form.sections if one.key == key), None)
