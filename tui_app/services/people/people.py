"""People: found, added, changed; and the first person of a new database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import ConflictError, InvalidInput, NotAllowed, NotFound
from tui_app.domain.records.person import Person, Viewer
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people
from tui_app.storage.people.people import EmployeeNumberTaken

if TYPE_CHECKING:
    from tui_app.domain.drafts.people import PersonDraft


def leads_anybody(viewer: Viewer, now: datetime) -> bool:
    """Whether `viewer` has a team of their own."""
    with reading(viewer):
        return bool(people.reports(viewer.leads_as, now.date(), limit=1, except_id=viewer.id))


def find(viewer: Viewer, now: datetime, words: str, limit: int = 8) -> list[Person]:
    """People of the organisation who have not left, by a few letters of name, number or e-mail.

    Names are not content: everybody may name anybody as responsible for an action.
    """
    with reading(viewer):
        return people.search(words, now.date(), limit)


def visible_people(viewer: Viewer, now: datetime) -> list[Person]:
    """Those whose pages `viewer` may open: their reports by name, and themselves."""
    with reading(viewer):
        reports = people.reports(viewer.leads_as, now.date(), except_id=viewer.id)
        me = people.get(viewer.id)
    return [*reports, me] if me else reports


def add(viewer: Viewer, now: datetime, draft: PersonDraft, without_leader: bool = False) -> Person:
    """Add a person; where no leader is named, to the team of `viewer`, or for an administrator under nobody.

    Args:
        without_leader: whether it is to be under nobody, where no leader is named.

    Raises:
        NotAllowed: only administrators add people under others, or where they lead nobody yet.
        InvalidInput: the number is taken, or the leader is not there.
    """
    with writing(viewer):
        leading = {one.leader_id or 0 for one in people.reports(viewer.leads_as, now.date(), except_id=viewer.id)}
        leads = viewer.is_administrator or viewer.id in leading
        mine = viewer.id if leads else min(leading, default=viewer.id)
        leader_id = draft.leader_id or (None if without_leader else mine)
        if not access.may_add_report(viewer, leader_id, leading):
            raise NotAllowed()
        _check_leader(leader_id, None)
        with _number_taken_as_invalid():
            new = people.add(draft.model_dump() | {"leader_id": leader_id})
        person = people.get(new)
    assert person is not None
    return person


def edit(viewer: Viewer, now: datetime, person_id: int, version: int, draft: PersonDraft) -> Person:
    """Change a person's name, title, dates or leader.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to change.
        InvalidInput: the number is taken, the leader is not there or stands below this person.
        ConflictError: somebody changed the person since `version` was seen.
    """
    with writing(viewer):
        person = people.get(person_id)
        if person is None:
            raise NotFound()
        new_leader = draft.leader_id != person.leader_id
        if not access.may_edit_person(viewer, person) or (new_leader and not access.manages_people(viewer)):
            raise NotAllowed()
        if new_leader:
            _check_leader(draft.leader_id, person_id)
        with _number_taken_as_invalid():
            stored = people.update(person_id, draft.model_dump(), version)
        if not stored:
            raise ConflictError(person, "")
        if new_leader:
            record_new_leaders(viewer, now, {person_id: draft.leader_id})
        changed = people.get(person_id)
    assert changed is not None
    return changed


def record_new_leaders(viewer: Viewer, now: datetime, led_by: Mapping[int, int | None]) -> None:
    """Write down that pages are other leaders' to see from now on, and give these the planned conversations too.

    Args:
        led_by: person -> their new leader; they are told at the next sign-in.
    """
    from tui_app.services.conversations.leader_handover import move_planned_conversations

    for person_id, leader_id in led_by.items():
        audit_log.add(AuditEntry(now, AuditKind.LEADER_CHANGED, viewer.id, person_id, details={"leader": leader_id}))
    move_planned_conversations(viewer, now, list(led_by))


def get_for_editing(viewer: Viewer, now: datetime, person_id: int) -> Person:
    """The person's card (not the page): for those who may change it.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to change.
    """
    with reading(viewer):
        person = people.get(person_id)
    if person is None:
        raise NotFound()
    if not access.may_edit_person(viewer, person):
        raise NotAllowed()
    return person


@contextmanager
def _number_taken_as_invalid() -> Iterator[None]:
    """Say that the employee number is taken, in a person's words; the only rule of the table that a draft can break."""
    try:
        yield
    except EmployeeNumberTaken:
        raise InvalidInput({"employee_number": "number_taken"}) from None


def _check_leader(leader_id: int | None, person_id: int | None) -> None:
    if leader_id is None:
        return
    if people.get(leader_id) is None:
        raise InvalidInput({"leader_id": "unknown_person"})
    if person_id is not None and (leader_id == person_id or people.is_above(person_id, leader_id)):
        raise InvalidInput({"leader_id": "leader_circle"})
