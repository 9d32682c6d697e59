"""Reminders of one person: what they chose, and what there is to tell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.audit import AuditKind, Entry
from tui_app.domain.conversations import Turn, turn
from tui_app.domain.records import Conversation, ConversationState, Person, Viewer
from tui_app.domain.refusals import NotAllowed
from tui_app.domain.reminders import AHEAD, News, OrganisationReminders, ReminderChoice
from tui_app.domain.team import Because, Reason
from tui_app.services import actions, conversations, people, team
from tui_app.services.actions import Scope
from tui_app.storage import audit, reminders
from tui_app.storage import people as stored_people
from tui_app.storage.database import reading, writing

if TYPE_CHECKING:
    from tui_app.domain.drafts import OrganisationReminderDraft, ReminderDraft
    from tui_app.services.locksmith import Locksmith

TOLD_OF_TEAM = (Reason.ASKED, Reason.FOLLOW_UP_DUE, Reason.NO_CONVERSATION)
"""Why a report is named in their leader's reminder."""


@dataclass(frozen=True, slots=True)
class MyReminders:
    """What somebody has chosen, where it is sent, and what holds where nothing is chosen."""

    person: Person
    choice: ReminderChoice
    organisation: OrganisationReminders


def mine(viewer: Viewer, now: datetime) -> MyReminders:
    """One's own choice."""
    with reading(viewer):
        person = stored_people.get(viewer.id)
        assert person is not None
        return MyReminders(person, reminders.choice(viewer.id), reminders.organisation())


def choose(viewer: Viewer, now: datetime, smith: Locksmith, draft: ReminderDraft) -> ReminderChoice:
    """Choose how one is reminded, and whether one's calendar is published; a new calendar gets a new address."""
    values = draft.model_dump(exclude={"calendar"})
    values |= {"rhythm": draft.rhythm.value if draft.rhythm else "", "since": now.date()}
    with writing(viewer):
        kept = reminders.choice(viewer.id).calendar
        values["calendar"] = (kept or smith.new_address()) if draft.calendar else ""
        reminders.choose(viewer.id, values)
        details = {"rhythm": values["rhythm"], "calendar": draft.calendar}
        audit.add(Entry(now, AuditKind.REMINDERS, viewer.id, viewer.id, details=details))
        return reminders.choice(viewer.id)


def organisation(viewer: Viewer, now: datetime) -> OrganisationReminders:
    """What holds for everybody who has not chosen otherwise.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with reading(viewer):
        return reminders.organisation()


def set_organisation(viewer: Viewer, now: datetime, draft: OrganisationReminderDraft) -> None:
    """Set what holds for everybody who has not chosen otherwise.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    values = draft.model_dump(mode="json")
    with writing(viewer):
        reminders.put_organisation(values)
        audit.add(Entry(now, AuditKind.REMINDERS, viewer.id, details={"rhythm": values["rhythm"], "bare": draft.bare}))


def news(viewer: Viewer, now: datetime) -> News:
    """What there is to tell somebody: what is theirs to do, write, sign and follow up."""
    today = now.date()
    with reading(viewer):
        todo = [one for one in actions.checklist(viewer, now, Scope.MINE) if one.is_open]
        talks = conversations.listing(viewer, now)
        team_reasons = _team(viewer, now)
    waiting = [one for one in talks if one.template_id is not None and _waits_for(viewer, one)]
    return News(
        overdue=tuple(one for one in todo if one.is_overdue(today)),
        soon=tuple(one for one in todo if today <= one.due <= today + AHEAD),
        to_write=tuple(one for one in waiting if one.waits_as not in _HANDED),
        returned=tuple(one for one in waiting if one.waits_as is ConversationState.RETURNED),
        to_sign=tuple(one for one in waiting if one.waits_as is ConversationState.SUBMITTED),
        coming=tuple(
            one for one in talks if one.state is ConversationState.PLANNED and today <= one.on <= today + AHEAD
        ),
        team=team_reasons,
    )


_HANDED = (ConversationState.RETURNED, ConversationState.SUBMITTED)


def _waits_for(viewer: Viewer, conversation: Conversation) -> bool:
    whose = {Turn.EMPLOYEE: conversation.person_id, Turn.LEADER: conversation.leader_id}
    return whose.get(turn(conversation.waits_as)) == viewer.id


def _team(viewer: Viewer, now: datetime) -> tuple[tuple[str, tuple[Because, ...]], ...]:
    if not people.leads_anybody(viewer, now):
        return ()
    rows = team.overview(viewer, now, viewer.id).rows
    due = ((row.person.name, tuple(one for one in row.reasons if one.reason in TOLD_OF_TEAM)) for row in rows)
    return tuple((name, reasons) for name, reasons in due if reasons)


def _require_administrator(viewer: Viewer) -> None:
    if not access.manages_reminders(viewer):
        raise NotAllowed()
