"""Since you were last here: what others did meanwhile; and the timeline of one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from tui_app.domain.happenings import AT_ONCE, TOLD, Happening, News
from tui_app.domain.records import Subject, Viewer
from tui_app.services.reach import page_owner
from tui_app.storage import conversations, happenings, people
from tui_app.storage.database import reading, writing


def since_last(viewer: Viewer, now: datetime) -> News:
    """What others did on the pages that are the viewer's to see, and with what they are responsible for.

    The first visit has nothing to look back on: from then on it is counted.
    """
    with writing(viewer):
        upto, seen = happenings.newest(), happenings.seen_upto(viewer.id)
        if seen is None:
            happenings.keep_seen(viewer.id, upto, now)
            return News(upto=upto)
        pages = [viewer.id, *(one.id for one in people.reports(viewer.leads_as, now.date(), but=viewer.id))]
        found = happenings.since(viewer.id, pages, TOLD, seen)
        told = _theirs(viewer, found)
    return News(tuple(reversed(told)), upto, goes_on=len(found) == AT_ONCE)


def _theirs(viewer: Viewer, found: Iterable[Happening]) -> list[Happening]:
    """Without the conversations in which the viewer has no part: they are between others."""
    found = list(found)
    others = _between_others(viewer, found)
    return [one for one in found if one.change.id not in others]


def _between_others(viewer: Viewer, found: Iterable[Happening]) -> set[int]:
    """Numbers of the changes of conversations in which the viewer has no part."""
    talks = {one.change.id: one.change.subject_id for one in found if one.change.subject is Subject.CONVERSATION}
    there = conversations.by_id(set(talks.values()))
    mine = {talk.id for talk in there if viewer.id in (talk.person_id, talk.leader_id)}
    return {change_id for change_id, talk_id in talks.items() if talk_id not in mine}


def _as_seen(one: Happening, others: set[int]) -> Happening:
    """Of a conversation with an earlier leader only that it was, as on the page."""
    if one.change.id not in others:
        return one
    change = one.change
    before, after = ({"state": side["state"]} if "state" in side else {} for side in (change.before, change.after))
    return replace(one, change=replace(change, before=before, after=after, note=""))


def mark_seen(viewer: Viewer, now: datetime, upto: int) -> None:
    """The viewer has seen what others did up to this change."""
    with writing(viewer):
        happenings.keep_seen(viewer.id, min(upto, happenings.newest()), now)


def timeline(
    viewer: Viewer, now: datetime, person_id: int, subjects: Sequence[Subject] = (), before: int = 0
) -> list[Happening]:
    """What happened on somebody's page, the newest first, so many at a time (`happenings.AT_ONCE`).

    Args:
        subjects: only what was done with these; empty for all.
        before: only what is older than this change; 0 begins with the newest.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs to see.
    """
    with reading(viewer):
        person = page_owner(viewer, person_id)
        found = happenings.of_person(person.id, subjects or TOLD, before)
        others = _between_others(viewer, found)
        return [_as_seen(one, others) for one in found]
