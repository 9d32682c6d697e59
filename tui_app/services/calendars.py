"""What stands in somebody's own calendar: what is due of theirs, follow-ups of them and their team, conversations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tui_app.domain.appointments import CalendarItem, ItemKind, bared
from tui_app.domain.days_off import DaysOff
from tui_app.domain.records import Conversation, ConversationState, Viewer
from tui_app.services import actions, conversations, days_off, people, rhythms, team
from tui_app.services.actions import Scope
from tui_app.storage import people as stored_people
from tui_app.storage.database import reading


def mine(viewer: Viewer, now: datetime, *, bare: bool) -> tuple[CalendarItem, ...]:
    """One's own calendar, by day.

    Args:
        bare: numbers only, no titles and no names.
    """
    with reading(viewer):
        known = days_off.of_organisation()
        items = [*_dues(viewer, now), *_own(viewer, now, known), *_follow_ups(viewer, now), *_talks(viewer, now)]
    days_off.keep(known)
    return tuple(sorted(bared(items) if bare else items, key=lambda one: (one.on, one.key)))


def _dues(viewer: Viewer, now: datetime) -> Iterator[CalendarItem]:
    for one in actions.checklist(viewer, now, Scope.MINE):
        if one.is_open:
            name = one.person_name if one.person_id != viewer.id else ""
            yield CalendarItem(
                ItemKind.DUE, f"action-{one.id}", one.due, text=one.text, name=name, sequence=one.version
            )


def _own(viewer: Viewer, now: datetime, known: DaysOff) -> Iterator[CalendarItem]:
    """When somebody is followed up next, by their leader."""
    me = stored_people.get(viewer.id)
    if me is None or me.leader_id is None:
        return
    day = rhythms.held_of([me], now, known)[0].due_on
    if day is not None:
        yield CalendarItem(ItemKind.FOLLOW_UP, f"person-{me.id}", day, name=me.leader_name)


def _follow_ups(viewer: Viewer, now: datetime) -> Iterator[CalendarItem]:
    if not people.leads_anybody(viewer, now):
        return
    for row in team.overview(viewer, now, viewer.id).rows:
        day = row.facts.next_follow_up
        if day is not None:
            yield CalendarItem(ItemKind.FOLLOW_UP, f"person-{row.person.id}", day, name=row.person.name)


def _talks(viewer: Viewer, now: datetime) -> Iterator[CalendarItem]:
    for one in conversations.listing(viewer, now):
        if one.state is not ConversationState.CANCELLED:
            yield CalendarItem(
                ItemKind.TALK,
                f"talk-{one.id}",
                one.on,
                starts=one.starts if one.starts and _is_told(one, now) else None,
                minutes=one.minutes,
                title=one.title,
                name=one.leader_name if one.person_id == viewer.id else one.person_name,
                place=one.place,
                sequence=one.sequence,
                uid=one.uid,
            )


def _is_told(conversation: Conversation, now: datetime) -> bool:
    """Whether its agreed time is still true: one that was held on another day keeps only that day."""
    assert conversation.starts is not None
    return conversation.held_at is None or conversation.starts.astimezone(now.tzinfo).date() == conversation.on
