"""The walk: one open action at a time, with one person or with the whole team in the order of need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, NotFound
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.follow_up.session import (
    FollowUpOutcome,
    FollowUpProgress,
    action_order,
    is_resumable,
    resume_progress,
)
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import Change, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_page_person
from tui_app.services.change_stamp import Receipt
from tui_app.services.follow_up import follow_ups, schedule
from tui_app.services.follow_up.schedule import PersonSchedule
from tui_app.services.follow_up.team_session import advance
from tui_app.services.validation import checked_note
from tui_app.storage.actions import actions
from tui_app.storage.database import reading, writing
from tui_app.storage.follow_up import follow_up_sessions, requests
from tui_app.storage.history import history

if TYPE_CHECKING:
    from tui_app.domain.drafts.follow_up import FollowUpDraft


@dataclass(frozen=True, slots=True)
class FollowUpSession:
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
    outcomes: Mapping[int, FollowUpOutcome]
    place: int
    note: Versioned
    held: PersonSchedule
    request: FollowUpRequest | None


def start(viewer: Viewer, now: datetime, person_id: int) -> None:
    """Begin to walk through a person's open actions, or go on where it was interrupted.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
    """
    with writing(viewer):
        get_page_person(viewer, person_id)
        known = follow_up_sessions.get(viewer.id, person_id)
        if known is None or not is_resumable(known.at, now):
            begun = FollowUpProgress(action_order(actions.open_of_people([person_id])))
            if known is not None:
                begun = replace(begun, note=known.note, note_version=known.note_version)
            follow_up_sessions.start(viewer.id, person_id, begun, now)


def get(viewer: Viewer, now: datetime, person_id: int) -> FollowUpSession:
    """The walk as it stands.

    Raises:
        NotFound, NotAllowed: no walk is under way, or the page is not theirs.
    """
    with reading(viewer):
        person = get_page_person(viewer, person_id)
        progress = follow_up_sessions.get(viewer.id, person_id)
        if progress is None:
            raise NotFound()
        found = {one.id: one for one in actions.in_follow_up_session(person_id, progress.action_ids)}
        progress = resume_progress(progress, tuple(found.values()))
        known = public_holidays.load()
        stands = FollowUpSession(
            person=person,
            actions=tuple(found[action_id] for action_id in progress.action_ids),
            stories=history.of_subjects(ChangeSubject.ACTION, progress.action_ids),
            outcomes=progress.outcomes,
            place=progress.position,
            note=Versioned(progress.note, progress.note_version, progress.at or now),
            held=schedule.schedules_of([person], now, known)[0],
            request=requests.get_open_request(person_id),
        )
    public_holidays.save_learned(known)
    return stands


def save_progress(
    viewer: Viewer,
    now: datetime,
    person_id: int,
    action_ids: Sequence[int],
    outcomes: Mapping[int, FollowUpOutcome],
    place: int,
) -> None:
    """Keep how far one has come, so that an interruption costs nothing.

    Raises:
        NotFound, NotAllowed: no walk is under way, or the page is not theirs.
    """
    with writing(viewer):
        get_page_person(viewer, person_id)
        if not follow_up_sessions.save_progress(viewer.id, person_id, action_ids, outcomes, place, now):
            raise NotFound()


def save_note(viewer: Viewer, now: datetime, person_id: int, text: str, seen_version: int) -> Versioned:
    """Save the note while it is written; the other sees it once the follow-up is in the log.

    Raises:
        NotFound, NotAllowed: no walk is under way, or the page is not theirs.
        InvalidInput: too long.
        ConflictError: it was saved from another terminal since; `current` is what stands there (a `Written`).
    """
    cleaned = checked_note(text)
    with writing(viewer):
        get_page_person(viewer, person_id)
        current = follow_up_sessions.get(viewer.id, person_id)
        if current is None:
            raise NotFound()
        version = follow_up_sessions.save_note(viewer.id, person_id, cleaned, seen_version, now)
        if version is not None:
            return Versioned(cleaned, version, now)
    stands = Versioned(current.note, current.note_version, current.at or now)
    if current.note == cleaned:
        return stands
    raise ConflictError(stands, viewer.name)


def finish(viewer: Viewer, now: datetime, person_id: int, draft: FollowUpDraft) -> Receipt:
    """Put the follow-up in the log and end the walk; in a walk through the team the next person is next.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
    """
    with writing(viewer):
        receipt = follow_ups.record(viewer, now, person_id, draft)
        follow_up_sessions.end(viewer.id, person_id)
        advance(viewer, now, person_id)
    return receipt
