"""What goes into a personal calendar: due actions, follow-ups and conversations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from tui_app.domain.calendars import Appointment, CalendarItem, CalendarItemKind, without_details
from tui_app.domain.dates.public_holidays import PublicHolidays
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import signed_in
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_own_conversation
from tui_app.services.conversations import conversation_view
from tui_app.services.follow_up import due_dates
from tui_app.services.people import team
from tui_app.storage.changes import notices
from tui_app.storage.conversations import conversations
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people as stored_people


def own_calendar(viewer: Viewer, now: datetime, *, bare: bool) -> tuple[CalendarItem, ...]:
    """The signed-in person's calendar, by day.

    Args:
        bare: leave out titles, names and places; actions and follow-ups become one item with a count per day.
    """
    with reading(viewer):
        holidays = public_holidays.load()
        items = [
            *_due_actions(viewer, now),
            *_own_follow_up(viewer, now, holidays),
            *_team_follow_ups(viewer, now),
            *_conversations(viewer, now),
        ]
    public_holidays.save_learned(holidays)
    return tuple(sorted(without_details(items) if bare else items, key=lambda item: (item.on, item.key)))


def _due_actions(viewer: Viewer, now: datetime) -> Iterator[CalendarItem]:
    for action in actions.checklist(viewer, now, ChecklistScope.MINE):
        if action.is_open:
            name = action.person_name if action.person_id != viewer.id else ""
            yield CalendarItem(
                CalendarItemKind.DUE,
                f"action-{action.id}",
                action.due,
                text=action.text,
                name=name,
                sequence=action.version,
            )


def _own_follow_up(viewer: Viewer, now: datetime, holidays: PublicHolidays) -> Iterator[CalendarItem]:
    """The day on which the leader next follows up this person."""
    me = stored_people.get(viewer.id)
    if me is None or me.leader_id is None:
        return
    day = due_dates.schedules_of([me], now, holidays)[0].due_on
    if day is not None:
        yield _follow_up(me.id, day, me.leader_name)


def _follow_up(person_id: int, day: date, name: str) -> CalendarItem:
    """A follow-up; nothing counts its changes, so the next one has a higher sequence as its day is later."""
    sequence = max((day - _FIRST_DAY).days, 0)
    return CalendarItem(CalendarItemKind.FOLLOW_UP, f"person-{person_id}", day, name=name, sequence=sequence)


_FIRST_DAY = date(2020, 1, 1)


def _team_follow_ups(viewer: Viewer, now: datetime) -> Iterator[CalendarItem]:
    if not signed_in.leads_anybody(viewer, now):
        return
    for row in team.overview(viewer, now, viewer.id).rows:
        day = row.facts.next_follow_up
        if day is not None:
            yield _follow_up(row.person.id, day, row.person.distinct_name)


def _conversations(viewer: Viewer, now: datetime) -> Iterator[CalendarItem]:
    for conversation in conversation_view.own_conversations(viewer, now):
        if conversation.state is not ConversationState.CANCELLED:
            yield CalendarItem(
                CalendarItemKind.CONVERSATION,
                f"talk-{conversation.id}",
                conversation.on,
                starts=conversation.starts if conversation.starts and _keeps_its_time(conversation, now) else None,
                minutes=conversation.minutes,
                title=conversation.title,
                name=conversation.leader_name
                if conversation.person_id == viewer.id
                else conversation.distinct_person_name,
                place=conversation.place,
                sequence=conversation.sequence,
                uid=conversation.uid,
            )


def _keeps_its_time(conversation: Conversation, now: datetime) -> bool:
    """True unless the conversation was held on another day than planned; then only the day it was held is known."""
    assert conversation.starts is not None
    return conversation.held_at is None or conversation.starts.astimezone(now.tzinfo).date() == conversation.on


def appointments(
    viewer: Viewer, now: datetime, conversation_ids: Sequence[int], language: str
) -> tuple[Appointment, ...]:
    """Conversations as calendar appointments; those without a time of day are left out.

    A conversation that was put in a calendar and then lost its time is returned as cancelled.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
    """
    with writing(viewer, about=()):
        found = [get_own_conversation(viewer, conversation_id)[0] for conversation_id in conversation_ids]
        listed = [one for one in found if one.starts is not None or one.in_calendar]
        for one in listed:
            notices.concerns((one.person_id, one.leader_id))
        conversations.mark_in_calendar([one.id for one in listed])
        return tuple(_appointment(one, language, now) for one in listed)


def _appointment(conversation: Conversation, language: str, now: datetime) -> Appointment:
    participants = (stored_people.get(conversation.person_id), stored_people.get(conversation.leader_id))
    return Appointment(
        uid=conversation.uid,
        sequence=conversation.sequence,
        starts=conversation.starts,
        minutes=conversation.minutes,
        title=in_language(conversation.title, language),
        place=conversation.place,
        people=tuple((person.name, person.email) for person in participants if person),
        cancelled=conversation.state is ConversationState.CANCELLED or conversation.starts is None,
        changed_at=now,
        on=conversation.on,
    )
