"""Editing a draft of a form: each change is saved at once, taken back with one key, and checked while one works."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.template_file import find_problems
from tui_app.domain.forms.template_problems import TemplateProblem
from tui_app.domain.records.template import Template, TemplateState
from tui_app.services.administration import templates
from tui_app.text.forms.labels import version_text
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain
from tui_app.ui.widgets.data_screen import DataScreen

MAX_FORM_UNDO_STEPS = 50

FormChange = Callable[[Form], Form]


@dataclass(frozen=True, slots=True)
class EditedForm:
    """One version of a form with everything that keeps it from being published."""

    template: Template
    form: Form
    problems: tuple[TemplateProblem, ...]

    @property
    def is_draft(self) -> bool:
        """Whether it may be changed."""
        return self.template.state is TemplateState.DRAFT


def _whole_form(form: Form) -> object:
    return None


class FormDraftScreen(DataScreen[EditedForm]):
    """The part of the editor that knows what is stored, what was before, and what others stored meanwhile."""

    def __init__(self, template_id: int) -> None:
        super().__init__()
        self._template_id = template_id
        self._before: list[Form] = []
        self._own_version = 0
        self._turn = asyncio.Lock()

    async def fetch(self) -> EditedForm:
        """The version with its mistakes; never an older one than what was stored from here."""
        template, form = await self.ctx.call(templates.get, self._template_id)
        if self.shown is not None and template.version < self.shown.template.version:
            return self.shown
        return await self._checked(template, form)

    async def _checked(self, template: Template, form: Form) -> EditedForm:
        if template.state is not TemplateState.DRAFT:
            return EditedForm(template, form, ())
        return EditedForm(template, form, await self.ctx.run(find_problems, form))

    def show(self, data: EditedForm) -> None:
        """What another person changed cannot be taken back here."""
        if data.template.version != self._own_version:
            self._before.clear()
            self._own_version = data.template.version

    def refused(self, refusal: DomainError) -> None:
        """Removed, or not for this person: leave it."""
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed"):
            self.leave()

    async def keep(
        self, change: FormChange, about: Callable[[Form], object] = _whole_form, seen: EditedForm | None = None
    ) -> bool:
        """Change the form and store it. False when it was left as somebody else had made it meanwhile.

        Args:
            change: makes the new form; made again of what another person stored meanwhile.
            about: the part that is changed; where another person changed that too, it is asked which one stands.
            seen: what stood on the screen when the change was begun; None is what stands there now.

        Raises:
            DomainError: it cannot be stored, or what is to be changed is not there any more.
        """
        async with self._turn:
            assert self.shown is not None
            wanted = about((seen or self.shown).form)
            if about(self.shown.form) != wanted and not await self._mine_anyway(""):
                return False
            return await self._keep(change, about, self.shown)

    async def _keep(
        self, change: FormChange, about: Callable[[Form], object], seen: EditedForm, *, undoing: bool = False
    ) -> bool:
        template, form = seen.template, seen.form
        while True:
            changed = change(form)
            if changed == form:
                return True
            try:
                stored = await self.ctx.call(templates.save, template.id, template.version, changed)
            except ConflictError as clash:
                current: Any = clash.current
                template, theirs = current
                if about(theirs) != about(form) and not await self._mine_anyway(clash.by):
                    self.reload()
                    return False
                form = theirs
                self._before.clear()
                continue
            if not undoing:
                self._before = [*self._before[-MAX_FORM_UNDO_STEPS + 1 :], form]
            self._own_version = stored.version
            self.shown = await self._checked(stored, changed)
            self.show(self.shown)
            return True

    async def _mine_anyway(self, by: str) -> bool:
        from tui_app.ui.dialogs.confirm import ConfirmDialog

        question = format_message(
            _("$by changed the same part after you read it. Which version do you want to keep?"), by=by or _("Someone")
        )
        ask = ConfirmDialog(_("Changed by someone else"), plain(question), _("My version"), _("Current version"))
        answer: bool | None = await self.ctx.ask(ask)
        return bool(answer)

    async def take_back(self) -> None:
        """Undo the last change made here.

        Raises:
            DomainError: it cannot be stored.
        """
        async with self._turn:
            if not self._before or self.shown is None:
                self.ctx.notify(_("Nothing to undo."))
                return
            earlier = self._before[-1]
            if await self._keep(lambda form: earlier, lambda form: form, self.shown, undoing=True):
                self._before = self._before[:-1]
                self.ctx.notify(_("Undone."))

    async def publish(self) -> None:
        """Put the form in use, once it is said that this is meant.

        Raises:
            DomainError: it cannot be done, or has mistakes.
        """
        from tui_app.ui.dialogs.confirm import ConfirmDialog

        seen = self.shown
        assert seen is not None
        ask = ConfirmDialog(_("Publish"), plain(publish_warning(seen.template)), _("Publish"), _("Not yet"))
        if await self.ctx.ask(ask):
            await self.ctx.call(templates.publish, seen.template.id, seen.template.version)
            self.ctx.notify(_("Published. New conversations can now use it."))
            self.reload()


def publish_warning(template: Template) -> str:
    """What publishing means, asked beforehand."""
    return format_message(
        _(
            "$version\n"
            "\n"
            "New conversations will use this form, and it can no longer be edited.\n"
            "Conversations already planned keep their version."
        ),
        version=version_text(template),
    )
