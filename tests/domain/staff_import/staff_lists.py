"""Staff lists for tests, written as tables, and their plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.plan import Answers, ImportContext, ImportPlan, PlannedPerson
from tui_app.domain.staff_import.prepare import ListReview, plan_list
from tui_app.domain.staff_list.column_dates import DateOrder
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow

TODAY = date(2026, 11, 23)


def table(headings: str, *rows: str) -> StaffTable:
    """A table with columns separated by bars. Rows are numbered as if the headings were the first row."""
    cells = [tuple(cell.strip() for cell in row.split("|")) for row in rows]
    return StaffTable(
        tuple(cell.strip() for cell in headings.split("|")),
        tuple(StaffTableRow(number, row) for number, row in enumerate(cells, 2)),
    )


def planned(
    headings: str,
    *rows: str,
    known: Sequence[Person] = (),
    answers: Answers | None = None,
    dates: DateOrder | None = None,
    viewer_id: int = 0,
    administrators: Sequence[int] = (),
) -> ImportPlan:
    listed = table(headings, *rows)
    review = ListReview(listed, suggest_columns(listed), dates, answers or Answers())
    return plan_list(review, ImportContext(known, TODAY, viewer_id, administrators)).plan


def kinds(made: ImportPlan) -> dict[int, set[str]]:
    """Row -> what is said about it."""
    found: dict[int, set[str]] = {}
    for finding in made.findings:
        if finding.row is not None:
            found.setdefault(finding.row, set()).add(finding.kind.value)
    return found


def levels(made: ImportPlan, row: int) -> dict[str, str]:
    """What is said about a row -> its level."""
    return {finding.kind.value: finding.level.value for finding in made.findings if finding.row == row}


def said(made: ImportPlan) -> set[str]:
    """What is said about no row in particular."""
    return {finding.kind.value for finding in made.findings if finding.row is None}


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


def leaders(made: ImportPlan) -> dict[str, str]:
    """Name -> the name of the leader."""
    return {one.name: one.leader_name for one in made.people}
