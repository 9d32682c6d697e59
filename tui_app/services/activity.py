"""Since you were last here: what others did meanwhile; and the timeline of one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from tui_app.domain.activity import ACTIVITY_SUBJECTS, PAGE_SIZE, ActivityEvent, RecentActivity
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_page_person
from tui_app.storage.conversations import conversations
from tui_app.storage.database import reading, writing
from tui_app.storage.history import activity
from tui_app.storage.people import people


def since_last_visit(viewer: Viewer, now: datetime) -> RecentActivity:
    """What others did on the pages that are the viewer's to see, and with what they are responsible for.

    The first visit has nothing to look back on: from then on it is counted.
    """
    with writing(viewer):
        upto, seen = activity.newest_change_id(), activity.last_seen_change(viewer.id)
        if seen is None:
            activity.save_last_seen(viewer.id, upto, now)
            return RecentActivity(last_change_id=upto)
        pages = [viewer.id, *(one.id for one in people.reports(viewer.leads_as, now.date(), except_id=viewer.id))]
        found = activity.by_others_since(viewer.id, pages, ACTIVITY_SUBJECTS, seen)
        told = _without_others(viewer, found)
    return RecentActivity(tuple(reversed(told)), upto, has_older=len(found) == PAGE_SIZE)


def _without_others(viewer: Viewer, found: Iterable[ActivityEvent]) -> list[ActivityEvent]:
    """Without the conversations in which the viewer has no part: they are between others."""
    found = list(found)
    others = _in_others_conversations(viewer, found)
    return [one for one in found if one.change.id not in others]


def _in_others_conversations(viewer: Viewer, found: Iterable[ActivityEvent]) -> set[int]:
    """Numbers of the changes of conversations in which the viewer has no part."""
    talks = {one.change.id: one.change.subject_id for one in found if one.change.subject is ChangeSubject.CONVERSATION}
    there = conversations.get_many(set(talks.values()))
    mine = {talk.id for talk in there if viewer.id in (talk.person_id, talk.leader_id)}
    return {change_id for change_id, talk_id in talks.items() if talk_id not in mine}


def _redacted(one: ActivityEvent, others: set[int]) -> ActivityEvent:
    """Of a conversation with an earlier leader only that it was, as on the page."""
    if one.change.id not in others:
        return one
    change = one.change
    before, after = ({"state": side["state"]} if "state" in side else {} for side in (change.before, change.after))
    return replace(one, change=replace(change, before=before, after=after, note=""))


def mark_seen(viewer: Viewer, now: datetime, upto: int) -> None:
    """The viewer has seen what others did up to this change."""
    with writing(viewer):
        activity.save_last_seen(viewer.id, min(upto, activity.newest_change_id()), now)


def timeline(
    viewer: Viewer, now: datetime, person_id: int, subjects: Sequence[ChangeSubject] = (), before: int = 0
) -> list[ActivityEvent]:
    """What happened on somebody's page, the newest first, so many at a time (`happenings.PAGE_SIZE`).

    Args:
        subjects: only what was done with these; empty for all.
        before: only what is older than this change; 0 begins with the newest.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs to see.
    """
    with reading(viewer):
        person = get_page_person(viewer, person_id)
        found = activity.of_person(person.id, subjects or ACTIVITY_SUBJECTS, before)
        others = _in_others_conversations(viewer, found)
        return [_redacted(one, others) for one in found]
