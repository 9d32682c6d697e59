"""Staff lists for tests, written as tables, and their plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.headings import recognise_columns
from tui_app.domain.staff_import.plan import ImportPlan, PlannedPerson, plan_import
from tui_app.domain.staff_import.rows import StaffTable, StaffTableRow, parse_rows

TODAY = date(2026, 11, 23)


def table(headings: str, *rows: str) -> StaffTable:
    """A table with columns separated by bars. Rows are numbered as if the headings were the first row."""
    cells = [tuple(cell.strip() for cell in row.split("|")) for row in rows]
    return StaffTable(
        tuple(cell.strip() for cell in headings.split("|")),
        tuple(StaffTableRow(number, row) for number, row in enumerate(cells, 2)),
    )


def planned(
    headings: str, *rows: str, known: Sequence[Person] = (), default_leader_id: int | None = None
) -> ImportPlan:
    listed = table(headings, *rows)
    return plan_import(
        parse_rows(listed, recognise_columns(listed.headings), TODAY), known, TODAY, default_leader_id=default_leader_id
    )


def codes(made: ImportPlan) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for problem in made.problems:
        found.setdefault(problem.row, set()).add(problem.code.value)
    return found


def stored(made: ImportPlan, known: Sequence[Person] = ()) -> list[Person]:
    """Everybody as they would be in the database after the import."""
    people = {person.id: person for person in known}
    ids = {one.key: one.person_id or 1000 + place for place, one in enumerate(made.people)}
    for one in made.people:
        leader_id = one.leader_id if one.leader_key is None else ids[one.leader_key]
        people[ids[one.key]] = Person(id=ids[one.key], leader_id=leader_id, **one.values)  # type: ignore[arg-type]
    return list(people.values())


def named(made: ImportPlan, name: str) -> PlannedPerson:
    return next(one for one in made.people if one.name == name)
