"""Queries about people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.records.person import Person
from tui_app.domain.text_normalization import folded, sort_key
from tui_app.storage.database import proxy
from tui_app.storage.tables import registry as tables


class EmployeeNumberTaken(Exception):
    """Somebody else has this employee number."""


_Leader = tables.Person.alias("leader")


def _record(row: Mapping[str, Any]) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        leader_id=row["leader"],
        leader_name=row["leader_name"] or "",
        employee_number=row["employee_number"] or "",
        email=row["email"],
        title=row["title"],
        unit=row["unit"],
        start_date=row["start_date"],
        end_date=row["end_date"],
        is_administrator=row["is_administrator"],
        version=row["version"],
    )


def _select() -> pw.ModelSelect:
    return tables.Person.select(tables.Person, _Leader.name.alias("leader_name")).join(
        _Leader, pw.JOIN.LEFT_OUTER, on=(tables.Person.leader == _Leader.id)
    )


def has_not_left(today: date, person: Any = tables.Person) -> Any:
    """Condition: has not left before `today`."""
    return person.end_date.is_null() | (person.end_date >= today)


def get(person_id: int) -> Person | None:
    """The person, or None."""
    row = _select().where(tables.Person.id == person_id).dicts().first()
    return _record(row) if row else None


def has_any() -> bool:
    """Whether there is anybody in the database."""
    return tables.Person.select(tables.Person.id).limit(1).exists()


def count() -> int:
    """How many people there are, those who have left too."""
    found: int = tables.Person.select().count()
    return found


def reports(leader_ids: Collection[int], today: date, limit: int | None = None, but: int = 0) -> list[Person]:
    """The direct reports of one leader or several who have not left, by name.

    Args:
        limit: at most so many.
        but: not this person, who stands in for their own leader.
    """
    query = _select().where(tables.Person.leader.in_(list(leader_ids)), has_not_left(today), tables.Person.id != but)
    query = query.limit(limit)
    return [_record(row) for row in query.order_by(tables.Person.sorting, tables.Person.id).dicts()]


def search(words: str, today: date, limit: int, within: Iterable[int] | None = None) -> list[Person]:
    """People who have not left and whose name, number or e-mail has every one of the words, by name.

    Args:
        words: what was typed; nothing typed finds everybody.
        within: only these ids.
    """
    condition = has_not_left(today)
    if within is not None:
        condition &= tables.Person.id.in_(list(within))
    return search_where(condition, words, limit)


def search_where(condition: Any, words: str, limit: int) -> list[Person]:
    """People of whom a condition holds and whose name, number or e-mail has every one of the words, by name."""
    for word in folded(words).split():
        condition &= tables.Person.search.contains(word)
    query = _select().where(condition).order_by(tables.Person.sorting, tables.Person.id).limit(limit)
    return [_record(row) for row in query.dicts()]


def all_people() -> list[Person]:
    """All people, leavers too, by id; not those who are erased."""
    query = _select().where(tables.Person.search != "")
    return [_record(row) for row in query.order_by(tables.Person.id).dicts()]


def names_by_id(ids: Collection[int]) -> dict[int, str]:
    """Id -> name, of those that are there."""
    wanted, table, found = sorted(ids), tables.Person, dict[int, str]()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        found |= dict(table.select(table.id, table.name).where(table.id.in_(part)).tuples())
    return found


def is_above(leader_id: int, person_id: int) -> bool:
    """Whether `leader_id` is somewhere above `person_id` in the line of leaders."""
    seen: set[int] = set()
    current: int | None = person_id
    while current is not None and current not in seen:
        seen.add(current)
        row = tables.Person.select(tables.Person.leader).where(tables.Person.id == current).tuples().first()
        current = row[0] if row else None
        if current == leader_id:
            return True
    return False


def to_columns(values: Mapping[str, object]) -> dict[str, object]:
    """Table columns for a person's fields: `search` and `sorting` follow the name, an empty number is none."""
    row: dict[str, object] = {("leader" if name == "leader_id" else name): value for name, value in values.items()}
    if "employee_number" in row:
        row["employee_number"] = row["employee_number"] or None
    if "name" in row:
        name = str(row["name"])
        row["sorting"] = sort_key(name)[:300]
        parts = (name, str(row.get("employee_number") or ""), str(row.get("email") or ""))
        row["search"] = folded(" ".join(part for part in parts if part))[:600]
    return row


def add(values: Mapping[str, object]) -> int:
    """Store a new person; the id.

    Raises:
        NumberTaken: the employee number is taken.
    """
    try:
        with proxy.atomic():
            new: int = tables.Person.insert(to_columns(values)).execute()
    except pw.IntegrityError as error:
        raise EmployeeNumberTaken() from error
    return new


def update(person_id: int, values: Mapping[str, object], seen_version: int | None = None) -> bool:
    """Change a person; False when it is no longer the version that was seen (None: whatever it is).

    Give name, employee_number and email together, since `search` is made of the three.

    Raises:
        NumberTaken: the employee number is taken.
    """
    condition = tables.Person.id == person_id
    if seen_version is not None:
        condition &= tables.Person.version == seen_version
    row = to_columns(values)
    query = tables.Person.update(row | {"version": tables.Person.version + 1}).where(condition)
    try:
        with proxy.atomic():
            changed: int = query.execute()
    except pw.IntegrityError as error:
        raise EmployeeNumberTaken() from error
    return changed == 1


def add_many(rows: Sequence[Mapping[str, object]]) -> list[int]:
    """Store new people, all with the same fields, in one statement; their ids in the same order.

    Raises:
        NumberTaken: an employee number is taken.
    """
    if not rows:
        return []
    query = tables.Person.insert_many([to_columns(row) for row in rows]).returning(tables.Person.id)
    try:
        with proxy.atomic():
            # ids rise in the order of the rows, however the database hands them back
            return sorted(row[0] for row in query.tuples().execute())
    except pw.IntegrityError as error:
        raise EmployeeNumberTaken() from error


def set_leader(leader_id: int, people: Sequence[int]) -> None:
    """Give new people their leader, in one statement."""
    tables.Person.update(leader=leader_id).where(tables.Person.id.in_(people)).execute()


def update_many(rows: Mapping[int, Mapping[str, object]]) -> None:
    """Change people, given by id, whatever their versions.

    Written without peewee's query builder, which takes several times longer for each person than the database.

    Raises:
        NumberTaken: an employee number is taken.
    """
    mark = proxy.obj.param
    try:
        with proxy.atomic():
            for person_id, values in rows.items():
                row = {getattr(tables.Person, name): value for name, value in to_columns(values).items()}
                sets = ", ".join(f'"{field.column_name}" = {mark}' for field in row)
                proxy.execute_sql(
                    f"update person set {sets}, version = version + 1 where id = {mark}",
                    [*(field.db_value(value) for field, value in row.items()), person_id],
                )
    except pw.IntegrityError as error:
        raise EmployeeNumberTaken() from error
