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

from tui_app.domain.records import Template
from tui_app.domain.refusals import Invalid, Refusal
from tui_app.domain.rounds import Proposal, Slot, free_time, meeting
from tui_app.services import conversations
from tui_app.ui import keys, words
from tui_app.ui.dates import typed_form
from tui_app.ui.language import _, ngettext, spoken, told
from tui_app.ui.refusals import words_for
from tui_app.ui.screens.base import DataScreen, chosen
from tui_app.ui.text import lit
from tui_app.ui.widgets.choice import ChoiceField
from tui_app.ui.widgets.lines import slot_row
from tui_app.ui.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from tui_app.domain.drafts import RoundDraft

WEEKS = 4
"""Weeks over which a round is spread unless other days are typed."""
MONTHS = 6
"""Who has had a conversation within so many months is left alone unless another number is typed."""


class RoundScreen(DataScreen[Proposal]):
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
        first = self.samtale.today + timedelta(days=7 - self.samtale.today.weekday())
        last = first + timedelta(weeks=WEEKS, days=-3)
        with Vertical(id="round-form", classes="box") as box:
            box.border_title = lit(_("Plan a round"))
            with Horizontal(classes="field-line", id="round-form-line"):
                yield _label(_("Form"))
            with Horizontal(classes="field-line"):
                yield _label(_("First day"))
                yield Input(typed_form(first, spoken()), id="round-first", compact=True, max_length=60)
                yield _label(_("Last day"), second=True)
                yield Input(typed_form(last, spoken()), id="round-last", compact=True, max_length=60)
            with Horizontal(classes="field-line"):
                yield _label(_("Months without"))
                yield Input(str(MONTHS), placeholder=_("everybody"), id="round-months", compact=True, max_length=3)
                yield _label(_("Time"), second=True)
                yield Input(placeholder=_("9, 13.30; if you like"), id="round-at", compact=True, max_length=20)
            with Horizontal(classes="field-line"):
                yield _label(_("Place"))
                yield Input(placeholder=_("if you like"), id="round-place", compact=True, max_length=200)
        yield Static(id="round-said")
        with Vertical(id="round-plan", classes="box"):
            yield Static(id="round-empty")
            yield RowList(id="round-rows")

    async def fetch(self) -> Proposal:
        """The plan that follows from what is typed."""
        if not self._forms:
            self._forms = await self.samtale.planning.forms()
            choices = tuple((form.id, words.form_title(form)) for form in self._forms)
            await self.query_one("#round-form-line").mount(ChoiceField(choices, id="round-template"))
        return await self.samtale.ask(conversations.propose_round, self._draft())

    def _draft(self) -> RoundDraft:
        """What is typed.

        Raises:
            Refusal: a day that is not understood, or something else that does not fit.
        """
        from tui_app.domain.drafts import RoundDraft, checked
        from tui_app.domain.typed_dates import understand

        typed = {
            name: self.query_one(f"#round-{name}", Input).value for name in ("first", "last", "months", "at", "place")
        }
        return checked(
            RoundDraft,
            {
                "template_id": self.query_one(ChoiceField).value,
                "first": understand(typed["first"], self.samtale.today),
                "last": understand(typed["last"], self.samtale.today),
                "months": typed["months"].strip() or 0,
                "at": typed["at"],
                "place": typed["place"],
            },
        )

    def refused(self, refusal: Refusal) -> None:
        """What is typed makes no plan: say so beside it, and show none."""
        self.shown = None
        self.query_one("#round-rows", RowList).fill(())
        self.query_one("#round-plan").border_title = None
        self.query_one("#round-empty").display = False
        if isinstance(refusal, Invalid) or refusal.code.startswith("date_"):
            self._say(words_for(refusal), wrong=True)
        else:
            self._say("")
            super().refused(refusal)
        self.refresh_bindings()

    def _say(self, text: str, *, wrong: bool = False) -> None:
        said = self.query_one("#round-said", Static)
        said.update(lit(f" {text}"))
        said.set_class(wrong, "wrong")

    def show(self, data: Proposal) -> None:
        """One row for each who is due."""
        self.query_one("#round-rows", RowList).fill(self._rows(data))
        empty = self.query_one("#round-empty", Static)
        empty.display = not data.slots
        empty.update(lit(_("Everybody has had a conversation lately, or has one planned. Empty «Months without»?")))
        slots = self._slots(data)
        count = len(slots)
        title = told(ngettext("$count conversation", "$count conversations", count), count=count)
        self.query_one("#round-plan").border_title = lit(title)
        if any(slot.on < self.samtale.today for slot in slots):
            self._say(_("Some of these days are past."), wrong=True)
        elif any(slot.on in data.days_off for slot in slots):
            self._say(_("Some of these days are public holidays."), wrong=True)
        else:
            self._say(_("Tab goes to the plan: there m gives one another day or time, space leaves one out."))
        self.refresh_bindings()

    def _rows(self, data: Proposal) -> Iterator[Row]:
        met = meeting(self._slots(data), data.booked)
        timed = bool(self.query_one("#round-at", Input).value.strip())
        for slot in map(self._as_moved, data.slots):
            others = {other.person.name for pair in met for one, other in (pair, pair[::-1]) if one == slot}
            left_out = slot.person.id in self._left_out
            yield slot_row(
                slot,
                self.samtale.today,
                left_out=left_out,
                clashes=sorted(others),
                timed=timed,
                day_off=slot.on in data.days_off,
            )

    def _as_moved(self, slot: Slot) -> Slot:
        on, at = self._moved.get(slot.person.id, (slot.on, slot.at))
        return replace(slot, on=on, at=at)

    def _slots(self, data: Proposal) -> list[Slot]:
        """The plan with the days that were typed, without those left out."""
        return [self._as_moved(slot) for slot in data.slots if slot.person.id not in self._left_out]

    @property
    def _planned(self) -> list[Slot]:
        """The plan as it stands on the screen."""
        return self._slots(self.shown) if self.shown else []

    def _current(self) -> Slot | None:
        person_id = chosen(self.query_one("#round-rows", RowList))
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

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on(self._current() is None)

    @on(RowList.Opened)
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
            self.query_one("#round-rows", RowList).action_cursor_down()

    def action_move(self) -> None:
        """Another day or time for this person."""
        if slot := self._current():
            self.samtale.flow(self._move(slot))

    async def _move(self, slot: Slot) -> None:
        from tui_app.domain.drafts import TimeDraft, checked
        from tui_app.ui.modals.form import Field, FormScreen, Kind

        async def submit(values: Mapping[str, object]) -> None:
            day = values["on"]
            if not isinstance(day, date):
                raise Invalid({"on": "missing"})
            at = checked(TimeDraft, {"at": values["at"]}).at
            if at is not None and at == slot.at and day != slot.on:
                others = self.shown.booked if self.shown else ()
                at = free_time([*self._planned, *others], day, at, slot.minutes)
            self._moved[slot.person.id] = (day, at)
            self._left_out -= {slot.person.id}
            self.show_again()

        at_first = f"{slot.at:%H:%M}" if slot.at else ""
        fields = [
            Field("on", _("When"), Kind.DATE, slot.on, ask_past=True, required=True),
            Field("at", _("Time"), value=at_first, hint=_("9, 13.30; if you like")),
        ]
        title = told(_("Conversation with $name"), name=slot.person.name)
        await self.app.push_screen_wait(FormScreen(lit(title), fields, submit))

    def action_save(self) -> None:
        """Plan all of it at once."""
        if not self._saving:
            self._saving = True
            self.samtale.flow(self._save())

    async def _save(self) -> None:
        try:
            draft = self._draft()
            if await self.samtale.ask(conversations.propose_round, draft) != self.shown:
                self.reload()
                self.samtale.tell(_("The plan has just changed. Look at it, then plan it."))
                return
            receipt = await self.samtale.ask(conversations.plan_round, draft, self._planned)
        except Refusal as refusal:
            if refusal.code == "slots_meet":
                self._say(words_for(refusal), wrong=True)
            else:
                self.refused(refusal)
            return
        finally:
            self._saving = False
        self.samtale.leave(self)
        count = receipt.count
        message = ngettext("$count conversation planned", "$count conversations planned", count)
        self.samtale.done(receipt, told(message, count=count))


def _label(text: str, *, second: bool = False) -> Static:
    return Static(lit(text), classes="label second" if second else "label")
