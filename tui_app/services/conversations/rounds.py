"""Rounds: planning conversations with a whole team at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui_app.domain import access
from tui_app.domain.conversations.rounds import (
    RoundProposal,
    RoundSlot,
    booked_slots,
    due_people,
    overlapping_slots,
    propose_slots,
)
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_page_person, require
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_stamp
from tui_app.services.conversations.planning import store_plan
from tui_app.services.follow_up.due_dates import pauses_by_person
from tui_app.storage.conversations import conversations
from tui_app.storage.database import reading, writing
from tui_app.storage.follow_up import schedules
from tui_app.storage.forms import templates
from tui_app.storage.people import people

if TYPE_CHECKING:
    from tui_app.domain.drafts.conversations import ConversationPlanDraft, RoundDraft


HOLIDAY_WINDOW = timedelta(days=365)
"""Public holidays are known this long before and after the first day, so that the round can be moved within it."""


def propose_round(viewer: Viewer, now: datetime, draft: RoundDraft) -> RoundProposal:
    """Propose a slot for each person in the viewer's team who is due for a conversation; nothing is planned yet."""
    with reading(viewer):
        team = people.reports(viewer.leads_as, now.date(), except_id=viewer.id)
        last_dates = conversations.last_dates([person.id for person in team], now.date())
        minutes = _planned_minutes(draft.template_id)
        booked = _booked_slots(viewer, now)
        pauses = pauses_by_person(team, schedules.of_people(team))
        holidays = public_holidays.load()
    days_off = holidays.between(draft.first - HOLIDAY_WINDOW, draft.first + HOLIDAY_WINDOW)
    public_holidays.save_learned(holidays)
    due_before = add_months(now.date(), -draft.months) if draft.months else None
    slots = propose_slots(
        team, last_dates, draft.first, draft.last, due_before, draft.at, minutes, booked, days_off, pauses
    )
    placed = {slot.person.id for slot in slots}
    away = tuple(person for person in due_people(team, last_dates, due_before) if person.id not in placed)
    return RoundProposal(slots, booked, days_off, pauses, away)


def _booked_slots(viewer: Viewer, now: datetime) -> tuple[RoundSlot, ...]:
    return booked_slots(conversations.of_party(viewer.id, now.date()), viewer.id, now.tzinfo)


def _planned_minutes(template_id: int) -> int:
    found = templates.get(template_id)
    return found[1].minutes if found else 0


def plan_round(viewer: Viewer, now: datetime, draft: RoundDraft, slots: Sequence[RoundSlot]) -> Receipt:
    """Plan all conversations of a round, or none; one undo removes them all.

    Raises:
        NotFound, NotAllowed: no such person, or not one of the viewer's reports.
        InvalidInput: the form is not published.
        DomainError: `times_overlap`: two slots overlap, or one overlaps a planned conversation; has both names.
    """
    with writing(viewer, about=()):
        stamp = change_stamp(viewer, now)
        minutes = _planned_minutes(draft.template_id)
        if overlaps := overlapping_slots(
            [replace(slot, minutes=minutes) for slot in slots], _booked_slots(viewer, now)
        ):
            raise DomainError("times_overlap", one=overlaps[0][0].person.name, other=overlaps[0][1].person.name)
        for slot in slots:
            person = get_page_person(viewer, slot.person.id)
            require(access.leads(viewer, person))
            shared_values = draft.model_dump(include={"template_id", "place"})
            store_plan(viewer, now, person, _plan_draft(shared_values | {"on": slot.on, "at": slot.at}), stamp)
    return Receipt(stamp.batch, len(slots)) if slots else NOTHING_CHANGED


def _plan_draft(values: dict[str, object]) -> ConversationPlanDraft:
    from tui_app.domain.drafts.base import validate_draft
    from tui_app.domain.drafts.conversations import ConversationPlanDraft

    return validate_draft(ConversationPlanDraft, values)
