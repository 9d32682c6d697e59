"""Editing a draft of a form: each change is saved at once, taken back with one key, and checked while one works."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tui_app.domain import form_editing as editing
from tui_app.domain.forms import Form
from tui_app.domain.records import Template, TemplateState
from tui_app.domain.refusals import ChangedElsewhere, Refusal
from tui_app.domain.templates import TemplateProblem
from tui_app.services import templates
from tui_app.ui.language import _, told
from tui_app.ui.screens.base import DataScreen
from tui_app.ui.template_words import version_words
from tui_app.ui.text import lit

UNDO_STEPS = 50

Change = Callable[[Form], Form]


@dataclass(frozen=True, slots=True)
class Edited:
    """One version of a form with everything that keeps it from being published."""

    template: Template
    form: Form
    problems: tuple[TemplateProblem, ...]

    @property
    def is_draft(self) -> bool:
        """Whether it may be changed."""
        return self.template.state is TemplateState.DRAFT


def _nothing(form: Form) -> object:
    return None


class FormSaving(DataScreen[Edited]):
    """The part of the editor that knows what is stored, what was before, and what others stored meanwhile."""

    def __init__(self, template_id: int) -> None:
        super().__init__()
        self._template_id = template_id
        self._before: list[Form] = []
        self._own_version = 0
        self._turn = asyncio.Lock()

    async def fetch(self) -> Edited:
        """The version with its mistakes; never an older one than what was stored from here."""
        template, form = await self.samtale.ask(templates.one, self._template_id)
        if self.shown is not None and template.version < self.shown.template.version:
            return self.shown
        return await self._checked(template, form)

    async def _checked(self, template: Template, form: Form) -> Edited:
        if template.state is not TemplateState.DRAFT:
            return Edited(template, form, ())
        return Edited(template, form, await self.samtale.parts.gate(editing.problems, form))

    def show(self, data: Edited) -> None:
        """What another person changed cannot be taken back here."""
        if data.template.version != self._own_version:
            self._before.clear()
            self._own_version = data.template.version

    def refused(self, refusal: Refusal) -> None:
        """Removed, or not for this person: leave it."""
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed"):
            self.samtale.leave(self)

    async def keep(
        self, change: Change, about: Callable[[Form], object] = _nothing, seen: Edited | None = None
    ) -> bool:
        """Change the form and store it. False when it was left as somebody else had made it meanwhile.

        Args:
            change: makes the new form; made again of what another person stored meanwhile.
            about: the part that is changed; where another person changed that too, it is asked which one stands.
            seen: what stood on the screen when the change was begun; None is what stands there now.

        Raises:
            Refusal: it cannot be stored, or what is to be changed is not there any more.
        """
        async with self._turn:
            assert self.shown is not None
            wanted = about((seen or self.shown).form)
            if about(self.shown.form) != wanted and not await self._mine_anyway(""):
                return False
            return await self._keep(change, about, self.shown)

    async def _keep(
        self, change: Change, about: Callable[[Form], object], seen: Edited, *, undoing: bool = False
    ) -> bool:
        template, form = seen.template, seen.form
        while True:
            changed = change(form)
            if changed == form:
                return True
            try:
                stored = await self.samtale.ask(templates.save, template.id, template.version, changed)
            except ChangedElsewhere as clash:
                current: Any = clash.current
                template, theirs = current
                if about(theirs) != about(form) and not await self._mine_anyway(clash.by):
                    self.reload()
                    return False
                form = theirs
                self._before.clear()
                continue
            if not undoing:
                self._before = [*self._before[-UNDO_STEPS + 1 :], form]
            self._own_version = stored.version
            self.shown = await self._checked(stored, changed)
            self.show(self.shown)
            return True

    async def _mine_anyway(self, by: str) -> bool:
        from tui_app.ui.modals.ask import Ask

        question = told(
            _("$by changed the same part after you had read it. Which one is to stand?"), by=by or _("Somebody")
        )
        ask = Ask(_("Changed by somebody else"), lit(question), _("What I wrote"), _("What stands there now"))
        answer: bool | None = await self.samtale.push_screen_wait(ask)
        return bool(answer)

    async def take_back(self) -> None:
        """Undo the last change made here.

        Raises:
            Refusal: it cannot be stored.
        """
        async with self._turn:
            if not self._before or self.shown is None:
                self.samtale.tell(_("Nothing to undo."))
                return
            earlier = self._before[-1]
            if await self._keep(lambda form: earlier, lambda form: form, self.shown, undoing=True):
                self._before = self._before[:-1]
                self.samtale.tell(_("Undone."))

    async def publish(self) -> None:
        """Put the form in use, once it is said that this is meant.

        Raises:
            Refusal: it cannot be done, or has mistakes.
        """
        from tui_app.ui.modals.ask import Ask

        seen = self.shown
        assert seen is not None
        ask = Ask(_("Publish"), lit(publish_question(seen.template)), _("Publish"), _("Not yet"))
        if await self.samtale.push_screen_wait(ask):
            await self.samtale.ask(templates.publish, seen.template.id, seen.template.version)
            self.samtale.tell(_("Published. New conversations can be planned with it."))
            self.reload()


def publish_question(template: Template) -> str:
    """What publishing means, asked beforehand."""
    return told(
        _(
            "$version\n\nNew conversations are planned with it from now on, and it cannot be changed any more.\n"
            "Conversations that are planned already keep the version they have."
        ),
        version=version_words(template),
    )
