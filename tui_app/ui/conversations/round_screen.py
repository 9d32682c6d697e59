"""Plans a round: one conversation with each person in the team, spread over some weeks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tui_app.domain.conversations.rounds import RoundProposal, RoundSlot, first_free_time, overlapping_slots
from tui_app.domain.dates.arithmetic import is_weekend
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person
from tui_app.domain.records.template import Template
from tui_app.services.conversations import rounds
from tui_app.services.practice import sessions
from tui_app.text.dates import echo_time, input_date
from tui_app.text.errors import error_message
from tui_app.text.forms.labels import form_title
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.practice.formats import group_proposal
from tui_app.ui import keys
from tui_app.ui.content import plain
from tui_app.ui.conversations.planning_choices import forms_in_use
from tui_app.ui.conversations.rows import round_headings, round_slot_row, round_warning
from tui_app.ui.dialogs.flow import show_form
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.fields.choice import ChoiceField
from tui_app.ui.widgets.fields.line import LineInput
from tui_app.ui.widgets.record_list import RecordList, Row

if TYPE_CHECKING:
    from tui_app.domain.drafts.conversations import RoundDraft

DEFAULT_WEEKS = 4
"""Weeks over which a round is spread, unless other days are typed."""
DEFAULT_MONTHS = 6
"""People who have had a conversation within so many months are left out, unless another number is typed."""


class RoundScreen(DataScreen[RoundProposal]):
    """The questions, and below them the plan that follows from the answers."""

    BINDINGS = keys.ROUND
    AUTO_FOCUS = "#round-first"

    def __init__(self) -> None:
        super().__init__()
        self._forms: tuple[Template, ...] = ()
        self._moved: dict[int, tuple[date, time | None]] = {}
        """Id of a person -> the day and time that were typed for them."""
        self._skipped: frozenset[int] = frozenset()
        """Ids of the people with whom no conversation is planned."""
        self._saving = False

    def compose_body(self) -> ComposeResult:
        """Four lines of questions, one line with a message, and the plan."""
        first = self.ctx.today + timedelta(days=7 - self.ctx.today.weekday())
        last = first + timedelta(weeks=DEFAULT_WEEKS, days=-3)
        with Vertical(id="round-form", classes="box") as box:
            box.border_title = plain(_("Plan a round"))
            with Horizontal(classes="field-line", id="round-form-line"):
                yield _field_label(_("Form"))
            with Horizontal(classes="field-line"):
                yield _field_label(_("First day"))
                yield LineInput(input_date(first), id="round-first", compact=True, max_length=60)
                yield _field_label(_("Last day"), is_second=True)
                yield LineInput(input_date(last), id="round-last", compact=True, max_length=60)
            with Horizontal(classes="field-line"):
                yield _field_label(_("Months since last"))
                yield LineInput(
                    str(DEFAULT_MONTHS), placeholder=_("everyone"), id="round-months", compact=True, max_length=60
                )
                yield _field_label(_("Time"), is_second=True)
                yield LineInput(placeholder=_("9, 13.30; optional"), id="round-at", compact=True, max_length=20)
            with Horizontal(classes="field-line"):
                yield _field_label(_("Place"))
                yield LineInput(placeholder=_("optional"), id="round-place", compact=True, max_length=200)
        yield Static(id="round-message")
        with Vertical(id="round-plan", classes="box"):
            yield Static(id="round-empty")
            yield RecordList(id="round-rows")

    async def fetch(self) -> RoundProposal:
        """Read the plan that follows from the answers."""
        if not self._forms:
            self._forms = await forms_in_use(self.ctx)
            choices = tuple((form.id, form_title(form)) for form in self._forms)
            await self.query_one("#round-form-line").mount(ChoiceField(choices, id="round-template"))
        return await self.ctx.call(rounds.propose_round, self._typed_draft())

    def _typed_draft(self) -> RoundDraft:
        """The answers.

        Raises:
            DomainError: a date cannot be understood, or another answer is not valid.
        """
        from tui_app.domain.dates.parsing import parse_date
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.conversations import RoundDraft

        typed = {
            name: self.query_one(f"#round-{name}", Input).value for name in ("first", "last", "months", "at", "place")
        }
        return validate_draft(
            RoundDraft,
            {
                "template_id": self.query_one(ChoiceField).value,
                "first": parse_date(typed["first"], self.ctx.today),
                "last": parse_date(typed["last"], self.ctx.today),
                "months": typed["months"],
                "at": typed["at"],
                "place": typed["place"],
            },
        )

    def load_failed(self, error: DomainError) -> None:
        """Show no plan, and say beside the answers why there is none."""
        self.shown = None
        self.query_one("#round-rows", RecordList).fill(())
        self.query_one("#round-plan").border_title = None
        self.query_one("#round-empty").display = False
        if isinstance(error, InvalidInput) or error.code.startswith("date_"):
            self._show_message(error_message(error), is_error=True)
        else:
            self._show_message("")
            super().load_failed(error)
        self.refresh_bindings()

    def _show_message(self, text: str, *, is_error: bool = False) -> None:
        message = self.query_one("#round-message", Static)
        message.update(plain(f" {text}"))
        message.set_class(is_error, "wrong")

    def show(self, data: RoundProposal) -> None:
        """Show a row for each person who is due."""
        self.query_one("#round-rows", RecordList).fill(self._rows(data))
        empty = self.query_one("#round-empty", Static)
        empty.display = not data.slots
        nobody = _("Everyone has had a conversation recently, or has one planned. Clear “Months since last”?")
        empty.update(plain(nobody))
        slots = self._changed_slots(data)
        count = len(slots)
        title = format_message(ngettext("$count conversation", "$count conversations", count), count=count)
        self.query_one("#round-plan").border_title = plain(title)
        if warning := round_warning(data, slots, self.ctx.today):
            self._show_message(warning, is_error=True)
        else:
            hint = _("Press Tab to go to the plan: there $move changes the day or time, $done skips one.")
            self._show_message(self.ctx.with_keys(hint))
        self.refresh_bindings()

    def _rows(self, data: RoundProposal) -> Iterator[Row]:
        overlaps = overlapping_slots(self._changed_slots(data), data.booked)
        needs_time = bool(self.query_one("#round-at", Input).value.strip())
        if data.slots:
            yield round_headings()
        for slot in map(self._with_changes, data.slots):
            names = {other.person.name for pair in overlaps for one, other in (pair, pair[::-1]) if one == slot}
            yield round_slot_row(
                slot,
                self.ctx.today,
                is_skipped=slot.person.id in self._skipped,
                overlapping=sorted(names),
                needs_time=needs_time,
                is_day_off=slot.on in data.public_holidays or is_weekend(slot.on),
                is_away=data.is_away(slot),
            )

    def _with_changes(self, slot: RoundSlot) -> RoundSlot:
        on, at = self._moved.get(slot.person.id, (slot.on, slot.at))
        return replace(slot, on=on, at=at)

    def _changed_slots(self, data: RoundProposal) -> list[RoundSlot]:
        """The plan with the typed days and times, without the skipped people."""
        return [self._with_changes(slot) for slot in data.slots if slot.person.id not in self._skipped]

    @property
    def _planned(self) -> list[RoundSlot]:
        """The plan as it is shown."""
        return self._changed_slots(self.shown) if self.shown else []

    def _selected(self) -> RoundSlot | None:
        person = self.query_one("#round-rows", RecordList).selected(Person)
        if self.shown is None or person is None:
            return None
        found = next((slot for slot in self.shown.slots if slot.person.id == person.id), None)
        return self._with_changes(found) if found else None

    @on(Input.Changed)
    @on(ChoiceField.Changed)
    def _answer_changed(self) -> None:
        self.redraw()  # a time of day shows which conversations overlap
        self.reload()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.focus_next()

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.refresh_bindings_for((self._selected() is None, *self.key_labels))

    @property
    def key_labels(self) -> dict[str, str]:
        """What the key does with the person under the cursor, for the footer."""
        slot = self._selected()
        return {"leave_out": _("Include")} if slot is not None and slot.person.id in self._skipped else {}

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_move()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the keys about one person only in the list."""
        if action in ("move", "leave_out"):
            return self.query_one("#round-rows").has_focus and self._selected() is not None
        if action == "save":
            return bool(self._planned)
        return super().check_action(action, parameters)

    def action_leave_out(self) -> None:
        """Skip this person, or plan a conversation after all; then go to the next person."""
        if slot := self._selected():
            self._skipped ^= {slot.person.id}
            self.redraw()
            self.query_one("#round-rows", RecordList).action_cursor_down()

    def action_move(self) -> None:
        """Change the day or time for this person."""
        if slot := self._selected():
            self.ctx.spawn(self._move(slot))

    async def _move(self, slot: RoundSlot) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.conversations import TimeDraft
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            day = values["on"]
            if not isinstance(day, date):
                raise InvalidInput({"on": "missing"})
            at = validate_draft(TimeDraft, {"at": values["at"]}).at
            if at is not None and at == slot.at and day != slot.on:
                booked = self.shown.booked if self.shown else ()
                at = first_free_time([*self._planned, *booked], day, at, slot.minutes)
            self._moved[slot.person.id] = (day, at)
            self._skipped -= {slot.person.id}
            self.redraw()

        away, planned_at = slot.person.id, f"{slot.at:%H:%M}" if slot.at else ""
        fields = [
            FormField(
                "on", _("When"), FieldKind.DATE, slot.on, confirm_day_off=True, absences_of=(away,), required=True
            ),
            FormField("at", _("Time"), value=planned_at, hint=_("9, 13.30; optional"), echo=echo_time),
        ]
        title = format_message(_("Conversation with $name"), name=slot.person.distinct_name)
        await show_form(self.ctx, title, fields, submit, submit_label=_("Move"))

    def action_save(self) -> None:
        """Plan all conversations at once."""
        if not self._saving:
            self._saving = True
            self.ctx.spawn(self._save())

    async def _save(self) -> None:
        try:
            draft = self._typed_draft()
            if await self.ctx.call(rounds.propose_round, draft) != self.shown:
                self.reload()
                self.ctx.notify(_("The plan has just changed. Check it, then plan."))
                return
            receipt = await self.ctx.call(rounds.plan_round, draft, self._planned)
        except DomainError as error:
            if error.code == "times_overlap":
                self._show_message(error_message(error), is_error=True)
            else:
                self.load_failed(error)
            return
        finally:
            self._saving = False
        self.leave()
        message = ngettext("$count conversation planned", "$count conversations planned", receipt.count)
        self.ctx.commit(receipt, format_message(message, count=receipt.count))
        with suppress(DomainError):  # only a proposal
            if receipt.count and (practice := await self.ctx.call(sessions.overview)).planned:
                self.ctx.notify(group_proposal(practice.partners), longer=True)


def _field_label(text: str, *, is_second: bool = False) -> Static:
    return Static(plain(text), classes="label second" if is_second else "label")
