"""What stands in somebody's own calendar: what is due of theirs, follow-ups of them and their team, conversations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from tui_app.domain.calendars import Appointment, CalendarItem, CalendarItemKind, without_details
from tui_app.domain.dates.public_holidays import PublicHolidays
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_own_conversation
from tui_app.services.conversations import conversation_view
from tui_app.services.follow_up import schedule
from tui_app.services.people import people, team
from tui_app.storage.conversations import conversations
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people as stored_people


def own_calendar(viewer: Viewer, now: datetime, *, bare: bool) -> tuple[CalendarItem, ...]:
    """One's own calendar, by day.

    Args:
        bare: numbers only, no titles and no names.
    """
    with reading(viewer):
        known = public_holidays.load()
        items = [
            *_due_actions(viewer, now),
            *_own_follow_up(viewer, now, known),
            *_team_follow_ups(viewer, now),
            *_conversations(viewer, now),
        ]
    public_holidays.save_learned(known)
    return tuple(sorted(without_details(items) if bare else items, key=lambda one: (one.on, one.key)))


def _due_actions(viewer: Viewer, now: datetime) -> Iterator[CalendarItem]:
    for one in actions.checklist(viewer, now, ChecklistScope.MINE):
        if one.is_open:
            name = one.person_name if one.person_id != viewer.id else ""
            yield CalendarItem(
                CalendarItemKind.DUE, f"action-{one.id}", one.due, text=one.text, name=name, sequence=one.version
            )


def _own_follow_up(viewer: Viewer, now: datetime, known: PublicHolidays) -> Iterator[CalendarItem]:
    """When somebody is followed up next, by their leader."""
    me = stored_people.get(viewer.id)
    if me is None or me.leader_id is None:
        return
    day = schedule.schedules_of([me], now, known)[0].due_on
    if day is not None:
        yield CalendarItem(CalendarItemKind.FOLLOW_UP, f"person-{me.id}", day, name=me.leader_name)


def _team_follow_ups(viewer: Viewer, now: datetime) -> Iterator[CalendarItem]:
    if not people.leads_anybody(viewer, now):
        return
    for row in team.overview(viewer, now, viewer.id).rows:
        day = row.facts.next_follow_up
        if day is not None:
            yield CalendarItem(CalendarItemKind.FOLLOW_UP, f"person-{row.person.id}", day, name=row.person.name)


def _conversations(viewer: Viewer, now: datetime) -> Iterator[CalendarItem]:
    for one in conversation_view.own_conversations(viewer, now):
        if one.state is not ConversationState.CANCELLED:
            yield CalendarItem(
                CalendarItemKind.CONVERSATION,
                f"talk-{one.id}",
                one.on,
                starts=one.starts if one.starts and _has_true_time(one, now) else None,
                minutes=one.minutes,
                title=one.title,
                name=one.leader_name if one.person_id == viewer.id else one.person_name,
                place=one.place,
                sequence=one.sequence,
                uid=one.uid,
            )


def _has_true_time(conversation: Conversation, now: datetime) -> bool:
    """Whether its agreed time is still true: one that was held on another day keeps only that day."""
    assert conversation.starts is not None
    return conversation.held_at is None or conversation.starts.astimezone(now.tzinfo).date() == conversation.on


def appointments(
    viewer: Viewer, now: datetime, conversation_ids: Sequence[int], language: str
) -> tuple[Appointment, ...]:
    """Conversations as a calendar needs them; those without a time of day are left out.

    One that a calendar was told of while it had a time is told as cancelled when it has none any more.

    Raises:
        NotFound, NotAllowed: one is not there, or between others.
    """
    with writing(viewer):
        found = [get_own_conversation(viewer, one)[0] for one in conversation_ids]
        told = [one for one in found if one.starts is not None or one.in_calendar]
        conversations.mark_in_calendar([one.id for one in told])
        return tuple(_appointment(one, language, now) for one in told)


def _appointment(conversation: Conversation, language: str, now: datetime) -> Appointment:
    both = (stored_people.get(conversation.person_id), stored_people.get(conversation.leader_id))
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
