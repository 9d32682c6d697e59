"""The organisation's forms for conversations: drafts, those in use, and those that were."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.forms.template_problems import InvalidTemplate, TemplateProblem
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.template import Template, TemplateState
from tui_app.domain.text_normalization import folded
from tui_app.services.administration import templates
from tui_app.services.administration.templates import TemplateWithForm
from tui_app.text.forms import labels
from tui_app.text.forms.labels import (
    FORM_GROUP_LABELS,
    all_form_languages,
    form_problem_message,
    position_in_form,
    version_text,
)
from tui_app.text.i18n import _, current_language, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.content import concat, plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

_FORM_COLUMNS = (
    ColumnSpec(20, flex=1),
    ColumnSpec(10),
    ColumnSpec(5, right=True),
    ColumnSpec(13, right=True),
    ColumnSpec(10, from_width=70),
)


class FormsScreen(DataScreen[tuple[TemplateWithForm, ...]]):
    """Every version of every form."""

    BINDINGS = keys.FORMS
    _doing = False

    def body(self) -> ComposeResult:
        """The list."""
        with Vertical(id="forms", classes="box") as box:
            box.border_title = plain(_("Forms"))
            yield RecordList(id="form-rows")

    async def fetch(self) -> tuple[TemplateWithForm, ...]:
        """Every version; where there is none yet, the shipped forms are put in use."""
        found = await self.ctx.call(templates.all_versions)
        if not found:
            shipped = await self.ctx.run(self.ctx.files.shipped_forms)
            await self.ctx.call(templates.install_shipped, shipped)
            found = await self.ctx.call(templates.all_versions)
        return found

    def refused(self, refusal: DomainError) -> None:
        """Not for this person: leave it."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.leave()

    def show(self, data: tuple[TemplateWithForm, ...]) -> None:
        """Groups with their headings."""
        self.query_one("#forms").border_title = concat(_("Forms"), f" ({len(data)})")
        self.query_one(RecordList).fill(self._rows(data))
        self.refresh_bindings()

    def _rows(self, data: tuple[TemplateWithForm, ...]) -> Iterator[Row]:
        for state, name in FORM_GROUP_LABELS.items():
            there = [one for one in data if one[0].state is state]
            if there:
                yield heading_row(plain(_(name), "bold") + plain(f" {len(there)}", content.MUTED))
            there.sort(key=lambda one: (folded(labels.form_title(one[0])), -one[0].number))
            yield from (_version_row(one) for one in there)

    def _current(self) -> TemplateWithForm | None:
        template_id = self.query_one(RecordList).selected(int)
        return next((one for one in self.shown or () if one[0].id == template_id), None)

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        current = self._current()
        self.keys_depend_on(current and current[0].state)

    @on(RecordList.Opened)
    def _opened(self) -> None:
        if current := self._current():
            self._open(current[0].id)

    def _open(self, template_id: int, go_to: str = "") -> None:
        from tui_app.ui.forms.form_editor_screen import FormEditorScreen

        self.ctx.show(FormEditorScreen(template_id, go_to))

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
            self.ctx.spawn(self._told(doing))

    async def _told(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            await doing
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
        finally:
            self._doing = False
        self.reload()

    async def _meant(self, title: str, question: str, yes: str) -> bool:
        from tui_app.ui.dialogs.confirm import ConfirmDialog

        ask = ConfirmDialog(title, plain(question), yes, _("Leave as is"))
        answer: bool | None = await self.ctx.ask(ask)
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
        draft = await self.ctx.call(templates.start_draft, template.id)
        self._open(draft.id)

    def action_copy(self) -> None:
        """A form of its own, with these questions."""
        if current := self._current():
            self._do(self._copy(current))

    async def _copy(self, version: TemplateWithForm) -> None:
        from tui_app.ui.forms.fields import TemplateFormDialog, parse_title, title_fields

        template, form = version
        copied: list[Template] = []

        async def submit(values: Mapping[str, object]) -> None:
            copied.append(await self.ctx.call(templates.copy, template.id, parse_title(values)))

        about = plain(_("The copy is a draft until you publish it. What should it be called?"))
        fields = title_fields(form, all_form_languages(form))
        await self.ctx.ask(TemplateFormDialog(plain(_("Copy")), fields, submit, about))
        if copied:
            self._open(copied[0].id)

    def action_new_form(self) -> None:
        """A form made from nothing."""
        self._do(self._create())

    async def _create(self) -> None:
        from tui_app.ui.forms.fields import TemplateFormDialog, new_form_fields, parse_new_form

        made: list[Template] = []

        async def submit(values: Mapping[str, object]) -> None:
            made.append(await self.ctx.call(templates.create, *parse_new_form(values)))

        fields, key = new_form_fields(current_language()), form_draft_key("form-new")
        about = plain(_("It is a draft until you publish it. Next you add questions, and other languages if you like."))
        await self.ctx.ask(TemplateFormDialog(plain(_("New form")), fields, submit, about, draft_key=key))
        if made:
            self._open(made[0].id)

    def action_import_form(self) -> None:
        """Take in a form from a file."""
        from tui_app.ui.forms.form_import_screen import FormImportScreen

        self.ctx.show(FormImportScreen())

    def action_export(self) -> None:
        """Save the form as a file that can be imported elsewhere."""
        if current := self._current():
            self._do(self._export(current))

    async def _export(self, version: TemplateWithForm) -> None:
        from tui_app.ui.dialogs.fields import FormField
        from tui_app.ui.dialogs.form import FormDialog
        from tui_app.ui.dialogs.save_file import write_or_confirm

        template, form = version

        async def submit(values: Mapping[str, object]) -> None:
            path = Path(str(values["path"]).strip())
            await write_or_confirm(self.ctx, partial(self.ctx.files.write_form, form, path), path)
            self.ctx.notify(format_message(_("Saved: $path"), path=path))

        proposed = self.ctx.files.export_folder / f"{template.key}-{template.number}.toml"
        fields = [FormField("path", _("File"), value=str(proposed), required=True)]
        await self.ctx.ask(FormDialog(plain(_("Export")), fields, submit))

    def action_publish(self) -> None:
        """Put a draft in use."""
        if current := self._current():
            self._do(self._publish(current))

    async def _publish(self, version: TemplateWithForm) -> None:
        from tui_app.domain.forms.template_file import find_problems
        from tui_app.ui.forms.form_draft_screen import publish_warning

        template, form = version
        if wrong := await self.ctx.run(find_problems, form):
            await self._list(version, wrong)
        elif await self._meant(_("Publish"), publish_warning(template), _("Publish")):
            try:
                await self.ctx.call(templates.publish, template.id, template.version)
            except InvalidTemplate as refusal:
                await self._list(version, refusal.problems)
            else:
                self.ctx.notify(_("Published. New conversations can now use it."))

    async def _list(self, version: TemplateWithForm, problems: tuple[TemplateProblem, ...]) -> None:
        from tui_app.ui.dialogs.problems import ProblemsDialog
        from tui_app.ui.forms.outline import row_key_of

        template, form = version
        rows = [(position_in_form(form, one), form_problem_message(one)) for one in problems]
        place = await self.ctx.ask(ProblemsDialog(_("To fix"), plain(_("Press enter to go there.")), rows))
        if place is not None:
            self._open(template.id, row_key_of(form, problems[place]))

    def action_retire(self) -> None:
        """No new conversations with it; those that have it keep it."""
        if current := self._current():
            self._do(self._retire(current[0]))

    async def _retire(self, template: Template) -> None:
        question = format_message(
            _("$title, $version\n\nNew conversations will no longer use it. Existing ones keep it."),
            title=labels.form_title(template),
            version=version_text(template),
        )
        if await self._meant(_("Retire"), question, _("Retire")):
            await self.ctx.call(templates.retire, template.id, template.version)

    def action_remove(self) -> None:
        """Delete a draft for good."""
        if current := self._current():
            self._do(self._remove(current[0]))

    async def _remove(self, template: Template) -> None:
        question = format_message(
            _("$title, $version\n\nThis cannot be undone."),
            title=labels.form_title(template),
            version=version_text(template),
        )
        if await self._meant(_("Delete draft"), question, _("Delete")):
            await self.ctx.call(templates.remove_draft, template.id, template.version)


def _version_row(version: TemplateWithForm) -> Row:
    template, form = version
    count = len(form.questions)
    style = content.MUTED if template.state is TemplateState.RETIRED else ""
    cells = [
        plain(in_language(template.title, current_language()) or "–", style),
        plain(format_message(_("version $number"), number=template.number), content.MUTED),
        plain(f"{form.minutes}′", style),
        plain(format_message(ngettext("$count question", "$count questions", count), count=count), style),
        plain(" ".join(all_form_languages(form)), content.MUTED),
    ]
    return Row(template.id, ColumnLine(cells, _FORM_COLUMNS))
