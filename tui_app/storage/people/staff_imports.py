"""What the last import of a staff list did, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from tui_app.storage.people.references import person_references
from tui_app.storage.queries.batches import in_batches
from tui_app.storage.tables import registry as tables


class StoredChange(Struct, frozen=True):
    """A person whom an import made or changed.

    Attributes:
        before: the changed fields as they were; None for a new person.
        version: the person's version after the import.
        version_now: their version now; None once they are gone.
    """

    person_id: int
    name: str
    before: Mapping[str, object] | None
    version: int
    version_now: int


class StoredImport(Struct, frozen=True):
    """An import of a staff list.

    Attributes:
        name: the name of the file.
    """

    id: int
    at: datetime
    name: str


def start(by_id: int, at: datetime, name: str) -> int:
    """Store that an import begins, and forget the one before it."""
    tables.StaffImportChange.delete().execute()
    tables.StaffImport.delete().execute()
    import_id: int = tables.StaffImport.insert(by=by_id, at=at, name=name[:300]).execute()
    return import_id


def record(import_id: int, before_by_person: Mapping[int, Mapping[str, object] | None]) -> None:
    """Store what these people were like before the import. Call it after they are changed.

    Args:
        before_by_person: person id -> the changed fields; None for a new person.
    """
    person = tables.Person
    for batch in in_batches(sorted(before_by_person)):
        versions = dict(person.select(person.id, person.version).where(person.id.in_(batch)).tuples())
        rows = [
            {
                "staff_import": import_id,
                "person": person_id,
                "before": _as_json(before_by_person[person_id]),
                "version": versions[person_id],
            }
            for person_id in batch
        ]
        tables.StaffImportChange.insert_many(rows).execute()


def newest() -> StoredImport | None:
    """Return the last import that is not taken back."""
    row = tables.StaffImport.select().order_by(tables.StaffImport.id.desc()).dicts().first()
    return StoredImport(row["id"], row["at"], row["name"]) if row else None


def changes(import_id: int) -> list[StoredChange]:
    """Return whom an import made or changed and who is still there."""
    change, person = tables.StaffImportChange, tables.Person
    query = (
        change.select(change.person, person.name, change.before, change.version, person.version)
        .join(person)
        .where(change.staff_import == import_id)
        .order_by(change.id)
    )
    return [
        StoredChange(person_id, name, _from_json(before), version, version_now)
        for person_id, name, before, version, version_now in query.tuples()
    ]


def forget(import_id: int) -> None:
    """Delete what is stored about an import."""
    tables.StaffImportChange.delete().where(tables.StaffImportChange.staff_import == import_id).execute()
    tables.StaffImport.delete().where(tables.StaffImport.id == import_id).execute()


def delete_people(person_ids: Collection[int]) -> None:
    """Delete people to whom nothing refers."""
    person = tables.Person
    for batch in in_batches(sorted(person_ids)):
        person.update(leader=None).where(person.leader.in_(batch)).execute()
        person.delete().where(person.id.in_(batch)).execute()


def referred_to(person_ids: Collection[int]) -> set[int]:
    """Return those of these people who have anything of their own, or to whom records of others refer.

    Being somebody's leader does not count, and neither does the import.
    """
    found: set[int] = set()
    ignored = (tables.Person, tables.StaffImport, tables.StaffImportChange)
    fields = [field for field in person_references() if field.model not in ignored]
    for batch in in_batches(sorted(person_ids)):
        for field in fields:
            found.update(row[0] for row in field.model.select(field).where(field.in_(batch)).distinct().tuples())
    return found


def reports_by_leader(leader_ids: Collection[int]) -> dict[int, set[int]]:
    """Return leader id -> ids of the people they lead."""
    person, found = tables.Person, dict[int, set[int]]()
    for batch in in_batches(sorted(leader_ids)):
        for leader_id, person_id in person.select(person.leader, person.id).where(person.leader.in_(batch)).tuples():
            found.setdefault(leader_id, set()).add(person_id)
    return found


def leaders() -> dict[int, int | None]:
    """Return everybody's leader by person id."""
    return dict(tables.Person.select(tables.Person.id, tables.Person.leader).tuples())


def existing(person_ids: Collection[int]) -> set[int]:
    """Return those of these ids that are stored people."""
    person, found = tables.Person, set[int]()
    for batch in in_batches(sorted(person_ids)):
        found.update(row[0] for row in person.select(person.id).where(person.id.in_(batch)).tuples())
    return found


def _as_json(values: Mapping[str, object] | None) -> dict[str, object] | None:
    if values is None:
        return None
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _from_json(values: Mapping[str, Any] | None) -> Mapping[str, object] | None:
    if values is None:
        return None
    return {
        name: date.fromisoformat(value) if name in ("start_date", "end_date") and value else value
        for name, value in values.items()
    }
