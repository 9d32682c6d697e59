"""The organisation's forms for conversations: drafts, published versions and retired ones."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from tui_app.domain.forms.form import Form
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.template import Template, TemplateState
from tui_app.domain.text_normalization import folded
from tui_app.services.administration import templates
from tui_app.text.forms.labels import FORM_GROUP_LABELS, all_form_languages, form_title
from tui_app.text.i18n import _, current_language
from tui_app.ui import content, keys
from tui_app.ui.content import concat, plain
from tui_app.ui.forms import form_flows
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row, headings_row

FORM_COLUMNS = (
    ColumnSpec(20, flex=1),
    ColumnSpec(9, align_right=True),
    ColumnSpec(5, align_right=True),
    ColumnSpec(13, align_right=True),
    ColumnSpec(10, min_line_width=70),
)
ACTION_STATES = {
    "publish": (TemplateState.DRAFT,),
    "remove": (TemplateState.DRAFT,),
    "retire": (TemplateState.PUBLISHED,),
    "bring_back": (TemplateState.RETIRED,),
    "new_version": (TemplateState.PUBLISHED, TemplateState.RETIRED),
    "copy": tuple(TemplateState),
    "export": tuple(TemplateState),
}
"""Action -> the states of a version in which it is offered."""


class FormVersion(Struct, frozen=True):
    """One version of a form: its record, and the form itself."""

    template: Template
    form: Form


class FormsScreen(DataScreen[tuple[FormVersion, ...]]):
    """Every version of every form."""

    BINDINGS = keys.FORMS
    LEAVE_ON = frozenset({"not_allowed"})

    def compose_body(self) -> ComposeResult:
        """Yield the list."""
        with Vertical(id="forms", classes="box") as box:
            box.border_title = plain(_("Forms"))
            yield RecordList(id="form-rows")

    async def fetch(self) -> tuple[FormVersion, ...]:
        """Read every version; if there is none yet, install the shipped forms first."""
        versions = await self.ctx.call(templates.all_versions)
        if not versions:
            shipped = await self.ctx.run(self.ctx.files.shipped_forms)
            await self.ctx.call(templates.install_shipped, shipped)
            versions = await self.ctx.call(templates.all_versions)
        return tuple(FormVersion(template, form) for template, form in versions)

    def show(self, data: tuple[FormVersion, ...]) -> None:
        """Fill the list."""
        self.query_one("#forms").border_title = concat(_("Forms"), f" ({len(data)})")
        self.query_one(RecordList).fill(_rows(data))
        self.refresh_bindings()

    @property
    def _selected(self) -> FormVersion | None:
        return self.query_one(RecordList).selected(FormVersion)

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        selected = self._selected
        self.refresh_bindings_for(selected and selected.template.state)

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        if isinstance(event.value, FormVersion):
            form_flows.open_editor(self.ctx, event.value.template.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that do nothing for the version under the cursor."""
        if not self.allows_files(action):
            return False
        if action in ACTION_STATES:
            selected = self._selected
            return selected is not None and selected.template.state in ACTION_STATES[action]
        return super().check_action(action, parameters)

    def action_new_version(self) -> None:
        """Make a draft of the next version; if there is one already, open it."""
        if (selected := self._selected) is None:
            return
        versions = [one.template for one in self.shown or ()]
        drafts = [one for one in versions if one.state is TemplateState.DRAFT and one.key == selected.template.key]
        if drafts:
            form_flows.open_editor(self.ctx, drafts[0].id)
        else:
            self.run_once(form_flows.start_new_version(self.ctx, selected.template))

    def action_copy(self) -> None:
        """Make a new form with the same questions."""
        if one := self._selected:
            self.run_once(form_flows.copy_form(self.ctx, one.template, one.form))

    def action_new_form(self) -> None:
        """Make a new form."""
        self.run_once(form_flows.create_form(self.ctx))

    def action_import_form(self) -> None:
        """Open the import of a form."""
        from tui_app.ui.forms.form_import_screen import FormImportScreen

        self.ctx.show(FormImportScreen())

    def action_export(self) -> None:
        """Save the form to a file."""
        if one := self._selected:
            self.run_once(form_flows.export_form(self.ctx, one.template, one.form))

    def action_publish(self) -> None:
        """Publish the draft."""
        if one := self._selected:
            self.run_once(form_flows.publish_form(self.ctx, one.template, one.form))

    def action_retire(self) -> None:
        """Retire the version: no new conversations use it."""
        if one := self._selected:
            self.run_once(form_flows.retire_form(self.ctx, one.template))

    def action_bring_back(self) -> None:
        """Publish the retired version again."""
        if one := self._selected:
            self.run_once(form_flows.bring_back_form(self.ctx, one.template, one.form))

    def action_remove(self) -> None:
        """Delete the draft for good."""
        if one := self._selected:
            self.run_once(form_flows.delete_draft(self.ctx, one.template))


def _rows(versions: tuple[FormVersion, ...]) -> Iterator[Row]:
    labels = (_("Form"), _("Version"), _("Min."), _("Questions"), _("Languages"))
    yield headings_row(labels, FORM_COLUMNS)
    for state, name in FORM_GROUP_LABELS.items():
        grouped = [one for one in versions if one.template.state is state]
        if grouped:
            yield heading_row(plain(_(name), "bold") + plain(f" {len(grouped)}", content.MUTED))
        grouped.sort(key=lambda one: (folded(form_title(one.template)), -one.template.number))
        yield from (_version_row(one) for one in grouped)


def _version_row(version: FormVersion) -> Row:
    template, form = version.template, version.form
    style = content.MUTED if template.state is TemplateState.RETIRED else ""
    cells = [
        plain(in_language(template.title, current_language()) or "–", style),
        plain(str(template.number), content.MUTED),
        plain(f"{form.minutes}′", style),
        plain(str(len(form.questions)), style),
        plain(" ".join(all_form_languages(form)), content.MUTED),
    ]
    return Row(version, ColumnLine(cells, FORM_COLUMNS), identity=template.id)
