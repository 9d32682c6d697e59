"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed, NotFound
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.authorize import get_page_person
from tui_app.services.change_stamp import Receipt, change_stamp
from tui_app.storage.database import writing
from tui_app.storage.follow_up import requests
from tui_app.storage.history import history, recording
from tui_app.storage.people import people

if TYPE_CHECKING:
    from tui_app.domain.drafts.follow_up import FollowUpRequestDraft


def send(viewer: Viewer, now: datetime, draft: FollowUpRequestDraft) -> Receipt:
    """Ask one's leader to be followed up; it stands on their Team screen until they have.

    Raises:
        DomainError: `asked_already`, or `nobody_leads`, when there is nobody to ask.
    """
    with writing(viewer):
        me = people.get(viewer.id)
        if me is None:
            raise NotFound()
        if me.leader_id is None:
            raise DomainError("nobody_leads")
        if waiting := requests.get_open_request(viewer.id):
            raise DomainError("asked_already", day=waiting.asked_on)
        done = change_stamp(viewer, now)
        values = {"person": me.id, "text": draft.text, "asked_on": now.date()}
        return Receipt(done.batch, 1, recording.create(ChangeSubject.REQUEST, me.id, values, done))


def withdraw(viewer: Viewer, now: datetime, request_id: int) -> Receipt:
    """Need no follow-up any more that one has asked for.

    Raises:
        NotFound, NotAllowed: it does not wait any more, or is not one's own.
    """
    with writing(viewer):
        waiting, person = _open_request(viewer, request_id)
        if person.id != viewer.id:
            raise NotAllowed()
        return _close(viewer, now, waiting, ChangeKind.STATUS)


def acknowledge(viewer: Viewer, now: datetime, request_id: int) -> Receipt:
    """Let somebody know that one has seen that they ask for a follow-up.

    Raises:
        NotFound, NotAllowed: it does not wait any more, or one does not lead them.
    """
    with writing(viewer):
        waiting, person = _open_request(viewer, request_id)
        if not access.leads(viewer, person):
            raise NotAllowed()
        return _close(viewer, now, waiting, ChangeKind.SEEN)


def _open_request(viewer: Viewer, request_id: int) -> tuple[FollowUpRequest, Person]:
    found = requests.get_request(request_id)
    if found is None or found.answered_on is not None:
        raise NotFound()
    return found, get_page_person(viewer, found.person_id)


def _close(viewer: Viewer, now: datetime, waiting: FollowUpRequest, kind: ChangeKind) -> Receipt:
    done = change_stamp(viewer, now)
    if not recording.update(ChangeSubject.REQUEST, waiting, kind, {"answered_on": now.date()}, waiting.version, done):
        raise ConflictError(waiting, history.last_changed_by(ChangeSubject.REQUEST, waiting.id))
    return Receipt(done.batch, 1)
