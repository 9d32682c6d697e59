"""Joining two entries of one person, and removing an entry made by mistake. For administrators."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain import access
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import ConflictError
from tui_app.domain.people.joining import (
    Entry,
    JoinPreview,
    check_joinable,
    check_removable,
    joined_values,
    proposed_to_stay,
)
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts.administrators import keeping_an_administrator
from tui_app.services.authorize import get_person, require
from tui_app.services.people.people import record_new_leaders
from tui_app.storage import audit_log
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.people import belongings, former_identifiers, identifiers, people, staff_imports, team
from tui_app.storage.people import joining as stored
from tui_app.storage.row_locks import lock_people
from tui_app.storage.sign_in import sessions


def preview(viewer: Viewer, now: datetime, person_id: int, other_id: int, kept_id: int | None = None) -> JoinPreview:
    """What joining two entries would do; nothing is written.

    Args:
        kept_id: the entry that stays; None for the one that is proposed.

    Raises:
        NotFound, NotAllowed: no such person, or the viewer does not manage people.
        DomainError: they cannot be joined; see `check_joinable`.
    """
    require(access.manages_people(viewer))
    with reading(viewer):
        one, other = (_entry(each) for each in (person_id, other_id))
        if kept_id is None and viewer.id in (person_id, other_id):
            kept_id = viewer.id
        kept = (
            proposed_to_stay(one, other, now.date()) if kept_id is None else one if kept_id == one.person.id else other
        )
        removed = other if kept is one else one
        _check(viewer, kept.person, removed.person)
        values = joined_values(kept.person, removed.person)
        leader_id = values["leader_id"]
        leader = people.get(leader_id) if isinstance(leader_id, int) else None
    return JoinPreview(kept, removed, values, leader.name if leader else "")


def join(viewer: Viewer, now: datetime, kept: Person, removed: Person) -> Person:
    """Join two entries of one person: what belongs to either belongs to `kept`, and `removed` is gone.

    It cannot be undone.

    Args:
        kept: as it was shown.
        removed: as it was shown.

    Raises:
        NotFound, NotAllowed: no such person, or the viewer does not manage people.
        DomainError: they cannot be joined; see `check_joinable`. `last_administrator`: nobody would administer then.
        ConflictError: somebody has changed one of them since.
    """
    require(access.manages_people(viewer))
    with writing(viewer), team.changing_leaders(), keeping_an_administrator():
        lock_people((kept.id, removed.id))
        kept, removed = (_unchanged(shown) for shown in (kept, removed))
        _check(viewer, kept, removed)
        values = joined_values(kept, removed)
        sessions.end_all_sessions(removed.id, now)
        with bypassing_row_security():  # the viewer reads none of it
            led_ids = stored.move_belongings(removed.id, kept.id, now)
            left = stored.what_refers_to(removed.id)
        if left:
            raise RuntimeError(f"still refers to a joined person: {', '.join(left)}")
        identifiers.free([removed.id], [removed.id])
        people.update(kept.id, values)
        old = {kept.employee_number, removed.employee_number, removed.email} - {
            values["employee_number"],
            values["email"],
        }
        former_identifiers.add(kept.id, sorted(old), removed.id)
        staff_imports.delete_people([removed.id])
        new_leaders: dict[int, int | None] = dict.fromkeys(led_ids, kept.id)
        leader_id = values["leader_id"]
        if leader_id != kept.leader_id and isinstance(leader_id, int):
            new_leaders[kept.id] = leader_id
        record_new_leaders(viewer, now, new_leaders, also_planned_with=[kept.id])
        audit_log.add(AuditEntry(now, AuditKind.PEOPLE_JOINED, viewer.id, kept.id, details={"removed": removed.id}))
        return get_person(kept.id)


def check_removal(viewer: Viewer, now: datetime, person_id: int) -> Person:
    """Check that a person was added by mistake and can be removed, before it is asked about; returns the person.

    Raises:
        NotFound, NotAllowed: no such person, or the viewer does not manage people.
        DomainError: `remove_own`; `remove_belongings`, with what there is.
    """
    require(access.manages_people(viewer))
    with reading(viewer):
        entry = _entry(person_id)
        check_removable(entry.person, entry.belongings, viewer.id)
    return entry.person


def remove(viewer: Viewer, now: datetime, person: Person) -> None:
    """Remove a person who was added by mistake. It cannot be undone.

    Args:
        person: as they were shown.

    Raises:
        NotFound, NotAllowed: no such person, or the viewer does not manage people.
        DomainError: `remove_own`; `remove_belongings`, with what there is; `last_administrator`.
        ConflictError: somebody has changed the person since.
    """
    require(access.manages_people(viewer))
    with writing(viewer), keeping_an_administrator():
        lock_people((person.id,))
        check_removable(_unchanged(person), belongings.of_person(person.id), viewer.id)
        staff_imports.delete_people([person.id])
        former_identifiers.forget(person.id)
        audit_log.add(AuditEntry(now, AuditKind.PERSON_REMOVED, viewer.id, person.id))


def _entry(person_id: int) -> Entry:
    return Entry(get_person(person_id), belongings.of_person(person_id))


def _unchanged(shown: Person) -> Person:
    """The person as they are stored.

    Raises:
        ConflictError: somebody has changed them since they were shown.
    """
    current = get_person(shown.id)
    if current.version != shown.version:
        raise ConflictError(current, "")
    return current


def _check(viewer: Viewer, kept: Person, removed: Person) -> None:
    with bypassing_row_security():  # only whether there is one is asked
        have_conversation = stored.have_conversation(kept.id, removed.id)
    leads_other = team.is_above(kept.id, removed.id) or team.is_above(removed.id, kept.id)
    check_joinable(
        kept,
        removed,
        viewer.id,
        removed_signs_in=belongings.of_person(removed.id).has_sign_in,
        have_conversation=have_conversation,
        leads_other=leads_other,
    )
