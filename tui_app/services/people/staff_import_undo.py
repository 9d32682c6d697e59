"""Taking back the last import of a staff list. For administrators."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from tui_app.domain import access
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.domain.staff_import.leader_cycles import people_in_cycles
from tui_app.services.accounts.administrators import keeping_an_administrator
from tui_app.services.authorize import require
from tui_app.services.people.people import record_new_leaders
from tui_app.storage import audit_log
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.people import identifiers, people, staff_imports, team
from tui_app.storage.people.staff_imports import StoredChange
from tui_app.storage.row_locks import lock_people


class LastImport(Struct, frozen=True):
    """The import that can be taken back.

    Attributes:
        name: the name of the file.
    """

    at: datetime
    name: str


class UndoneImport(Struct, frozen=True):
    """What was taken back.

    Attributes:
        removed: number of people who were new and are gone again.
        restored: number of people who are as they were.
        kept: names of people who stay as they are, because somebody has built on what the import did.
    """

    removed: int
    restored: int
    kept: tuple[str, ...]


def last_import(viewer: Viewer, now: datetime) -> LastImport | None:
    """The import that can be taken back, if there is one.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.manages_people(viewer))
    with reading(viewer):
        stored = staff_imports.newest()
    return LastImport(stored.at, stored.name) if stored else None


def undo_import(viewer: Viewer, now: datetime) -> UndoneImport:
    """Take back the last import. People on whom something was built since stay as they are.

    Raises:
        NotAllowed: not an administrator.
        DomainError: `no_import_to_undo`; `last_administrator`: nobody would administer then.
    """
    require(access.manages_people(viewer))
    with writing(viewer), team.changing_leaders(), keeping_an_administrator():
        stored = staff_imports.newest()
        if stored is None:
            raise DomainError("no_import_to_undo")
        with bypassing_row_security():  # only whether there is anything is asked
            changes = staff_imports.changes(stored.id)
            lock_people([change.person_id for change in changes if change.before is None])
            restored, removed = _what_can_be_undone(changes)
        staff_imports.forget(stored.id)
        staff_imports.delete_people(removed)
        _restore(restored)
        record_new_leaders(viewer, now, _new_leaders(restored))
        details = {"undone": True, "removed": len(removed), "restored": len(restored)}
        audit_log.add(AuditEntry(now, AuditKind.STAFF_IMPORT, viewer.id, details=details))
    kept = sorted(one.name for one in changes if one.person_id not in removed and one.person_id not in restored)
    return UndoneImport(len(removed), len(restored), tuple(kept))


def _what_can_be_undone(changes: Sequence[StoredChange]) -> tuple[dict[int, dict[str, object]], set[int]]:
    """Whom to restore, with their earlier fields, and whom to remove.

    Nobody who was changed since is restored, nor whoever would lead their own leader then. No new person is removed who
    has anything of their own, or who leads somebody that stays; and nobody gets a number or an address back that
    somebody else has by now.
    """
    new = {change.person_id for change in changes if change.before is None}
    built_on = {change.person_id for change in changes if change.version_now != change.version}
    built_on |= staff_imports.referred_to(new)
    restored = {
        change.person_id: dict(change.before)
        for change in changes
        if change.before is not None and change.person_id not in built_on
    }
    led, leaders = staff_imports.reports_by_leader(new), staff_imports.leaders()
    while True:
        gets_leader_back = {person_id for person_id, before in restored.items() if "leader_id" in before}
        removed = _removable(new - built_on, led, gets_leader_back)
        taken = _whose_identifiers_are_taken(restored, {*restored} | removed)
        in_cycle = people_in_cycles({**leaders, **_new_leaders(restored)}) & restored.keys()
        if not taken and not in_cycle:
            return restored, removed
        restored = {
            person_id: before
            for person_id, before in restored.items()
            if person_id not in taken and person_id not in in_cycle
        }


def _whose_identifiers_are_taken(
    before_by_person: Mapping[int, Mapping[str, object]], except_ids: Collection[int]
) -> set[int]:
    """Those who would get back a number or an address that somebody else has by now."""
    found: set[int] = set()
    for field in identifiers.FIELDS:
        values = {person_id: str(before.get(field) or "") for person_id, before in before_by_person.items()}
        taken = identifiers.in_use(field, {*values.values()}, except_ids)
        found |= {person_id for person_id, value in values.items() if value in taken}
    return found


def _removable(new: Collection[int], led: Mapping[int, Collection[int]], gets_leader_back: Collection[int]) -> set[int]:
    removable = {*new}
    while needed := {leader for leader in removable if not {*led.get(leader, ())} <= removable.union(gets_leader_back)}:
        removable -= needed
    return removable


def _restore(before_by_person: Mapping[int, dict[str, object]]) -> None:
    """Give people back what they had; a leader who is gone by now is no leader."""
    leaders = {before["leader_id"] for before in before_by_person.values() if before.get("leader_id")}
    there = staff_imports.existing([leader for leader in leaders if isinstance(leader, int)])
    for before in before_by_person.values():
        if before.get("leader_id") not in there and "leader_id" in before:
            before["leader_id"] = None
    identifiers.free(
        *(
            [person_id for person_id, before in before_by_person.items() if field in before]
            for field in identifiers.FIELDS
        )
    )
    people.update_many(before_by_person)


def _new_leaders(before_by_person: Mapping[int, Mapping[str, object]]) -> dict[int, int | None]:
    leaders: dict[int, int | None] = {}
    for person_id, before in before_by_person.items():
        if "leader_id" in before:
            leader_id = before["leader_id"]
            leaders[person_id] = leader_id if isinstance(leader_id, int) else None
    return leaders
