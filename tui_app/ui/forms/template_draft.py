"""Edits one version of a form: each change is saved at once, can be undone, and is checked while people work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from tui_app.domain.errors import ConflictError
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.set_aside import all_languages
from tui_app.domain.forms.template_file import find_problems
from tui_app.domain.forms.template_problems import TemplateProblem
from tui_app.domain.practice.form_questions import Looks, form_looks
from tui_app.domain.records.template import Template, TemplateState
from tui_app.services.administration import templates
from tui_app.text.i18n import _, format_message
from tui_app.ui.dialogs.flow import confirm

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

MAX_UNDO_STEPS = 50
FormChange = Callable[[Form], Form]
"""Returns a form with a change."""
FormPartOf = Callable[[Form], object]
"""Returns the part of a form that a change is about."""


class EditedForm(Struct, frozen=True):
    """One version of a form.

    Attributes:
        problems: what keeps it from being published.
        looks: how questions look that may keep people from telling, by their key.
    """

    template: Template
    form: Form
    problems: tuple[TemplateProblem, ...]
    looks: Mapping[str, Looks] = field(default_factory=dict)

    @property
    def is_draft(self) -> bool:
        """True if it can be edited."""
        return self.template.state is TemplateState.DRAFT


def _check(form: Form) -> tuple[tuple[TemplateProblem, ...], Mapping[str, Looks]]:
    return find_problems(form), form_looks(form)


def _no_part(form: Form) -> object:
    return None


class TemplateDraft:
    """The version of a form that is open in the editor.

    Args:
        ctx: the application's context.
        template_id: the version.
        saved: called with the form after each change.
        reload: called if the form should be read again.

    Attributes:
        current: the form as it is on the screen; None before it is read.
    """

    def __init__(
        self, ctx: AppContext, template_id: int, saved: Callable[[EditedForm], None], reload: Callable[[], None]
    ) -> None:
        self.current: EditedForm | None = None
        self._ctx = ctx
        self._template_id = template_id
        self._saved = saved
        self._reload = reload
        self._undo_steps: list[Form] = []
        self._own_version = 0
        self._lock = asyncio.Lock()

    async def load(self) -> EditedForm:
        """Read the form, but never an older version than the last one that was saved from here.

        Raises:
            DomainError: it cannot be read.
        """
        template, form = await self._ctx.call(templates.get, self._template_id)
        if self.current is not None and template.version < self.current.template.version:
            return self.current
        return await self._with_problems(template, form)

    async def _with_problems(self, template: Template, form: Form) -> EditedForm:
        if template.state is not TemplateState.DRAFT:
            return EditedForm(template, form, ())
        return EditedForm(template, form, *await self._ctx.run(_check, form))

    def accept(self, edited: EditedForm) -> None:
        """Take over the form as it is shown now. After a change by somebody else, nothing can be undone."""
        self.current = edited
        if edited.template.version != self._own_version:
            self._undo_steps.clear()
            self._own_version = edited.template.version

    async def save_change(
        self, change: FormChange, part: FormPartOf = _no_part, base: EditedForm | None = None
    ) -> bool:
        """Change the form and save it. If somebody else has changed the same part, ask which version to keep.

        Args:
            change: makes the change; called again with the form of the other person if they have changed it.
            part: the part that is changed.
            base: the form when the person began with the change; None for the current one.

        Returns:
            False if the person kept the other version.

        Raises:
            DomainError: it cannot be saved, or what is changed is not there any more.
        """
        async with self._lock:
            assert self.current is not None
            if part(self.current.form) != part((base or self.current).form) and not await self._keeps_own_version(""):
                return False
            return await self._save_change(change, part, self.current)

    async def _save_change(
        self, change: FormChange, part: FormPartOf, base: EditedForm, *, is_undo: bool = False
    ) -> bool:
        template, form = base.template, base.form
        while True:
            changed = change(form)
            if changed == form:
                return True
            try:
                stored = await self._ctx.call(templates.save, template.id, template.version, changed)
            except ConflictError as conflict:
                current: Any = conflict.current
                template, stored_form = current
                if part(stored_form) != part(form) and not await self._keeps_own_version(conflict.by):
                    self._reload()
                    return False
                form = stored_form
                self._undo_steps.clear()
                continue
            if not is_undo:
                self._undo_steps = [*self._undo_steps[-MAX_UNDO_STEPS + 1 :], form]
            if all_languages(changed) - all_languages(form):
                stored, changed = await self._ctx.call(templates.get, stored.id)  # texts may have come back with them
            self._own_version = stored.version
            self._saved(await self._with_problems(stored, changed))
            return True

    async def _keeps_own_version(self, by: str) -> bool:
        question = _("$by changed the same part after you read it. Which version do you want to keep?")
        question = format_message(question, by=by or _("Someone"))
        title, own, other = _("Changed by someone else"), _("My version"), _("Current version")
        return await confirm(self._ctx, title, question, own, other)

    async def undo_change(self) -> None:
        """Undo the last change that was made here.

        Raises:
            DomainError: it cannot be saved.
        """
        async with self._lock:
            if not self._undo_steps or self.current is None:
                self._ctx.notify(_("Nothing to undo."))
                return
            earlier = self._undo_steps[-1]
            if await self._save_change(lambda form: earlier, lambda form: form, self.current, is_undo=True):
                self._undo_steps = self._undo_steps[:-1]
                self._ctx.notify(_("Undone."))
