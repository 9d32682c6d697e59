"""A round: one conversation with each of the team, spread over chosen weeks; seen and changed before it is planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tui_app.domain.conversations.rounds import RoundProposal, RoundSlot, first_free_time, overlapping_slots
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.template import Template
from tui_app.services.conversations import rounds
from tui_app.text import forms
from tui_app.text.dates import input_date
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import keys
from tui_app.ui.content import plain
from tui_app.ui.conversations.flows import ConversationFlows
from tui_app.ui.conversations.rows import round_slot_row
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.fields.choice import ChoiceField
from tui_app.ui.widgets.record_list import RecordList, Row, selected_id

if TYPE_CHECKING:
    from tui_app.domain.drafts.conversations import RoundDraft

DEFAULT_WEEKS = 4
"""Weeks over which a round is spread unless other days are typed."""
DEFAULT_MONTHS = 6
"""Who has had a conversation within so many months is left alone unless another number is typed."""


class RoundScreen(DataScreen[RoundProposal]):
    """The questions above, the plan that follows from them below."""

    BINDINGS = keys.ROUND
    AUTO_FOCUS = "#round-first"

    def __init__(self) -> None:
        super().__init__()
        self._forms: tuple[Template, ...] = ()
        self._moved: dict[int, tuple[date, time | None]] = {}
        self._left_out: frozenset[int] = frozenset()
        self._saving = False

    def body(self) -> ComposeResult:
        """Four lines of questions, one of what comes of them, and the plan."""
        first = self.ctx.today + timedelta(days=7 - self.ctx.today.weekday())
        last = first + timedelta(weeks=DEFAULT_WEEKS, days=-3)
        with Vertical(id="round-form", classes="box") as box:
            box.border_title = plain(_("Plan a round"))
            with Horizontal(classes="field-line", id="round-form-line"):
                yield _label(_("Form"))
            with Horizontal(classes="field-line"):
                yield _label(_("First day"))
                yield Input(input_date(first), id="round-first", compact=True, max_length=60)
                yield _label(_("Last day"), second=True)
                yield Input(input_date(last), id="round-last", compact=True, max_length=60)
            with Horizontal(classes="field-line"):
                yield _label(_("Months since last"))
                yield Input(
                    str(DEFAULT_MONTHS), placeholder=_("everyone"), id="round-months", compact=True, max_length=3
                )
                yield _label(_("Time"), second=True)
                yield Input(placeholder=_("9, 13.30; optional"), id="round-at", compact=True, max_length=20)
            with Horizontal(classes="field-line"):
                yield _label(_("Place"))
                yield Input(placeholder=_("optional"), id="round-place", compact=True, max_length=200)
        yield Static(id="round-said")
        with Vertical(id="round-plan", classes="box"):
            yield Static(id="round-empty")
            yield RecordList(id="round-rows")

    async def fetch(self) -> RoundProposal:
        """The plan that follows from what is typed."""
        if not self._forms:
            self._forms = await ConversationFlows(self.ctx).forms()
            choices = tuple((form.id, forms.form_title(form)) for form in self._forms)
            await self.query_one("#round-form-line").mount(ChoiceField(choices, id="round-template"))
        return await self.ctx.call(rounds.propose_round, self._draft())

    def _draft(self) -> RoundDraft:
        """What is typed.

        Raises:
            DomainError: a day that is not understood, or something else that does not fit.
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
                "months": typed["months"].strip() or 0,
                "at": typed["at"],
                "place": typed["place"],
            },
        )

    def refused(self, refusal: DomainError) -> None:
        """What is typed makes no plan: say so beside it, and show none."""
        self.shown = None
        self.query_one("#round-rows", RecordList).fill(())
        self.query_one("#round-plan").border_title = None
        self.query_one("#round-empty").display = False
        if isinstance(refusal, InvalidInput) or refusal.code.startswith("date_"):
            self._say(error_message(refusal), wrong=True)
        else:
            self._say("")
            super().refused(refusal)
        self.refresh_bindings()

    def _say(self, text: str, *, wrong: bool = False) -> None:
        said = self.query_one("#round-said", Static)
        said.update(plain(f" {text}"))
        said.set_class(wrong, "wrong")

    def show(self, data: RoundProposal) -> None:
        """One row for each who is due."""
        self.query_one("#round-rows", RecordList).fill(self._rows(data))
        empty = self.query_one("#round-empty", Static)
        empty.display = not data.slots
        empty.update(
            plain(_("Everyone has had a conversation recently, or has one planned. Clear «Months since last»?"))
        )
        slots = self._slots(data)
        count = len(slots)
        title = format_message(ngettext("$count conversation", "$count conversations", count), count=count)
        self.query_one("#round-plan").border_title = plain(title)
        if any(slot.on < self.ctx.today for slot in slots):
            self._say(_("Some of these days are in the past."), wrong=True)
        elif any(slot.on in data.public_holidays for slot in slots):
            self._say(_("Some of these days are public holidays."), wrong=True)
        else:
            self._say(_("Press tab to go to the plan: there m changes the day or time, space skips one."))
        self.refresh_bindings()

    def _rows(self, data: RoundProposal) -> Iterator[Row]:
        met = overlapping_slots(self._slots(data), data.booked)
        timed = bool(self.query_one("#round-at", Input).value.strip())
        for slot in map(self._as_moved, data.slots):
            others = {other.person.name for pair in met for one, other in (pair, pair[::-1]) if one == slot}
            left_out = slot.person.id in self._left_out
            yield round_slot_row(
                slot,
                self.ctx.today,
                left_out=left_out,
                clashes=sorted(others),
                timed=timed,
                day_off=slot.on in data.public_holidays,
            )

    def _as_moved(self, slot: RoundSlot) -> RoundSlot:
        on, at = self._moved.get(slot.person.id, (slot.on, slot.at))
        return replace(slot, on=on, at=at)

    def _slots(self, data: RoundProposal) -> list[RoundSlot]:
        """The plan with the days that were typed, without those left out."""
        return [self._as_moved(slot) for slot in data.slots if slot.person.id not in self._left_out]

    @property
    def _planned(self) -> list[RoundSlot]:
        """The plan as it stands on the screen."""
        return self._slots(self.shown) if self.shown else []

    def _current(self) -> RoundSlot | None:
        person_id = selected_id(self.query_one("#round-rows", RecordList))
        proposed = self.shown.slots if self.shown else ()
        found = next((slot for slot in proposed if slot.person.id == person_id), None)
        return self._as_moved(found) if found else None

    @on(Input.Changed)
    @on(ChoiceField.Changed)
    def _changed(self) -> None:
        self.show_again()  # with a time of day it matters who is on the same day
        self.reload()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.focus_next()

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on(self._current() is None)

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_move()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about one person work among the rows only."""
        if action in ("move", "leave_out"):
            return self.query_one("#round-rows").has_focus and self._current() is not None
        if action == "save":
            return bool(self._planned)
        return super().check_action(action, parameters)

    def action_leave_out(self) -> None:
        """Plan none with this person, or one after all; then the next person."""
        if slot := self._current():
            self._left_out ^= {slot.person.id}
            self.show_again()
            self.query_one("#round-rows", RecordList).action_cursor_down()

    def action_move(self) -> None:
        """Another day or time for this person."""
        if slot := self._current():
            self.ctx.spawn(self._move(slot))

    async def _move(self, slot: RoundSlot) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.conversations import TimeDraft
        from tui_app.ui.dialogs.fields import FieldKind, FormField
        from tui_app.ui.dialogs.form import FormDialog

        async def submit(values: Mapping[str, object]) -> None:
            day = values["on"]
            if not isinstance(day, date):
                raise InvalidInput({"on": "missing"})
            at = validate_draft(TimeDraft, {"at": values["at"]}).at
            if at is not None and at == slot.at and day != slot.on:
                others = self.shown.booked if self.shown else ()
                at = first_free_time([*self._planned, *others], day, at, slot.minutes)
            self._moved[slot.person.id] = (day, at)
            self._left_out -= {slot.person.id}
            self.show_again()

        at_first = f"{slot.at:%H:%M}" if slot.at else ""
        fields = [
            FormField("on", _("When"), FieldKind.DATE, slot.on, ask_past=True, required=True),
            FormField("at", _("Time"), value=at_first, hint=_("9, 13.30; optional")),
        ]
        title = format_message(_("Conversation with $name"), name=slot.person.name)
        await self.app.push_screen_wait(FormDialog(plain(title), fields, submit))

    def action_save(self) -> None:
        """Plan all of it at once."""
        if not self._saving:
            self._saving = True
            self.ctx.spawn(self._save())

    async def _save(self) -> None:
        try:
            draft = self._draft()
            if await self.ctx.call(rounds.propose_round, draft) != self.shown:
                self.reload()
                self.ctx.notify(_("The plan has just changed. Check it, then plan."))
                return
            receipt = await self.ctx.call(rounds.plan_round, draft, self._planned)
        except DomainError as refusal:
            if refusal.code == "slots_meet":
                self._say(error_message(refusal), wrong=True)
            else:
                self.refused(refusal)
            return
        finally:
            self._saving = False
        self.leave()
        count = receipt.count
        message = ngettext("$count conversation planned", "$count conversations planned", count)
        self.ctx.commit(receipt, format_message(message, count=count))


def _label(text: str, *, second: bool = False) -> Static:
    return Static(plain(text), classes="label second" if second else "label")
