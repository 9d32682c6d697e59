"""Requests for a follow-up: an employee asks, the leader acknowledges."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.errors import DomainError, NotFound
from tui_app.domain.follow_up.requests import FollowUpRequest, RequestAnswer
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.authorize import get_page_person, get_person, require
from tui_app.services.change_stamp import Receipt, change_or_conflict, change_stamp
from tui_app.storage.database import reading, writing
from tui_app.storage.follow_up import requests
from tui_app.storage.history import history, recording
from tui_app.storage.row_locks import lock_belongings

if TYPE_CHECKING:
    from tui_app.domain.drafts.follow_up import FollowUpRequestDraft


def send(viewer: Viewer, now: datetime, draft: FollowUpRequestDraft) -> Receipt:
    """Ask the viewer's leader for a follow-up; it is shown on their Team screen until they have done it.

    Raises:
        DomainError: `already_asked`; `no_leader`: the viewer has no leader to ask.
    """
    with writing(viewer, about=()):
        me = get_person(viewer.id)
        if me.leader_id is None:
            raise DomainError("no_leader")
        lock_belongings(viewer.id)
        if open_request := requests.get_open_request(viewer.id):
            raise DomainError("already_asked", day=open_request.asked_on)
        stamp = change_stamp(viewer, now)
        values = {"person": me.id, "text": draft.text, "asked_on": now.date()}
        return Receipt(stamp.batch, 1, recording.create(ChangeSubject.REQUEST, me.id, values, stamp))


def withdraw(viewer: Viewer, now: datetime, request_id: int) -> Receipt:
    """Withdraw the viewer's own request.

    Raises:
        NotFound, NotAllowed: it is not open, or not the viewer's own.
        ConflictError: somebody has changed it since it was read.
    """
    with writing(viewer, about=()):
        request, person = _open_request(viewer, request_id)
        require(person.id == viewer.id)
        return _close(viewer, now, request, ChangeKind.STATUS)


def acknowledge(viewer: Viewer, now: datetime, request_id: int) -> Receipt:
    """Acknowledge a report's request.

    Raises:
        NotFound, NotAllowed: it is not open (`request_answered`), or the viewer does not lead this person.
        ConflictError: somebody has changed it since it was read.
    """
    with writing(viewer, about=()):
        request, person = _open_request(viewer, request_id)
        require(access.leads(viewer, person))
        return _close(viewer, now, request, ChangeKind.SEEN)


def last_answer(viewer: Viewer, now: datetime, person_id: int) -> RequestAnswer | None:
    """Who answered or withdrew a person's last request; None if it is open, or there is none.

    Raises:
        NotFound, NotAllowed: no such person's page, or not the viewer's to see.
    """
    with reading(viewer):
        person = get_page_person(viewer, person_id)
        newest = next(iter(requests.requests_of_person(person.id)), None)
        if newest is None or newest.answered_on is None:
            return None
        author = history.last_author(ChangeSubject.REQUEST, newest.id)
        return RequestAnswer(*author) if author else None


def _open_request(viewer: Viewer, request_id: int) -> tuple[FollowUpRequest, Person]:
    request = requests.get_request(request_id)
    if request is None:
        raise NotFound()
    person = get_page_person(viewer, request.person_id)
    if request.answered_on is not None:
        author = history.last_author(ChangeSubject.REQUEST, request.id)
        raise NotFound("request_answered", by=author[1]) if author else NotFound()
    return request, person


def _close(viewer: Viewer, now: datetime, request: FollowUpRequest, kind: ChangeKind) -> Receipt:
    stamp = change_stamp(viewer, now)
    change_or_conflict(ChangeSubject.REQUEST, request, kind, {"answered_on": now.date()}, request.version, stamp)
    return Receipt(stamp.batch, 1)
