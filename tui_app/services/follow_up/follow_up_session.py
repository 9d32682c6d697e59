"""A follow-up session: going through one person's open actions, one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, NotFound
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.follow_up.session import (
    FollowUpOutcome,
    FollowUpProgress,
    action_order,
    followed_up_by_others,
    is_resumable,
    merge_progress,
    resume_progress,
)
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import Change, ChangeSubject
from tui_app.domain.records.follow_up import FollowUp
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_page_person
from tui_app.services.change_stamp import Receipt, change_stamp
from tui_app.services.follow_up import due_dates, follow_ups
from tui_app.services.follow_up.due_dates import PersonSchedule
from tui_app.services.follow_up.team_session import advance
from tui_app.services.validation import checked_note
from tui_app.storage.actions import actions
from tui_app.storage.database import reading, writing
from tui_app.storage.follow_up import follow_up_sessions, requests
from tui_app.storage.follow_up import follow_ups as follow_ups_log
from tui_app.storage.history import history

if TYPE_CHECKING:
    from tui_app.domain.drafts.follow_up import FollowUpDraft


class FollowUpSession(Struct, frozen=True):
    """The state of a session.

    Attributes:
        actions: in the order of the session, including those closed during it.
        histories: action id -> its changes, the newest first.
        position: index of the current action.
        session: names this session, among all that there were with the person.
        schedule: the person's schedule, with the proposed next date.
        request: the person's open request for a follow-up; finishing the session answers it.
        others: what other leaders of the person did since the viewer's own last follow-up, newest first.
    """

    person: Person
    actions: tuple[Action, ...]
    histories: Mapping[int, tuple[Change, ...]]
    outcomes: Mapping[int, FollowUpOutcome]
    position: int
    session: str
    note: Versioned
    schedule: PersonSchedule
    request: FollowUpRequest | None
    others: tuple[FollowUp, ...] = ()


def start(viewer: Viewer, now: datetime, person_id: int) -> None:
    """Start a session with a person, or continue an interrupted one.

    Raises:
        NotFound, NotAllowed: no such person's page, or not the viewer's to see.
    """
    with writing(viewer, about=[person_id]):
        get_page_person(viewer, person_id)
        progress = follow_up_sessions.get(viewer.id, person_id)
        if progress is None or not is_resumable(progress.at, now):
            action_ids = action_order(actions.open_of_people([person_id]))
            follow_up_sessions.start(viewer.id, person_id, action_ids, change_stamp(viewer, now).batch, now)


def get(viewer: Viewer, now: datetime, person_id: int) -> FollowUpSession:
    """The viewer's current session with a person.

    Raises:
        NotFound, NotAllowed: no session has been started, or the page is not the viewer's to see.
    """
    with reading(viewer):
        person = get_page_person(viewer, person_id)
        progress = follow_up_sessions.get(viewer.id, person_id)
        if progress is None:
            raise NotFound()
        found = {one.id: one for one in actions.in_follow_up_session(person_id, progress.action_ids)}
        progress = resume_progress(progress, tuple(found.values()))
        holidays = public_holidays.load()
        session = FollowUpSession(
            person=person,
            actions=tuple(found[action_id] for action_id in progress.action_ids),
            histories=history.of_subjects(ChangeSubject.ACTION, progress.action_ids),
            outcomes=progress.outcomes,
            position=progress.position,
            session=progress.session,
            note=Versioned(progress.note, progress.note_version, progress.at or now),
            schedule=due_dates.schedules_of([person], now, holidays)[0],
            request=requests.get_open_request(person_id),
            others=followed_up_by_others(follow_ups_log.follow_ups_of_person(person_id), viewer.id, now.date())
            if viewer.id != person_id
            else (),
        )
    public_holidays.save_learned(holidays)
    return session


def save_progress(
    viewer: Viewer,
    now: datetime,
    person_id: int,
    session: str,
    action_ids: Sequence[int],
    changed: Mapping[int, FollowUpOutcome | None],
    position: int,
) -> None:
    """Save how far the session has come, so that it can be continued after an interruption.

    Args:
        session: the session that was read.
        action_ids: its actions, with those that were added since.
        changed: the outcomes that were set here since the last save, None for one that was taken back. Those that were
            set at another terminal stay.
        position: index of the current action.

    Raises:
        NotFound, NotAllowed: the session is over, or the page is not the viewer's to see.
    """
    with writing(viewer, about=[person_id]):
        get_page_person(viewer, person_id)
        progress = _progress_of(viewer, person_id, session)
        merged = merge_progress(progress, action_ids, changed, position)
        follow_up_sessions.save_progress(viewer.id, person_id, merged, now)


def _progress_of(viewer: Viewer, person_id: int, session: str) -> FollowUpProgress:
    """The progress of a session, to be changed; another one may have been started at another terminal."""
    progress = follow_up_sessions.get_to_change(viewer.id, person_id)
    if progress is None or progress.session != session:
        raise NotFound()
    return progress


def save_note(viewer: Viewer, now: datetime, person_id: int, text: str, base_version: int) -> Versioned:
    """Save the note while it is being written; the other party sees it once the session is finished.

    Raises:
        NotFound, NotAllowed: no session has been started, or the page is not the viewer's to see.
        InvalidInput: too long.
        ConflictError: it was saved at another terminal since; `current` is the stored note (`Versioned`).
    """
    cleaned = checked_note(text)
    with writing(viewer, about=[person_id]):
        get_page_person(viewer, person_id)
        current = follow_up_sessions.get(viewer.id, person_id)
        if current is None:
            raise NotFound()
        version = follow_up_sessions.save_note(viewer.id, person_id, cleaned, base_version, now)
        if version is not None:
            return Versioned(cleaned, version, now)
    stored = Versioned(current.note, current.note_version, current.at or now)
    if current.note == cleaned:
        return stored
    raise ConflictError(stored, viewer.name)


def finish(viewer: Viewer, now: datetime, person_id: int, draft: FollowUpDraft, session: str | None = None) -> Receipt:
    """Add the follow-up to the log and end the session; in a team session, the next person follows.

    Args:
        session: the session that was read; None for whichever there is.

    Raises:
        NotFound, NotAllowed: the session is over, no such person's page, or not the viewer's to see.
    """
    with writing(viewer, about=[person_id]):
        if session is not None:
            _progress_of(viewer, person_id, session)
        receipt = follow_ups.record(viewer, now, person_id, draft)
        follow_up_sessions.end(viewer.id, person_id)
        advance(viewer, now, person_id)
    return receipt
