"""Queries about people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

import peewee as pw

from tui_app.domain.mail_addresses import address_key
from tui_app.domain.records.person import Person
from tui_app.domain.search.matching import search_key
from tui_app.domain.text_normalization import clean_line, folded, sort_key
from tui_app.storage.database import proxy
from tui_app.storage.people.identifiers import checking_identifiers, with_ids
from tui_app.storage.people.name_search import begins_with, contains_words
from tui_app.storage.queries.batches import in_batches
from tui_app.storage.tables import registry as tables

_MANY_NAMES = 5000

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
        leader_end=row["leader_end"],
        has_namesake=bool(row.get("has_namesake")),
    )


def _select() -> pw.ModelSelect:
    return tables.Person.select(
        tables.Person, _Leader.name.alias("leader_name"), _Leader.end_date.alias("leader_end")
    ).join(_Leader, pw.JOIN.LEFT_OUTER, on=(tables.Person.leader == _Leader.id))


def _select_with_namesake() -> pw.ModelSelect:
    """Like `_select`, with whether somebody else in the same team has the same name; left and erased people too."""
    table, other = tables.Person, tables.Person.alias("other")
    is_namesake = (other.leader == table.leader) & (other.sorting == table.sorting) & (other.id != table.id)
    namesake = other.select(other.id).where(is_namesake)
    return _select().select_extend(pw.fn.EXISTS(namesake).alias("has_namesake"))


def has_not_left(today: date, person: Any = tables.Person) -> Any:
    """Condition: the person has not left before `today`."""
    return person.end_date.is_null() | (person.end_date >= today)


def select_with_author(table: Any) -> pw.ModelSelect:
    """Select the columns of a table that has a `by` column, and that person's `by_name` and last day, `by_end`."""
    person = tables.Person
    author = person.name.alias("by_name"), person.end_date.alias("by_end")
    return table.select(table, *author).join(person, on=(table.by == person.id))


def get(person_id: int) -> Person | None:
    """Return the person, or None."""
    row = _select_with_namesake().where(tables.Person.id == person_id).dicts().first()
    return _record(row) if row else None


def has_any() -> bool:
    """True if there is anybody in the database."""
    return tables.Person.select(tables.Person.id).limit(1).exists()


def count() -> int:
    """Return the number of people, including those who have left."""
    return int(tables.Person.select().count())


def reports(leader_ids: Collection[int], today: date, except_id: int = 0, *, have_left: bool = False) -> list[Person]:
    """Return the direct reports of some leaders who have not left, or only those who have, by name.

    Args:
        leader_ids: the leaders.
        today: the current date.
        except_id: leave out this person, who covers for their own leader; 0 for nobody.
    """
    table = tables.Person
    condition = _reports_to(leader_ids, today, except_id, have_left)
    query = _select_with_namesake().where(condition).order_by(table.sorting, table.id)
    return [_record(row) for row in query.dicts()]


def has_reports(leader_ids: Collection[int], today: date, except_id: int = 0) -> bool:
    """True if somebody reports to one of these leaders and has not left; for the arguments, see `reports`."""
    return tables.Person.select(tables.Person.id).where(_reports_to(leader_ids, today, except_id)).limit(1).exists()


def _reports_to(leader_ids: Collection[int], today: date, except_id: int, have_left: bool = False) -> Any:
    table, is_meant = tables.Person, ~has_not_left(today) if have_left else has_not_left(today)
    return table.leader.in_(list(leader_ids)) & is_meant & (table.id != except_id)


def search(words: str, today: date, limit: int) -> list[Person]:
    """Search people who have not left, by words of the name, or by a whole employee number or e-mail address.

    Those whose name is spelt with æ, ø or å where a keyboard has none come last: `ase` finds Åse after Ase. A part of a
    number or an address finds nobody, so that it cannot be guessed letter by letter.

    Args:
        words: every word must be found; empty finds everybody.
        today: the current date.
        limit: the maximum number of people.

    Returns:
        The people found: those whose name begins so, then those of whom another name does, each by name.
    """
    wanted = folded(clean_line(words))
    condition = has_not_left(today)
    for word in wanted.split():
        condition &= tables.Person.sorting.contains(sort_key(word)) | _has_token(word)
    query = _select().where(condition).order_by(begins_with(wanted), tables.Person.sorting, tables.Person.id)
    matches = (person for person in map(_record, query.dicts().iterator()) if _is_named(person, wanted))
    found = list(islice(matches, limit))
    if len(found) < limit and (loose_words := search_key(clean_line(words)).split()):
        known = [person.id for person in found]
        condition = has_not_left(today) & contains_words(loose_words) & tables.Person.id.not_in(known)
        query = _select().where(condition).order_by(tables.Person.sorting, tables.Person.id)
        found += map(_record, query.limit(limit - len(found)).dicts())
    return found


def with_identifier(identifier: str, today: date | None = None) -> list[Person]:
    """Return the people with this full name, employee number or e-mail address.

    Args:
        identifier: as typed.
        today: leave out those who have left; None for everybody but those who are erased.
    """
    wanted = folded(identifier).strip()
    if not wanted:
        return []
    condition = (tables.Person.sorting == sort_key(wanted)[:300]) | _has_token(wanted)
    condition &= has_not_left(today) if today else tables.Person.search != ""
    people = map(_record, _select().where(condition).order_by(tables.Person.id).dicts())
    return [person for person in people if wanted in (folded(person.name), *_identifiers(person))]


def _has_token(word: str) -> Any:
    """Condition: perhaps a whole employee number or e-mail address; `search` has them after the name."""
    search = tables.Person.search
    return search.endswith(f" {word}") | search.contains(f" {word} ")


