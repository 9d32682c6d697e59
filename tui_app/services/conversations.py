"""Conversations planned, moved, cancelled and begun; one or a whole round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.appointments import Appointment
from tui_app.domain.conversations import Step, after
from tui_app.domain.forms import in_language
from tui_app.domain.records import (
    ChangeKind,
    Conversation,
    ConversationState,
    Person,
    Role,
    Subject,
    TemplateState,
    Viewer,
)
from tui_app.domain.refusals import ChangedElsewhere, Invalid, NotAllowed, Refusal
from tui_app.domain.rounds import Proposal, Slot, booked, meeting, months_before, propose
from tui_app.services import days_off
from tui_app.services.marks import NOTHING_CHANGED, Receipt, mark
from tui_app.services.reach import own_conversation, page_owner
from tui_app.storage import conversations, history, people, preparations, templates
from tui_app.storage.database import reading, writing

if TYPE_CHECKING:
    from tui_app.domain.drafts import PlanDraft, ReasonDraft, RoundDraft
    from tui_app.storage.history import Mark

SHOWN_FOR = timedelta(days=400)
"""How long a signed or cancelled conversation stays on the list: the last yearly one is still there at the next."""
DAYS_OFF_KNOWN = timedelta(days=365)
"""So long before and after its first day the public holidays around a round are known: enough to move it by."""


def listing(viewer: Viewer, now: datetime) -> tuple[Conversation, ...]:
    """The conversations in which `viewer` has a part, by day; ended ones for a year."""
    with reading(viewer):
        return conversations.of_party(viewer.id, now.date() - SHOWN_FOR)


def one(viewer: Viewer, now: datetime, conversation_id: int) -> Conversation:
    """One conversation as it stands now.

    Raises:
        NotFound, NotAllowed: not there, or between others.
    """
    with reading(viewer):
        return own_conversation(viewer, conversation_id)[0]


def plan(viewer: Viewer, now: datetime, person_id: int, draft: PlanDraft) -> Receipt:
    """Plan a conversation with one of the viewer's reports.

    Raises:
        NotFound, NotAllowed: nobody there, or not a report.
        Invalid: the form is not in use.
    """
    with writing(viewer):
        person = page_owner(viewer, person_id)
        if not access.leads(viewer, person):
            raise NotAllowed()
        done = mark(viewer, now)
        return Receipt(done.batch, 1, _plan(viewer, now, person, draft, done))


def _plan(viewer: Viewer, now: datetime, person: Person, draft: PlanDraft, done: Mark) -> int:
    values = _planned_values(draft, now, None)
    values |= {"person": person.id, "leader": viewer.id, "state": ConversationState.PLANNED}
    return history.add(Subject.CONVERSATION, person.id, values, done)


def _planned_values(draft: PlanDraft, now: datetime, kept_template: int | None) -> dict[str, object]:
    """Table values of a plan; a form that is retired since may be kept."""
    found = templates.get(draft.template_id)
    if found is None or (found[0].state is not TemplateState.PUBLISHED and draft.template_id != kept_template):
        raise Invalid({"template_id": "unknown_template"})
    template, form = found
    starts = datetime.combine(draft.on, draft.at, tzinfo=now.tzinfo) if draft.at else None
    return {
        "template_id": template.id,
        "kind": template.kind,
        "minutes": form.minutes,
        "on": draft.on,
        "starts": starts,
        "place": draft.place,
        "note": draft.note,
    }


def move(viewer: Viewer, now: datetime, conversation_id: int, version: int, draft: PlanDraft) -> Receipt:
    """Change day, time, place, form or note of a planned conversation.

    Raises:
        NotFound, NotAllowed: not there, or not the viewer's to lead.
        Refusal: `not_planned_any_more`.
        ChangedElsewhere: somebody changed it since `version` was seen.
        Invalid: the form is not in use.
    """
    with writing(viewer):
        conversation = _planned(viewer, conversation_id)
        values = _planned_values(draft, now, conversation.template_id)
        changed = {name: value for name, value in values.items() if value != getattr(conversation, name)}
        if not changed:
            return NOTHING_CHANGED
        if "template_id" in changed and preparations.writers(conversation.id):
            raise Invalid({"template_id": "already_prepared"})
        changed["sequence"] = conversation.sequence + 1
        return _changed(viewer, now, conversation, version, ChangeKind.EDITED, changed)


def cancel(viewer: Viewer, now: datetime, conversation_id: int, version: int, draft: ReasonDraft) -> Receipt:
    """Cancel a planned conversation; the reason stands beside it.

    Raises:
        NotFound, NotAllowed: not there, or not the viewer's to lead.
        Refusal: `not_planned_any_more`.
        ChangedElsewhere: somebody changed it since `version` was seen.
    """
    with writing(viewer):
        conversation = _planned(viewer, conversation_id)
        values = {
            "state": after(conversation.state, Step.CANCEL, Role.LEADER),
            "reason": draft.reason,
            "sequence": conversation.sequence + 1,
        }
        return _changed(viewer, now, conversation, version, ChangeKind.STATUS, values)


def _planned(viewer: Viewer, conversation_id: int) -> Conversation:
    conversations.hold(conversation_id)
    conversation, role = own_conversation(viewer, conversation_id)
    if role is not Role.LEADER:
        raise NotAllowed()
    if conversation.state is not ConversationState.PLANNED:
        raise Refusal("not_planned_any_more")
    return conversation


def _changed(
    viewer: Viewer, now: datetime, conversation: Conversation, version: int, kind: ChangeKind, values: dict[str, object]
) -> Receipt:
    done = mark(viewer, now)
    if not history.change(Subject.CONVERSATION, conversation, kind, values, version, done):
        by = history.last_changed_by(Subject.CONVERSATION, conversation.id)
        raise ChangedElsewhere(conversation, by)
    return Receipt(done.batch, 1, conversation.id)


def begin(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """Begin to talk: the conversation is held from now on. Either side may; beginning twice changes nothing.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        Refusal: `step_impossible`, when it was cancelled.
    """
    with writing(viewer):
        conversations.hold(conversation_id)
        conversation, role = own_conversation(viewer, conversation_id)
        if conversation.held_at is not None:
            return
        values: dict[str, object] = {
            "state": after(conversation.state, Step.BEGIN, role),
            "held_at": now,
            "on": now.date(),
        }
        done = mark(viewer, now)
        if not history.change(Subject.CONVERSATION, conversation, ChangeKind.STEP, values, conversation.version, done):
            raise ChangedElsewhere(conversation, "")


def propose_round(viewer: Viewer, now: datetime, draft: RoundDraft) -> Proposal:
    """Who of the viewer's team is due for a conversation, with a proposed slot for each; nothing of it is planned."""
    with reading(viewer):
        team = people.reports(viewer.leads_as, now.date(), but=viewer.id)
        last = conversations.last_days([person.id for person in team], now.date())
        minutes = _length(draft.template_id)
        others = _booked(viewer, now)
        known = days_off.of_organisation()
    free = known.between(draft.first - DAYS_OFF_KNOWN, draft.first + DAYS_OFF_KNOWN)
    days_off.keep(known)
    since = months_before(now.date(), draft.months) if draft.months else None
    slots = propose(team, last, draft.first, draft.last, since, draft.at, minutes, others, free)
    return Proposal(slots, others, free)


