"""People of the organisation: finding, adding and editing them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput
from tui_app.domain.mail_addresses import address_key
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts.administrators import keeping_an_administrator
from tui_app.services.authorize import get_person, require
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.people import duplicates, people, stand_ins, team
from tui_app.storage.people.identifiers import IdentifierTaken

if TYPE_CHECKING:
    from tui_app.domain.drafts.people import PersonDraft


_TAKEN_CODES = {"employee_number": "number_taken", "email": "email_taken", "leader_id": "unknown_person"}


def find(viewer: Viewer, now: datetime, query: str, limit: int = 8) -> list[Person]:
    """Find people who have not left, by a few letters of the name, or a whole number or e-mail address.

    Everybody may do this, since anybody can be made responsible for an action. Everybody gets the names, with title and
    unit to tell people of one name apart, and nothing else.
    """
    with reading(viewer):
        found = people.search(query, now.date(), limit)
    return [_as_found(person) for person in found]


def _as_found(person: Person) -> Person:
    """What everybody may know of a person."""
    return Person(person.id, person.name, title=person.title, unit=person.unit)


def visible_people(viewer: Viewer, now: datetime) -> list[Person]:
    """People whose pages the viewer may open: their reports by name, and themselves."""
    with reading(viewer):
        reports = people.reports(viewer.leads_as, now.date(), except_id=viewer.id)
        me = people.get(viewer.id)
    return [*reports, me] if me else reports


def former_reports(viewer: Viewer, now: datetime) -> list[Person]:
    """People whose pages the viewer may still open though they have left, by name."""
    with reading(viewer):
        return people.reports(viewer.leads_as, now.date(), except_id=viewer.id, have_left=True)


def namesakes(viewer: Viewer, now: datetime, name: str) -> list[Person]:
    """The people who have this name already, since somebody may be about to be added twice.

    Everybody may ask, and gets as much as from `find`; administrators see those who have left too, and everything.
    """
    with reading(viewer):
        found = duplicates.namesakes(" ".join(name.split()))
    if viewer.is_administrator:
        return found
    return [_as_found(person) for person in found if not person.has_left(now.date())]


def add(viewer: Viewer, now: datetime, draft: PersonDraft, without_leader: bool = False) -> Person:
    """Add a person.

    Without a leader in the draft, the person joins the viewer's team; an administrator can also add them without a
    leader.

    Args:
        without_leader: do not give the person a leader if the draft names none.

    Raises:
        NotAllowed: only administrators may add people to other teams, or while they lead nobody.
        InvalidInput: the employee number or e-mail address is taken, or there is no such leader.
    """
    with writing(viewer):
        led_leader_ids = {
            one.leader_id or 0 for one in people.reports(viewer.leads_as, now.date(), except_id=viewer.id)
        }
        leads_own_team = viewer.is_administrator or viewer.id in led_leader_ids
        default_leader_id = viewer.id if leads_own_team else min(led_leader_ids, default=viewer.id)
        leader_id = draft.leader_id or (None if without_leader else default_leader_id)
        require(access.may_add_report(viewer, leader_id, led_leader_ids))
        _check_leader(leader_id, None)
        _check_email(draft.email, None)
        with _taken_as_invalid():
            person_id = people.add(draft.model_dump() | {"leader_id": leader_id})
        person = people.get(person_id)
        audit_log.add_many(stand_in_entries(viewer.id, now, {person_id: leader_id}))
    assert person is not None
    return person


def edit(viewer: Viewer, now: datetime, person_id: int, version: int, draft: PersonDraft) -> Person:
    """Edit a person's name, title, dates or leader.

    Raises:
        NotFound, NotAllowed: no such person, or not the viewer's to edit.
        InvalidInput: number or e-mail address are taken, there is no such leader, the leader is below them, or nobody
            would administer after the last day.
        ConflictError: somebody has changed the person since `version`.
    """
    with writing(viewer):
        person = get_person(person_id)
        has_new_leader = draft.leader_id != person.leader_id
        require(access.may_edit_person(viewer, person))
        if has_new_leader:
            require(access.manages_people(viewer))
            with team.changing_leaders():
                _check_leader(draft.leader_id, person_id)
        if address_key(draft.email) != address_key(person.email):
            _check_email(draft.email, person_id)
        with _taken_as_invalid(), _last_administrator_as_invalid(), keeping_an_administrator():
            is_stored = people.update(person_id, draft.model_dump(), version)
        if not is_stored:
            raise ConflictError(person, "")
        if has_new_leader:
            record_new_leaders(viewer, now, {person_id: draft.leader_id})
        updated = people.get(person_id)
    assert updated is not None
    return updated


def reports_of(viewer: Viewer, now: datetime, leader_id: int) -> list[Person]:
    """The people whom a leader leads, to choose another leader for each; by name.

    Raises:
        NotAllowed: the viewer does not manage people.
    """
    require(access.manages_people(viewer))
    with reading(viewer):
        return people.reports([leader_id], now.date())


def change_leaders(viewer: Viewer, now: datetime, chosen: Sequence[tuple[Person, int]]) -> None:
    """Give people other leaders: all of them, or none.

    Args:
        chosen: each person as they were shown, and the id of the new leader.

    Raises:
        NotAllowed: the viewer does not manage people.
        InvalidInput: somebody would lead their own leader, or a leader is gone; by the id of the person.
        ConflictError: somebody has changed one of them since.
    """
    require(access.manages_people(viewer))
    with writing(viewer), team.changing_leaders():
        for person, leader_id in chosen:
            try:
                _check_leader(leader_id, person.id)
            except InvalidInput as error:
                raise InvalidInput({str(person.id): error.problems["leader_id"]}) from None
            if not people.update(person.id, {"leader_id": leader_id}, person.version):
                raise ConflictError(get_person(person.id), "")
        record_new_leaders(viewer, now, {person.id: leader_id for person, leader_id in chosen})


def check_new_leader(viewer: Viewer, now: datetime, person_id: int, leader_id: int) -> Person:
    """Check that somebody can become a person's leader, before the consequences are asked about; returns that leader.

    Raises:
        NotFound, NotAllowed: no such person, or the viewer does not manage people.
        InvalidInput: there is no such leader, or the leader is below this person.
    """
    with reading(viewer):
        get_person(person_id)
        require(access.manages_people(viewer))
        _check_leader(leader_id, person_id)
        return get_person(leader_id)


def record_new_leaders(
    viewer: Viewer, now: datetime, new_leaders: Mapping[int, int | None], also_planned_with: Sequence[int] = ()
) -> None:
    """Log that people have new leaders, and move their planned conversations to them. Call it while writing.

    They are told of stand-ins of the new leader too, who can read their pages.

    Args:
        new_leaders: person id -> id of the new leader. The people are told at the next sign-in.
        also_planned_with: other people whose planned conversations move to the leader they have.
    """
    from tui_app.services.conversations.leader_handover import move_planned_conversations

    move_planned_conversations(viewer, now, [*new_leaders, *also_planned_with])
    audit_log.add_many(
        [
            AuditEntry(now, AuditKind.LEADER_CHANGED, viewer.id, person_id, details={"leader": leader_id})
            for person_id, leader_id in new_leaders.items()
        ]
        + stand_in_entries(viewer.id, now, new_leaders)
    )


def stand_in_entries(by_id: int, now: datetime, new_leaders: Mapping[int, int | None]) -> list[AuditEntry]:
    """Entries that tell people of the stand-ins of their new leaders, who can read their pages. Call it in a scope.

    Args:
        by_id: who gives them the new leader.
        new_leaders: person id -> id of the new leader.
    """
    leaders = set(new_leaders.values())
    covered = [one for one in stand_ins.ending_from(now.date()) if one.leader_id in leaders]
    return [
        AuditEntry(now, AuditKind.STAND_IN, by_id, person_id, details=one.as_details() | {"came_later": True})
        for one in covered
        for person_id, leader_id in new_leaders.items()
        if leader_id == one.leader_id and person_id != one.stand_in_id
    ]


def get_for_editing(viewer: Viewer, now: datetime, person_id: int) -> Person:
    """A person (not their page), for somebody who may edit them.

    Raises:
        NotFound, NotAllowed: no such person, or not the viewer's to edit.
    """
    with reading(viewer):
        person = get_person(person_id)
    require(access.may_edit_person(viewer, person))
    return person


@contextmanager
def _taken_as_invalid() -> Iterator[None]:
    """Turn a taken employee number or address, or a leader who is gone by now, into InvalidInput."""
    try:
        yield
    except IdentifierTaken as error:
        raise InvalidInput({error.field: _TAKEN_CODES[error.field]}) from None


@contextmanager
def _last_administrator_as_invalid() -> Iterator[None]:
    """Turn a last day after which nobody administers into InvalidInput."""
    try:
        yield
    except DomainError as error:
        if error.code != "last_administrator":
            raise
        raise InvalidInput({"end_date": error.code}) from None


def _check_email(email: str, person_id: int | None) -> None:
    if any(other != person_id for other in duplicates.with_email(email)):
        raise InvalidInput({"email": "email_taken"})


def _check_leader(leader_id: int | None, person_id: int | None) -> None:
    if leader_id is None:
        return
    if people.get(leader_id) is None:
        raise InvalidInput({"leader_id": "unknown_person"})
    if person_id is not None and (leader_id == person_id or team.is_above(person_id, leader_id)):
        raise InvalidInput({"leader_id": "leader_circle"})
