"""One renderer for all forms: fields as data, problems beside the field, nothing typed is lost on a refusal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person
from tui_app.domain.text_normalization import LINE_LIMIT, NOTE_LIMIT
from tui_app.text.dates import full_date, input_date
from tui_app.text.errors import error_message, field_error_message
from tui_app.text.i18n import _
from tui_app.ui import keys
from tui_app.ui.content import plain
from tui_app.ui.dialogs.draft_form import DraftDialog, LoadFields
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.widgets.fields.choice import ChoiceField
from tui_app.ui.widgets.fields.person import PersonField
from tui_app.ui.widgets.frame import KeyFooter

if TYPE_CHECKING:
    from tui_app.domain.form_drafts import FormDraftKey

SubmitForm = Callable[[Mapping[str, object]], Awaitable[None]]


class FormDialog(DraftDialog):
    """A form. Answers True once `submit` has taken what was typed, None when it was left.

    What `later` hands back is added below the other fields, so that nobody waits for it before the first word.
    A form with a key for what is unfinished keeps what is begun in it, and shows it when it is opened again.
    """

    BINDINGS = keys.FORM_DIALOG

    def __init__(
        self,
        title: Content,
        fields: Sequence[FormField],
        submit: SubmitForm,
        about: Content | None = None,
        later: LoadFields | None = None,
        unfinished: FormDraftKey | None = None,
    ) -> None:
        super().__init__(title, fields, later, unfinished)
        self._submit = submit
        self._about = about
        self._asked_about: set[tuple[str, date]] = set()

    def compose(self) -> ComposeResult:
        """Title, fields with room for a word beside each, buttons."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            with VerticalScroll(classes="fields", can_focus=False):
                if self._about is not None:
                    yield Static(self._about, classes="about")
                for field in self._fields:
                    yield self._with_label(field)
            yield Static("", id="form-message")
            with Horizontal(classes="buttons"):
                yield Button(plain(_("Save")), id="save", variant="primary", compact=True)
                yield Button(plain(_("Cancel")), id="cancel", compact=True)
        yield KeyFooter()

    def _with_label(self, field: FormField) -> Widget:
        return Vertical(
            Horizontal(Static(plain(field.label), classes="label"), self._widget(field), classes="field-line"),
            Static("", classes="problem", id=f"problem-{field.key}"),
            classes=f"field field-{field.kind}",
        )

    def _widget(self, field: FormField) -> Widget:
        name = f"field-{field.key}"
        if field.kind is FieldKind.NOTE:
            from textual.widgets import TextArea

            return TextArea(str(field.value or ""), id=name, tab_behavior="focus", compact=True)
        if field.kind is FieldKind.CHOICE:
            return ChoiceField(field.choices, field.value, id=name)
        if field.kind is FieldKind.PERSON:
            return PersonField(cast("Person | None", field.value), field.nearby, id=name)
        value = input_date(field.value) if isinstance(field.value, date) else str(field.value or "")
        limit = 60 if field.kind is FieldKind.DATE else LINE_LIMIT
        hidden = field.kind is FieldKind.SECRET
        return Input(value, placeholder=field.hint, password=hidden, id=name, compact=True, max_length=limit)

    def on_mount(self) -> None:
        """Ready for typing in the first field."""
        self._focus_field(self._fields[0])
        for field in self._fields:
            if field.kind is FieldKind.DATE and field.value:
                self._tell_date(field)
        if self._later is not None:
            self._add(self._later)
        self.take_up()

    @work
    async def _add(self, later: LoadFields) -> None:
        try:
            fields = await later()
        except DomainError as refusal:
            self._say(error_message(refusal))
            return
        await self.query_one(".fields").mount(*(self._with_label(field) for field in fields))
        self.added(fields)

    def _focus_field(self, field: FormField) -> None:
        widget = self.query_one(f"#field-{field.key}")
        # at once: `widget.focus()` would let the next key pass before it
        self.set_focus(widget.query_one(Input) if field.kind is FieldKind.PERSON else widget)

    def _problem(self, key: str, text: str, *, good: bool = False) -> None:
        beside = self.query_one(f"#problem-{key}", Static)
        beside.update(plain(text))
        beside.set_class(good, "good")
        beside.display = bool(text)

    def _value(self, field: FormField) -> object:
        """What stands in a field.

        Raises:
            DomainError: a day that is not understood, a name that nobody has.
        """
        widget = self.query_one(f"#field-{field.key}")
        if isinstance(widget, ChoiceField):
            return widget.value
        if isinstance(widget, PersonField):
            if widget.person is None and widget.typed_text.strip():
                raise InvalidInput({field.key: "unknown_person"})
            return widget.person.id if widget.person else None
        if field.kind is FieldKind.NOTE:
            return cast("Any", widget).text
        text = cast("Input", widget).value
        if field.kind is not FieldKind.DATE:
            return text
        if not text.strip():
            return None
        from tui_app.domain.dates.parsing import parse_date

        return parse_date(text, self.ctx.today)

    def _tell_date(self, field: FormField) -> None:
        try:
            day = self._value(field)
        except DomainError as refusal:
            self._problem(field.key, error_message(refusal))
            return
        self._problem(field.key, full_date(day) if isinstance(day, date) else "", good=True)

    def _field(self, widget_id: str | None) -> FormField | None:
        return next((field for field in self._fields if f"field-{field.key}" == widget_id), None)

    @on(ChoiceField.Changed)
    @on(PersonField.Typed)
    def _chosen(self) -> None:
        self.note_begun()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.note_begun()
        field = self._field(event.input.id)
        if field is None:
            return
        if field.kind is FieldKind.DATE:
            self._tell_date(field)
        else:
            self._problem(field.key, "")

    def on_text_area_changed(self, event: Any) -> None:
        """Say when a note becomes too long."""
        self.note_begun()
        field = self._field(event.text_area.id)
        if field is not None:
            too_long = len(event.text_area.text) > NOTE_LIMIT
            self._problem(field.key, field_error_message(field.key, "too_long") if too_long else "")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Enter goes to the next field that still is needed, and saves when there is none."""
        here = self._field(event.input.id)
        for field in self._fields:
            if field.required and field is not here and self._is_empty(field):
                self._focus_field(field)
                return
        self.action_save()

    @on(PersonField.Picked)
    def _picked(self, event: PersonField.Picked) -> None:
        self.note_begun()
        self._problem((event.field.id or "").removeprefix("field-"), "")
        if event.by_enter:
            for field in self._fields:
                if field.required and self._is_empty(field):
                    self._focus_field(field)
                    return
            self.action_save()

    def _is_empty(self, field: FormField) -> bool:
        try:
            value = self._value(field)
        except DomainError:
            return False
        return value is None or (isinstance(value, str) and not value.strip())

    @on(Button.Pressed, "#save")
    def _save_pressed(self) -> None:
        self.action_save()

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave without saving; not while it is being saved, since what was typed may still be refused."""
        if not self.is_current or self._sending:
            return
        if self._has_written():
            self._ask_before_leaving()
        else:
            self.end(None)

    def _has_written(self) -> bool:
        """Whether a longer text stands here that was not here before."""
        notes = [field for field in self._fields if field.kind is FieldKind.NOTE]
        texts = [(str(self._value(field)).strip(), str(field.value or "").strip()) for field in notes]
        return any(now and now != before for now, before in texts)

    @work
    async def _ask_before_leaving(self) -> None:
        from tui_app.ui.dialogs.confirm import ConfirmDialog

        question = plain(_("What you have written is not saved yet."))
        ask = ConfirmDialog(_("Leave without saving?"), question, _("Discard it"), _("Keep writing"))
        if await self.app.push_screen_wait(ask) and self.is_current:
            self.end(None)

    def action_save(self) -> None:
        """Check, then hand over what was typed; a name that is still looked up is waited for."""
        if not self._sending:
            self._sending = True
            self._sent.clear()
            self._save()

    @work
    async def _save(self) -> None:
        try:
            for named in self.query(PersonField):
                if named.typed_text.strip():
                    await named.resolve()
            values = self._collected()
            if values is not None:
                self._say("")
                await self._submit(values)
                self.end(True)
        except InvalidInput as invalid:
            self._show_problems(invalid)
        except DomainError as refusal:
            self._say(error_message(refusal))
        finally:
            self._sending = False
            self._sent.set()

    def _collected(self) -> dict[str, object] | None:
        values: dict[str, object] = {}
        wrong: list[FormField] = []
        for field in self._fields:
            try:
                values[field.key] = self._value(field)
            except DomainError as refusal:
                self._problem(field.key, error_message(refusal))
                wrong.append(field)
        if wrong:
            self._focus_field(wrong[0])
            return None
        return values if self._past_is_meant(values) else None

    def _past_is_meant(self, values: Mapping[str, object]) -> bool:
        for field in self._fields:
            day = values[field.key]
            if not (field.ask_past and isinstance(day, date) and day < self.ctx.today):
                continue
            if day != field.value and (field.key, day) not in self._asked_about:
                self._asked_about.add((field.key, day))
                self._problem(field.key, _("That day is in the past. Save again to confirm."))
                self._focus_field(field)
                return False
        return True

    def _show_problems(self, invalid: InvalidInput) -> None:
        first: FormField | None = None
        for field in self._fields:
            code = invalid.problems.get(field.key)
            if code:
                self._problem(field.key, field_error_message(field.key, code))
                first = first or field
        if first is not None:
            self._focus_field(first)
        else:
            self._say(error_message(invalid))
