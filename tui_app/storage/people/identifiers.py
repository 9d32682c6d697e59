"""What tells people apart in the database: ids that never come twice, unique employee numbers and e-mail addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import peewee as pw

from tui_app.domain.mail_addresses import address_key
from tui_app.storage.database import is_postgres, proxy
from tui_app.storage.queries.batches import in_batches
from tui_app.storage.tables import registry as tables

FIELDS = ("employee_number", "email")
"""The fields of a person that nobody shares."""
_ID_FLOOR = "person.id"
"""The row of `version_floor` with the highest id of a deleted person, which a trigger writes on SQLite."""


class IdentifierTaken(Exception):
    """A person cannot be stored as they are.

    Attributes:
        field: `employee_number` or `email`, which another person has; `leader_id`, who is no longer there.
    """

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@contextmanager
def checking_identifiers() -> Iterator[None]:
    """Undo the writes inside and raise `IdentifierTaken` if they violate a constraint of people."""
    try:
        with proxy.atomic():
            yield
    except pw.IntegrityError as error:
        message = str(error).lower()
        for part, field in (("email_key", "email"), ("employee_number", "employee_number"), ("leader", "leader_id")):
            if part in message:
                raise IdentifierTaken(field) from error
        if "foreign key" in message:  # SQLite does not say which; no other column of people refers to anybody
            raise IdentifierTaken("leader_id") from error
        raise


def free(numbers_of: Sequence[int], addresses_of: Sequence[int]) -> None:
    """Take numbers and addresses from people who get others, so that these are free for whoever gets them."""
    person = tables.Person
    for batch in in_batches(numbers_of):
        person.update(employee_number=None).where(person.id.in_(batch)).execute()
    for batch in in_batches(addresses_of):
        person.update(email="", email_key=None).where(person.id.in_(batch)).execute()


def with_ids(rows: Sequence[Mapping[str, object]]) -> list[dict[str, Any]]:
    """Add ids to the columns of new people, where the database would give that of a deleted person again."""
    if is_postgres():
        return [dict(row) for row in rows]
    floor, person = tables.VersionFloor, tables.Person
    deleted = floor.select(floor.value).where(floor.name == _ID_FLOOR).scalar() or 0
    stored = person.select(pw.fn.MAX(person.id)).scalar() or 0
    if deleted <= stored:
        return [dict(row) for row in rows]
    return [{**row, "id": number} for number, row in enumerate(rows, deleted + 1)]


def in_use(field: str, values: Collection[str], except_ids: Collection[int]) -> set[str]:
    """Return those of these numbers or addresses that other people have.

    Args:
        field: one of `FIELDS`.
    """
    person, found = tables.Person, set[str]()
    column, key_of = (person.email_key, address_key) if field == "email" else (person.employee_number, str)
    wanted = {key_of(value): value for value in values if value}
    for batch in in_batches(sorted(wanted)):
        query = person.select(person.id, column).where(column.in_(batch))
        found.update(wanted[key] for person_id, key in query.tuples() if person_id not in except_ids)
    return found


def without_own_address() -> list[str]:
    """Return the names of the people whose address another person had first, since before it was unique."""
    table = tables.Person
    query = table.select(table.name).where(table.email != "", table.email_key.is_null())
    return [name for (name,) in query.order_by(table.sorting, table.id).tuples()]