def _identifiers(person: Person) -> tuple[str, ...]:
    return tuple(folded(text) for text in (person.employee_number, person.email) if text)


def _is_named(person: Person, wanted: str) -> bool:
    """True if each word is in the person's name or is their number or address, or all are their number."""
    name, identifiers = folded(person.name), _identifiers(person)
    return wanted.strip() in identifiers or all(word in name or word in identifiers for word in wanted.split())


def search_where(condition: Any, words: str, limit: int | None) -> list[Person]:
    """Search people who match a peewee condition, by parts of name, number and address; for administrators."""
    for word in folded(clean_line(words)).split():
        condition &= tables.Person.search.contains(word)
    query = _select().where(condition).order_by(tables.Person.sorting, tables.Person.id).limit(limit)
    return [_record(row) for row in query.dicts()]


def all_people() -> list[Person]:
    """Return everybody by id, including people who have left, but not those who are erased."""
    query = _select().where(tables.Person.search != "")
    return [_record(row) for row in query.order_by(tables.Person.id).dicts()]


def names_by_id(ids: Collection[int]) -> dict[int, str]:
    """Return the names of people by id; unknown ids are left out."""
    table, names = tables.Person, dict[int, str]()
    if len(ids) > _MANY_NAMES:  # asking for each takes longer than reading all
        return {number: name for number, name in table.select(table.id, table.name).tuples() if number in ids}
    for batch in in_batches(sorted(ids)):
        names |= dict(table.select(table.id, table.name).where(table.id.in_(batch)).tuples())
    return names


def end_dates_by_id(ids: Collection[int]) -> dict[int, date]:
    """Return the last days of people by id; those who have none are left out."""
    table, found = tables.Person, dict[int, date]()
    for batch in in_batches(sorted(ids)):
        query = table.select(table.id, table.end_date).where(table.id.in_(batch), table.end_date.is_null(False))
        found |= dict(query.tuples())
    return found


def to_columns(values: Mapping[str, object]) -> dict[str, object]:
    """Convert a person's fields to columns, with those that follow from them, and null for an empty employee number."""
    row: dict[str, object] = {("leader" if name == "leader_id" else name): value for name, value in values.items()}
    if "employee_number" in row:
        row["employee_number"] = row["employee_number"] or None
    if "email" in row:
        row["email_key"] = address_key(str(row["email"])) or None
    if "name" in row:
        name = str(row["name"])
        row["sorting"] = sort_key(name)[:300]
        parts = (name, str(row.get("employee_number") or ""), str(row.get("email") or ""))
        row["search"] = folded(" ".join(part for part in parts if part))[:600]
    return row


def add(values: Mapping[str, object]) -> int:
    """Store a new person and return the id.

    Raises:
        IdentifierTaken: another person has the employee number or e-mail address, or the leader is gone.
    """
    with checking_identifiers():
        person_id: int = tables.Person.insert(with_ids([to_columns(values)])[0]).execute()
    return person_id


def update(person_id: int, values: Mapping[str, object], base_version: int | None = None) -> bool:
    """Change a person, and raise the version.

    Args:
        person_id: the person.
        values: the fields to set; `name`, `employee_number` and `email` only together, since `search` combines them.
        base_version: change only this version; None for any.

    Returns:
        False if the person has another version.

    Raises:
        IdentifierTaken: another person has the employee number or e-mail address, or the leader is gone.
    """
    condition = tables.Person.id == person_id
    if base_version is not None:
        condition &= tables.Person.version == base_version
    columns = to_columns(values) | {"version": tables.Person.version + 1}
    if "email" in columns:  # one that is shared since before it had to be unique may stay
        is_same = tables.Person.email == columns["email"]
        columns["email_key"] = pw.Case(None, [(is_same, tables.Person.email_key)], columns["email_key"])
    with checking_identifiers():
        changed: int = tables.Person.update(columns).where(condition).execute()
    return changed == 1


def add_many(rows: Sequence[Mapping[str, object]]) -> list[int]:
    """Store new people, all with the same fields, in one statement, and return their ids in the same order.

    Raises:
        IdentifierTaken: another person has one of the employee numbers or e-mail addresses, or a leader is gone.
    """
    if not rows:
        return []
    query = tables.Person.insert_many(with_ids([to_columns(row) for row in rows])).returning(tables.Person.id)
    with checking_identifiers():
        # ids rise in the order of the rows, but the database may return them in another order
        return sorted(row[0] for row in query.tuples().execute())


def set_leader(leader_id: int, person_ids: Sequence[int]) -> None:
    """Set the leader of new people, without raising their versions."""
    tables.Person.update(leader=leader_id).where(tables.Person.id.in_(person_ids)).execute()


def update_many(rows: Mapping[int, Mapping[str, object]]) -> None:
    """Change people by id, whatever their versions, and raise the versions.

    It does not use peewee's query builder, which takes several times as long per person as the database.

    Raises:
        IdentifierTaken: another person has one of the employee numbers or e-mail addresses, or a leader is gone.
    """
    placeholder = proxy.obj.param
    key = tables.Person.email_key
    with checking_identifiers():
        for person_id, values in rows.items():
            columns = {getattr(tables.Person, name): value for name, value in to_columns(values).items()}
            new_key = columns.pop(key, None)
            assignments = [f'"{field.column_name}" = {placeholder}' for field in columns]
            parameters = [field.db_value(value) for field, value in columns.items()]
            if "email" in values:  # as in `update`
                assignments.append(f"email_key = case when email = {placeholder} then email_key else {placeholder} end")
                parameters += [values["email"], new_key]
            changes = ", ".join(assignments)
            proxy.execute_sql(
                f"update person set {changes}, version = version + 1 where id = {placeholder}", [*parameters, person_id]
            )