def _booked(viewer: Viewer, now: datetime) -> tuple[Slot, ...]:
    return booked(conversations.of_party(viewer.id, now.date()), viewer.id, now.tzinfo)


def _length(template_id: int) -> int:
    found = templates.get(template_id)
    return found[1].minutes if found else 0


def plan_round(viewer: Viewer, now: datetime, draft: RoundDraft, slots: Sequence[Slot]) -> Receipt:
    """Plan a whole round, all of it or nothing; undone in one step.

    Raises:
        NotFound, NotAllowed: somebody is not there, or no report of the viewer's.
        Invalid: the form is not in use.
        Refusal: `slots_meet`, when two are at the same time, or one and another that is planned, with both names.
    """
    with writing(viewer):
        done = mark(viewer, now)
        length = _length(draft.template_id)
        if met := meeting([replace(slot, minutes=length) for slot in slots], _booked(viewer, now)):
            raise Refusal("slots_meet", one=met[0][0].person.name, other=met[0][1].person.name)
        for slot in slots:
            person = page_owner(viewer, slot.person.id)
            if not access.leads(viewer, person):
                raise NotAllowed()
            kept = draft.model_dump(include={"template_id", "place"})
            _plan(viewer, now, person, _plan_draft(kept | {"on": slot.on, "at": slot.at}), done)
    return Receipt(done.batch, len(slots)) if slots else NOTHING_CHANGED


def _plan_draft(values: dict[str, object]) -> PlanDraft:
    from tui_app.domain.drafts import PlanDraft, checked

    return checked(PlanDraft, values)


def appointments(
    viewer: Viewer, now: datetime, conversation_ids: Sequence[int], language: str
) -> tuple[Appointment, ...]:
    """Conversations as a calendar needs them; those without a time of day are left out.

    One that a calendar was told of while it had a time is told as cancelled when it has none any more.

    Raises:
        NotFound, NotAllowed: one is not there, or between others.
    """
    with writing(viewer):
        found = [own_conversation(viewer, one)[0] for one in conversation_ids]
        told = [one for one in found if one.starts is not None or one.in_calendar]
        conversations.handed_to_calendars([one.id for one in told])
        return tuple(_appointment(one, language, now) for one in told)


def _appointment(conversation: Conversation, language: str, now: datetime) -> Appointment:
    both = (people.get(conversation.person_id), people.get(conversation.leader_id))
    return Appointment(
        uid=conversation.uid,
        sequence=conversation.sequence,
        starts=conversation.starts or datetime.combine(conversation.on, time(12), tzinfo=now.tzinfo),
        minutes=conversation.minutes,
        title=in_language(conversation.title, language),
        place=conversation.place,
        people=tuple((person.name, person.email) for person in both if person),
        cancelled=conversation.state is ConversationState.CANCELLED or conversation.starts is None,
        changed_at=now,
    )
