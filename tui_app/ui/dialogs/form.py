"""The one dialog for all forms. Problems are shown at their field, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from tui_app.domain.dates.day_remarks import calendar_remarks
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.text_normalization import NOTE_LIMIT
from tui_app.text.days import confirm_day_text, day_with_remarks
from tui_app.text.errors import error_message, field_error_message
from tui_app.text.i18n import _
from tui_app.ui import keys
from tui_app.ui.content import dialog_title, plain
from tui_app.ui.dialogs.buttons import DialogButtons
from tui_app.ui.dialogs.days import DayConfirmations, people_of, remarks_about
from tui_app.ui.dialogs.draft_form import DraftDialog, LoadFields
from tui_app.ui.dialogs.field_widgets import FormChoiceField, has_new_note, is_accepted, labelled
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.started import SUBMIT_SECONDS
from tui_app.ui.widgets.fields.choice import ChoiceField
from tui_app.ui.widgets.fields.person import PersonField
from tui_app.ui.widgets.frame import KeyFooter

if TYPE_CHECKING:
    from tui_app.domain.form_drafts import FormDraftKey

SubmitForm = Callable[[Mapping[str, object]], Awaitable[None]]
"""Takes the value of each field by its key; raises DomainError to keep the form open."""


class FormDialog(DraftDialog):
    """A form. Its result is True once `submit` has accepted the values, None if the person cancelled.

    Args:
        about: shown above the fields.
        submit_label: what the form does; by default that it saves.
        load_fields: reads fields that are added below the others, so that typing need not wait for them.
        draft_key: key under which half-typed values are saved until the form is opened again; None saves nothing.

    Attributes:
        key_labels: what the keys do, for the footer.
    """

    BINDINGS = keys.FORM_DIALOG

    def __init__(
        self,
        title: Content,
        fields: Sequence[FormField],
        submit: SubmitForm,
        about: Content | None = None,
        load_fields: LoadFields | None = None,
        draft_key: FormDraftKey | None = None,
        submit_label: str = "",
    ) -> None:
        super().__init__(title, fields, load_fields, draft_key)
        self._submit = submit
        self._about = about
        self._confirmations = DayConfirmations()
        self._submit_label = submit_label or _("Save")
        self.key_labels = {"save": self._submit_label}

    def compose(self) -> ComposeResult:
        """The fields, each with its label and its problem, and the buttons."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = dialog_title(self._title.plain)
            with VerticalScroll(classes="fields", can_focus=False):
                if self._about is not None:
                    yield Static(self._about, classes="about")
                yield from labelled(self._fields, self)
            yield Static("", id="form-message")
            yield DialogButtons(("save", self._submit_label), way_out=("cancel", _("Cancel")))
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the first field."""
        self._focus_field(self._fields[0])
        for field in self._fields:
            if field.value:
                self._show_understood(field)
        if self._load_fields is not None:
            self._add_loaded(self._load_fields)
        self.restore()

    @work
    async def _add_loaded(self, load_fields: LoadFields) -> None:
        try:
            fields = await load_fields()
        except DomainError as error:
            self._show_message(error_message(error))
            return
        await self.query_one(".fields").mount(*labelled(fields, self))
        self.add_fields(fields)

    def _focus_field(self, field: FormField) -> None:
        widget = self.query_one(f"#field-{field.key}")
        # at once: after `widget.focus()` the next key would still go to the old field
        self.set_focus(widget.query_one(Input) if field.kind is FieldKind.PERSON else widget)

    def _show_understood(self, field: FormField) -> None:
        """Show beside a field what its text was understood as, or why it was not."""
        if field.kind is not FieldKind.DATE and field.echo is None and field.repeats is None:
            self._show_problem(field.key, "")
            return
        try:
            value = self.value_of(field)
            understood = self._echo(field, str(value))
        except DomainError as error:
            self._show_problem(field.key, error_message(error))
            return
        if isinstance(value, date):
            is_new = value != field.value  # what was there before needs no remark
            understood = day_with_remarks(value, calendar_remarks(value, self.ctx.today) if is_new else ())
            if is_new:
                self._add_remarks(field, value)
        self._show_problem(field.key, understood, good=True)

    def _echo(self, field: FormField, text: str) -> str:
        if field.repeats is None:
            return field.echo(text) if field.echo else ""
        key, compare = field.repeats
        return compare(text, next(str(self.value_of(one)) for one in self._fields if one.key == key))

    @work
    async def _add_remarks(self, field: FormField, day: date) -> None:
        remarks = await remarks_about(self.ctx, day, people_of(field, self))
        is_shown = self._understood.get(field.key, ("", None))[1] == day
        if self.is_attached and is_shown and not self._confirmations.was_asked(field, day):
            self._show_problem(field.key, day_with_remarks(day, remarks), good=True)

    def _field(self, widget_id: str | None) -> FormField | None:
        return next((field for field in self._fields if f"field-{field.key}" == widget_id), None)

    @on(ChoiceField.Changed)
    @on(PersonField.Typed)
    def _corrected(self, event: ChoiceField.Changed | PersonField.Typed) -> None:
        """Take back what was said about a field that changes, and about the whole form."""
        self._note_change()
        if (field := self._field(event.field.id)) is not None:
            self._show_problem(field.key, "")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._note_change()
        field = self._field(event.input.id)
        for one in self._fields if field is not None else ():
            if one is field or (one.repeats is not None and field is not None and one.repeats[0] == field.key):
                self._show_understood(one)

    def _note_change(self) -> None:
        """Save the draft soon, and take back what was said about the whole form, or about several fields."""
        self.note_change()
        self.take_back_message()
        self._take_back_about_several()

    def on_text_area_changed(self, event: Any) -> None:
        """Show when a note becomes too long."""
        self._note_change()
        field = self._field(event.text_area.id)
        if field is not None:
            too_long = len(event.text_area.text) > NOTE_LIMIT
            self._show_problem(field.key, field_error_message(field.key, "too_long") if too_long else "")

    @on(Input.Submitted)
    @on(FormChoiceField.Entered)
    def _entered(self, event: Input.Submitted | FormChoiceField.Entered) -> None:
        self._continue_or_save(self._field(event.control.id))

    @on(PersonField.Picked)
    def _picked(self, event: PersonField.Picked) -> None:
        self._note_change()
        self._show_problem((event.field.id or "").removeprefix("field-"), "")
        if event.by_enter:
            self._continue_or_save(self._field(event.field.id))

    def _continue_or_save(self, current: FormField | None) -> None:
        """Go to the next field; save on the last one. A password that cannot be accepted stays first."""
        if current and current.kind is FieldKind.PASSWORD and not is_accepted(current, self.value_of(current)):
            return
        later = self._fields[self._fields.index(current) + 1 :] if current in self._fields else ()
        if later:
            self._focus_field(later[0])
        else:
            self.action_save()

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Close without saving; not while the form is being saved, since the values may still be refused."""
        if not self.is_current or self._is_submitting:
            return
        if has_new_note(self._fields, self.value_of):
            self._ask_before_leaving()
        else:
            self.close(None)

    @work
    async def _ask_before_leaving(self) -> None:
        from tui_app.ui.dialogs.confirm import ConfirmDialog

        question = plain(_("What you have written is not saved yet."))
        dialog = ConfirmDialog(_("Leave without saving?"), question, _("Discard it"), _("Keep writing"))
        if await self.app.push_screen_wait(dialog) and self.is_current:
            self.close(None)

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Check the values and submit them, once every typed name has been looked up."""
        if not self._is_submitting:
            self._is_submitting = True
            self._submitted.clear()
            self._save()

    @work
    async def _save(self) -> None:
        try:
            with self.ctx.started.work(SUBMIT_SECONDS):
                for person_field in self.query(PersonField):
                    if person_field.typed_text.strip():
                        await person_field.resolve()
                values = self._read_values()
                is_confirmed = values is not None and await self._confirms_days(values)
            if values is not None and is_confirmed:
                with self.ctx.started.work(SUBMIT_SECONDS):
                    self._show_message("")
                    await self._submit(values)
                    self.close(True)
        except InvalidInput as invalid:
            self._show_problems(invalid)
        except DomainError as error:
            self._show_message(error_message(error))
        finally:
            self._is_submitting = False
            self._submitted.set()

    def _read_values(self) -> dict[str, object] | None:
        values: dict[str, object] = {}
        invalid: list[FormField] = []
        for field in self._fields:
            try:
                values[field.key] = self.value_of(field)
            except DomainError as error:
                self._show_problem(field.key, error_message(error))
                invalid.append(field)
        if invalid:
            self._focus_field(invalid[0])
            return None
        return values

    async def _confirms_days(self, values: Mapping[str, object]) -> bool:
        for field in self._fields:
            day = values[field.key]
            if not (isinstance(day, date) and (field.confirm_past or field.confirm_day_off)):
                continue
            remarks = await remarks_about(self.ctx, day, people_of(field, self))
            if asked := self._confirmations.to_ask(field, day, remarks):
                self._show_problem(field.key, confirm_day_text(day, asked, self._submit_label))
                self._focus_field(field)
                return False
        return True

    def _show_problems(self, invalid: InvalidInput) -> None:
        first: FormField | None = None
        for field in self._fields:
            code = invalid.problems.get(field.key)
            if code:
                self._show_problem(field.key, field_error_message(field.key, code), code=code)
                first = first or field
        if first is not None:
            self._focus_field(first)
        else:
            self._show_message(error_message(invalid))
