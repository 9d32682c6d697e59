"""The walk: one open action at a time, with one person or with the whole team in the order of need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.conversations import Written
from tui_app.domain.mutual import Request
from tui_app.domain.records import Action, Change, Person, Subject, Viewer
from tui_app.domain.refusals import ChangedElsewhere, NotFound
from tui_app.domain.walk import (
    Outcome,
    Progress,
    TeamProgress,
    goes_on,
    gone_on,
    in_order,
    people_in_order,
)
from tui_app.services import days_off, pages, rhythms, team
from tui_app.services.marks import Receipt
from tui_app.services.reach import page_owner
from tui_app.services.rhythms import Held
from tui_app.services.sheet import fitting
from tui_app.storage import actions, history, mutual, walks
from tui_app.storage.database import reading, writing

if TYPE_CHECKING:
    from tui_app.domain.drafts import FollowUpDraft


@dataclass(frozen=True, slots=True)
class Walk:
    """One person's actions as they are walked through.

    Attributes:
        actions: in the order of the walk; those that were closed in it too.
        stories: what happened to each, the newest first.
        held: the person's rhythm, and the day it proposes for the next time.
        request: the follow-up that they have asked for; this walk answers it.
    """

    person: Person
    actions: tuple[Action, ...]
    stories: Mapping[int, tuple[Change, ...]]
    outcomes: Mapping[int, Outcome]
    place: int
    note: Written
    held: Held
    request: Request | None


def begin(viewer: Viewer, now: datetime, person_id: int) -> None:
    """Begin to walk through a person's open actions, or go on where it was interrupted.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
    """
    with writing(viewer):
        page_owner(viewer, person_id)
        known = walks.of(viewer.id, person_id)
        if known is None or not goes_on(known.at, now):
            begun = Progress(in_order(actions.open_of_people([person_id])))
            if known is not None:
                begun = replace(begun, note=known.note, note_version=known.note_version)
            walks.begin(viewer.id, person_id, begun, now)


def walk(viewer: Viewer, now: datetime, person_id: int) -> Walk:
    """The walk as it stands.

    Raises:
        NotFound, NotAllowed: no walk is under way, or the page is not theirs.
    """
    with reading(viewer):
        person = page_owner(viewer, person_id)
        progress = walks.of(viewer.id, person_id)
        if progress is None:
            raise NotFound()
        found = {one.id: one for one in actions.walked(person_id, progress.action_ids)}
        progress = gone_on(progress, tuple(found.values()))
        known = days_off.of_organisation()
        stands = Walk(
            person=person,
            actions=tuple(found[action_id] for action_id in progress.action_ids),
            stories=history.of_subjects(Subject.ACTION, progress.action_ids),
            outcomes=progress.outcomes,
            place=progress.place,
            note=Written(progress.note, progress.note_version, progress.at or now),
            held=rhythms.held_of([person], now, known)[0],
            request=mutual.open_request(person_id),
        )
    days_off.keep(known)
    return stands


def go_on(
    viewer: Viewer,
    now: datetime,
    person_id: int,
    action_ids: Sequence[int],
    outcomes: Mapping[int, Outcome],
    place: int,
) -> None:
    """Keep how far one has come, so that an interruption costs nothing.

    Raises:
        NotFound, NotAllowed: no walk is under way, or the page is not theirs.
    """
    with writing(viewer):
        page_owner(viewer, person_id)
        if not walks.go_on(viewer.id, person_id, action_ids, outcomes, place, now):
            raise NotFound()


def write_note(viewer: Viewer, now: datetime, person_id: int, text: str, seen_version: int) -> Written:
    """Save the note while it is written; the other sees it once the follow-up is in the log.

    Raises:
        NotFound, NotAllowed: no walk is under way, or the page is not theirs.
        Invalid: too long.
        ChangedElsewhere: it was saved from another terminal since; `current` is what stands there (a `Written`).
    """
    cleaned = fitting(text)
    with writing(viewer):
        page_owner(viewer, person_id)
        current = walks.of(viewer.id, person_id)
        if current is None:
            raise NotFound()
        version = walks.write(viewer.id, person_id, cleaned, seen_version, now)
        if version is not None:
            return Written(cleaned, version, now)
    stands = Written(current.note, current.note_version, current.at or now)
    if current.note == cleaned:
        return stands
    raise ChangedElsewhere(stands, viewer.name)


def finish(viewer: Viewer, now: datetime, person_id: int, draft: FollowUpDraft) -> Receipt:
    """Put the follow-up in the log and end the walk; in a walk through the team the next person is next.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
    """
    with writing(viewer):
        receipt = pages.follow_up(viewer, now, person_id, draft)
        walks.end(viewer.id, person_id)
        _past(viewer, now, person_id)
    return receipt


def begin_team(viewer: Viewer, now: datetime) -> TeamProgress:
    """Begin to walk through one's team in the order of need, or go on where it was interrupted."""
    with writing(viewer):
        known = walks.of_team(viewer.id)
        if known is not None and goes_on(known.at, now) and not known.is_over:
            return known
        rows = team.overview(viewer, now, viewer.id).rows
        begun = TeamProgress(people_in_order(rows, now.date()), 0, now)
        walks.put_team(viewer.id, begun)
        return begun


def pass_by(viewer: Viewer, now: datetime, person_id: int, by: int) -> None:
    """Go to another person in the walk through the team without following this one up: `by` is 1 or -1."""
    with writing(viewer):
        _past(viewer, now, person_id, by)


def _past(viewer: Viewer, now: datetime, person_id: int, by: int = 1) -> None:
    known = walks.of_team(viewer.id)
    if known is None or known.is_over or known.person_ids[known.place] != person_id:
        return
    place = min(max(0, known.place + by), len(known.person_ids))
    walks.put_team(viewer.id, replace(known, place=place, at=now))
