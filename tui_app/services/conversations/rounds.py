"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.conversations.rounds import (
    RoundProposal,
    RoundSlot,
    booked_slots,
    overlapping_slots,
    propose_slots,
)
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.person import Viewer
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_page_person
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_stamp
from tui_app.services.conversations.planning import store_plan
from tui_app.storage.conversations import conversations
from tui_app.storage.database import reading, writing
from tui_app.storage.forms import templates
from tui_app.storage.people import people

if TYPE_CHECKING:
    from tui_app.domain.drafts.conversations import ConversationPlanDraft, RoundDraft


HOLIDAY_WINDOW = timedelta(days=365)
"""So long before and after its first day the public holidays around a round are known: enough to move it by."""


def propose_round(viewer: Viewer, now: datetime, draft: RoundDraft) -> RoundProposal:
    """Who of the viewer's team is due for a conversation, with a proposed slot for each; nothing of it is planned."""
    with reading(viewer):
        team = people.reports(viewer.leads_as, now.date(), except_id=viewer.id)
        last = conversations.last_dates([person.id for person in team], now.date())
        minutes = _planned_minutes(draft.template_id)
        others = _booked_slots(viewer, now)
        known = public_holidays.load()
    free = known.between(draft.first - HOLIDAY_WINDOW, draft.first + HOLIDAY_WINDOW)
    public_holidays.save_learned(known)
    since = add_months(now.date(), -draft.months) if draft.months else None
    slots = propose_slots(team, last, draft.first, draft.last, since, draft.at, minutes, others, free)
    return RoundProposal(slots, others, free)


def _booked_slots(viewer: Viewer, now: datetime) -> tuple[RoundSlot, ...]:
    return booked_slots(conversations.of_party(viewer.id, now.date()), viewer.id, now.tzinfo)


def _planned_minutes(template_id: int) -> int:
    found = templates.get(template_id)
    return found[1].minutes if found else 0


def plan_round(viewer: Viewer, now: datetime, draft: RoundDraft, slots: Sequence[RoundSlot]) -> Receipt:
    """Plan a whole round, all of it or nothing; undone in one step.

    Raises:
        NotFound, NotAllowed: somebody is not there, or no report of the viewer's.
        InvalidInput: the form is not in use.
        DomainError: `slots_meet`, when two are at the same time, or one and another that is planned, with both names.
    """
    with writing(viewer):
        done = change_stamp(viewer, now)
        length = _planned_minutes(draft.template_id)
        if met := overlapping_slots([replace(slot, minutes=length) for slot in slots], _booked_slots(viewer, now)):
            raise DomainError("slots_meet", one=met[0][0].person.name, other=met[0][1].person.name)
        for slot in slots:
            person = get_page_person(viewer, slot.person.id)
            if not access.leads(viewer, person):
                raise NotAllowed()
            kept = draft.model_dump(include={"template_id", "place"})
            store_plan(viewer, now, person, _plan_draft(kept | {"on": slot.on, "at": slot.at}), done)
    return Receipt(done.batch, len(slots)) if slots else NOTHING_CHANGED


def _plan_draft(values: dict[str, object]) -> ConversationPlanDraft:
    from tui_app.domain.drafts.base import validate_draft
    from tui_app.domain.drafts.conversations import ConversationPlanDraft

    return validate_draft(ConversationPlanDraft, values)
