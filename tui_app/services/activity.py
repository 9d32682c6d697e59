"""What others did since the viewer's last visit, and the timeline of one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from tui_app.domain import access
from tui_app.domain.activity import ACTIVITY_SUBJECTS, PAGE_SIZE, ActivityEvent, RecentActivity
from tui_app.domain.dates.clock import is_from_wrong_clock
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_page_person
from tui_app.services.people import open_items
from tui_app.storage.conversations import conversations
from tui_app.storage.database import reading, writing
from tui_app.storage.history import activity
from tui_app.storage.people import people

LEAVERS_TOLD_FOR = timedelta(days=30)
"""For how long people who have left are told of, where the last visit is dated by a wrong clock."""


def since_last_visit(viewer: Viewer, now: datetime) -> RecentActivity:
    """What others did on the pages the viewer may see, and with actions the viewer is responsible for.

    The first visit has nothing to report; later visits report what is new since then.
    """
    with writing(viewer, about=[viewer.id]):
        newest_id, last_seen_id = activity.newest_change_id(), activity.last_seen_change(viewer.id)
        if last_seen_id is None:
            activity.save_last_seen(viewer.id, newest_id, now)
            return RecentActivity(last_change_id=newest_id)
        page_ids = [viewer.id, *(one.id for one in people.reports(viewer.leads_as, now.date(), except_id=viewer.id))]
        found = activity.by_others_since(viewer.id, page_ids, ACTIVITY_SUBJECTS, last_seen_id)
        visible = [_on_page_or_alone(event, page_ids) for event in _without_others(viewer, found)]
        visited = activity.last_visited_at(viewer.id) or now
        if is_from_wrong_clock(visited, now):
            visited = now - LEAVERS_TOLD_FOR
        leavers = open_items.of_leavers(viewer, now, visited.astimezone(now.tzinfo).date())
    return RecentActivity(tuple(reversed(visible)), newest_id, len(found) == PAGE_SIZE, leavers)


def _on_page_or_alone(event: ActivityEvent, page_ids: Sequence[int]) -> ActivityEvent:
    return event if event.person_id in page_ids else replace(event, change=access.change_of_action_alone(event.change))


def _without_others(viewer: Viewer, found: Iterable[ActivityEvent]) -> list[ActivityEvent]:
    """Leave out conversations that the viewer does not take part in."""
    found = list(found)
    others = _in_others_conversations(viewer, found)
    return [event for event in found if event.change.id not in others]


def _in_others_conversations(viewer: Viewer, found: Iterable[ActivityEvent]) -> set[int]:
    """Ids of the changes to conversations that the viewer does not take part in."""
    conversation_ids = {
        event.change.id: event.change.subject_id
        for event in found
        if event.change.subject is ChangeSubject.CONVERSATION
    }
    stored = conversations.get_many(set(conversation_ids.values()))
    own_ids = {
        conversation.id for conversation in stored if viewer.id in (conversation.person_id, conversation.leader_id)
    }
    return {change_id for change_id, conversation_id in conversation_ids.items() if conversation_id not in own_ids}


def mark_seen(viewer: Viewer, now: datetime, last_change_id: int) -> None:
    """Remember that the viewer has seen the activity up to this change."""
    with writing(viewer, about=[viewer.id]):
        activity.save_last_seen(viewer.id, min(last_change_id, activity.newest_change_id()), now)


def timeline(
    viewer: Viewer, now: datetime, person_id: int, subjects: Sequence[ChangeSubject] = (), before: int = 0
) -> list[ActivityEvent]:
    """What happened on a person's page, the newest first; `PAGE_SIZE` events at a time.

    What happened to conversations that the viewer takes no part in, such as those with an earlier leader, is left out.

    Args:
        subjects: only changes to these; empty means all.
        before: only changes older than the one with this id; 0 starts with the newest.

    Raises:
        NotFound, NotAllowed: no such page, or not the viewer's to see.
    """
    with reading(viewer):
        person = get_page_person(viewer, person_id)
        events: list[ActivityEvent] = []
        while len(events) < PAGE_SIZE:
            found = activity.of_person(person.id, subjects or ACTIVITY_SUBJECTS, before)
            events += _without_others(viewer, found)
            if len(found) < PAGE_SIZE:
                break
            before = found[-1].change.id
        return events[:PAGE_SIZE]
