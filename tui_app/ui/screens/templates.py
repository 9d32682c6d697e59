"""The organisation's forms for conversations: drafts, those in use, and those that were."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from tui_app.domain.forms import in_language
from tui_app.domain.records import Template, TemplateState
from tui_app.domain.refusals import Refusal
from tui_app.domain.templates import TemplateProblem, TemplateWrong
from tui_app.domain.texts import folded
from tui_app.domain.unfinished import form_key
from tui_app.services import templates
from tui_app.services.templates import Version
from tui_app.ui import keys, words
from tui_app.ui.language import _, ngettext, spoken, told
from tui_app.ui.screens.base import DataScreen, chosen
from tui_app.ui.template_words import GROUPS, form_place, languages_of, problem_words, version_words
from tui_app.ui.text import joined, lit
from tui_app.ui.widgets.rows import Column, Line, Row, RowList, heading

_COLUMNS = (Column(20, flex=1), Column(10), Column(5, right=True), Column(13, right=True), Column(10, from_width=70))


class TemplatesScreen(DataScreen[tuple[Version, ...]]):
    """Every version of every form."""

    BINDINGS = keys.FORMS
    _doing = False

    def body(self) -> ComposeResult:
        """The list."""
        with Vertical(id="forms", classes="box") as box:
            box.border_title = lit(_("Forms"))
            yield RowList(id="form-rows")

    async def fetch(self) -> tuple[Version, ...]:
        """Every version; where there is none yet, the shipped forms are put in use."""
        found = await self.samtale.ask(templates.every)
        if not found:
            shipped = await self.samtale.parts.gate(self.samtale.parts.shipped_forms)
            await self.samtale.ask(templates.install, shipped)
            found = await self.samtale.ask(templates.every)
        return found

    def refused(self, refusal: Refusal) -> None:
        """Not for this person: leave it."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.samtale.leave(self)

    def show(self, data: tuple[Version, ...]) -> None:
        """Groups with their headings."""
        self.query_one("#forms").border_title = joined(_("Forms"), f" ({len(data)})")
        self.query_one(RowList).fill(self._rows(data))
        self.refresh_bindings()

    def _rows(self, data: tuple[Version, ...]) -> Iterator[Row]:
        for state, name in GROUPS.items():
            there = [one for one in data if one[0].state is state]
            if there:
                yield heading(lit(_(name), "bold") + lit(f" {len(there)}", words.FAINT))
            there.sort(key=lambda one: (folded(words.form_title(one[0])), -one[0].number))
            yield from (_row(one) for one in there)

    def _current(self) -> Version | None:
        template_id = chosen(self.query_one(RowList))
        return next((one for one in self.shown or () if one[0].id == template_id), None)

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        current = self._current()
        self.keys_depend_on(current and current[0].state)

    @on(RowList.Opened)
    def _opened(self) -> None:
        if current := self._current():
            self._open(current[0].id)

    def _open(self, template_id: int, go_to: str = "") -> None:
        from tui_app.ui.screens.form_editor import FormEditorScreen

        self.samtale.push_screen(FormEditorScreen(template_id, go_to))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done depends on where the version under the cursor stands."""
        if not self.reaches_files(action):
            return False
        current = self._current()
        state = current[0].state if current else None
        if action in ("publish", "remove"):
            return state is TemplateState.DRAFT
        if action == "retire":
            return state is TemplateState.PUBLISHED
        if action == "new_version":
            return state in (TemplateState.PUBLISHED, TemplateState.RETIRED)
        if action in ("copy", "export"):
            return current is not None
        return super().check_action(action, parameters)

    def _do(self, doing: Coroutine[Any, Any, None]) -> None:
        """Run one thing at a time: keys pressed before its dialog stands open no second one."""
        if self._doing:
            doing.close()
        else:
            self._doing = True
            self.samtale.flow(self._told(doing))

    async def _told(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            await doing
        except Refusal as refusal:
            self.samtale.tell_refusal(refusal)
        finally:
            self._doing = False
        self.reload()

    async def _meant(self, title: str, question: str, yes: str) -> bool:
        from tui_app.ui.modals.ask import Ask

        ask = Ask(title, lit(question), yes, _("Leave it as it is"))
        answer: bool | None = await self.samtale.push_screen_wait(ask)
        return bool(answer)

    def action_new_version(self) -> None:
        """A draft of the next version; the one there is, if somebody has begun one."""
        current = self._current()
        drafts = [one for one, _form in self.shown or () if one.state is TemplateState.DRAFT]
        begun = [one for one in drafts if current and one.key == current[0].key]
        if begun:
            self._open(begun[0].id)
        elif current:
            self._do(self._begin(current[0]))

    async def _begin(self, template: Template) -> None:
        draft = await self.samtale.ask(templates.begin_draft, template.id)
        self._open(draft.id)

    def action_copy(self) -> None:
        """A form of its own, with these questions."""
        if current := self._current():
            self._do(self._copy(current))

    async def _copy(self, version: Version) -> None:
        from tui_app.ui.template_forms import PartForm, title_fields, title_from

        template, form = version
        copied: list[Template] = []

        async def submit(values: Mapping[str, object]) -> None:
            copied.append(await self.samtale.ask(templates.copy, template.id, title_from(values)))

        about = lit(_("The copy is a draft until you publish it. What is it to be called?"))
        fields = title_fields(form, languages_of(form))
        await self.samtale.push_screen_wait(PartForm(lit(_("Copy")), fields, submit, about))
        if copied:
            self._open(copied[0].id)

    def action_new_form(self) -> None:
        """A form made from nothing."""
        self._do(self._create())

    async def _create(self) -> None:
        from tui_app.ui.template_forms import PartForm, new_form_fields, new_form_from

        made: list[Template] = []

        async def submit(values: Mapping[str, object]) -> None:
            made.append(await self.samtale.ask(templates.create, *new_form_from(values)))

        fields, key = new_form_fields(spoken()), form_key("form-new")
        about = lit(_("It is a draft until you publish it. Its questions come next; other languages too, if you like."))
        await self.samtale.push_screen_wait(PartForm(lit(_("New form")), fields, submit, about, unfinished=key))
        if made:
            self._open(made[0].id)

    def action_import_form(self) -> None:
        """Take in a form from a file."""
        from tui_app.ui.screens.form_import import FormImportScreen

        self.samtale.push_screen(FormImportScreen())

    def action_export(self) -> None:
        """Save the form as a file that can be imported elsewhere."""
        if current := self._current():
            self._do(self._export(current))

    async def _export(self, version: Version) -> None:
        from tui_app.ui.exporting import write_or_ask
        from tui_app.ui.modals.form import Field, FormScreen

        template, form = version

        async def submit(values: Mapping[str, object]) -> None:
            path = Path(str(values["path"]).strip())
            await write_or_ask(self.samtale, partial(self.samtale.parts.write_form, form, path), path)
            self.samtale.tell(told(_("Saved: $path"), path=path))

        proposed = self.samtale.parts.documents / f"{template.key}-{template.number}.toml"
        fields = [Field("path", _("File"), value=str(proposed), required=True)]
        await self.samtale.push_screen_wait(FormScreen(lit(_("To a file")), fields, submit))

    def action_publish(self) -> None:
        """Put a draft in use."""
        if current := self._current():
            self._do(self._publish(current))

    async def _publish(self, version: Version) -> None:
        from tui_app.domain import form_editing
        from tui_app.ui.screens.form_saving import publish_question

        template, form = version
        if wrong := await self.samtale.parts.gate(form_editing.problems, form):
            await self._list(version, wrong)
        elif await self._meant(_("Publish"), publish_question(template), _("Publish")):
            try:
                await self.samtale.ask(templates.publish, template.id, template.version)
            except TemplateWrong as refusal:
                await self._list(version, refusal.problems)
            else:
                self.samtale.tell(_("Published. New conversations can be planned with it."))

    async def _list(self, version: Version, problems: tuple[TemplateProblem, ...]) -> None:
        from tui_app.ui.modals.problems import ProblemsScreen
        from tui_app.ui.widgets.form_outline import row_of

        template, form = version
        rows = [(form_place(form, one), problem_words(one)) for one in problems]
        place = await self.samtale.push_screen_wait(
            ProblemsScreen(_("To be mended"), lit(_("Enter goes to the place.")), rows)
        )
        if place is not None:
            self._open(template.id, row_of(form, problems[place]))

    def action_retire(self) -> None:
        """No new conversations with it; those that have it keep it."""
        if current := self._current():
            self._do(self._retire(current[0]))

    async def _retire(self, template: Template) -> None:
        question = told(
            _("$title, $version\n\nNo new conversations are planned with it. Those that have it keep it."),
            title=words.form_title(template),
            version=version_words(template),
        )
        if await self._meant(_("Take out of use"), question, _("Take out of use")):
            await self.samtale.ask(templates.retire, template.id, template.version)

    def action_remove(self) -> None:
        """Delete a draft for good."""
        if current := self._current():
            self._do(self._remove(current[0]))

    async def _remove(self, template: Template) -> None:
        question = told(
            _("$title, $version\n\nIt cannot be brought back."),
            title=words.form_title(template),
            version=version_words(template),
        )
        if await self._meant(_("Delete draft"), question, _("Delete")):
            await self.samtale.ask(templates.remove_draft, template.id, template.version)


def _row(version: Version) -> Row:
    template, form = version
    count = len(form.questions)
    style = words.FAINT if template.state is TemplateState.RETIRED else ""
    cells = [
        lit(in_language(template.title, spoken()) or "–", style),
        lit(told(_("version $number"), number=template.number), words.FAINT),
        lit(f"{form.minutes}′", style),
        lit(told(ngettext("$count question", "$count questions", count), count=count), style),
        lit(" ".join(languages_of(form)), words.FAINT),
    ]
    return Row(f"form-{template.id}", Line(cells, _COLUMNS))
