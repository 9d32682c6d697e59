"""Importing a staff list: what it would do, and doing it. For administrators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from tui_app.domain import access
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.person import Viewer
from tui_app.domain.staff_import.headings import LEADER_FIELDS, NAME_FIELDS, StaffField
from tui_app.domain.staff_import.plan import ImportChange, ImportPlan, PlannedPerson, plan_import
from tui_app.domain.staff_import.rows import StaffTable, parse_rows
from tui_app.services.people.people import record_new_leaders
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people

CHUNK_SIZE = 500
"""People stored by one statement."""

Progress = Callable[[int, int], None]
"""Told how many people are done, of how many."""


@dataclass(frozen=True, slots=True)
class StaffImportResult:
    """How many people were created, changed and found as they were, and how many rows were left out."""

    created: int
    updated: int
    unchanged: int
    left_out: int


def preview(viewer: Viewer, now: datetime, table: StaffTable, mapping: Sequence[StaffField]) -> ImportPlan:
    """What importing the list would do; nothing is written.

    Raises:
        NotAllowed: not an administrator.
        DomainError: `staff_list_no_names`, when no column says who somebody is.
    """
    _check(viewer, mapping)
    with reading(viewer):
        return _plan(viewer, now.date(), table, mapping)


def import_staff(
    viewer: Viewer,
    now: datetime,
    table: StaffTable,
    mapping: Sequence[StaffField],
    *,
    skip_bad: bool,
    progress: Progress | None = None,
) -> StaffImportResult:
    """Import the list, all of it or none of it; where no column names leaders, new people stand under `viewer`.

    Args:
        skip_bad: import the good rows though others have problems.

    Raises:
        NotAllowed: not an administrator.
        DomainError: `staff_list_no_names`; `staff_list_has_problems` with the count of the rows, unless `skip_bad`; or
            `staff_list_number_taken`, when somebody else stored one of its numbers in the same moment.
    """
    _check(viewer, mapping)
    with writing(viewer):
        planned = _plan(viewer, now.date(), table, mapping)
        if planned.problems and not skip_bad:
            raise DomainError("staff_list_has_problems", count=planned.rejected_rows)
        try:
            _store(planned, progress or (lambda done, total: None), partial(record_new_leaders, viewer, now))
        except people.EmployeeNumberTaken:
            raise DomainError("staff_list_number_taken") from None
    return StaffImportResult(
        planned.count(ImportChange.CREATE),
        planned.count(ImportChange.UPDATE),
        planned.count(ImportChange.UNCHANGED),
        planned.rejected_rows,
    )


def _check(viewer: Viewer, mapping: Sequence[StaffField]) -> None:
    if not access.manages_people(viewer):
        raise NotAllowed()
    if not NAME_FIELDS.intersection(mapping):
        raise DomainError("staff_list_no_names")


def _plan(viewer: Viewer, today: date, table: StaffTable, mapping: Sequence[StaffField]) -> ImportPlan:
    under = None if LEADER_FIELDS.intersection(mapping) else viewer.id
    return plan_import(parse_rows(table, mapping, today), people.all_people(), today, default_leader_id=under)


def _store(planned: ImportPlan, progress: Progress, note: Callable[[Mapping[int, int | None]], None]) -> None:
    """Store new people first and without leaders, since a leader may be new as well and stand further down."""
    new = [person for person in planned.people if person.change is ImportChange.CREATE]
    changed = [person for person in planned.people if person.change is ImportChange.UPDATE]
    total, done = len(new) + len(changed), 0
    ids: dict[int, int] = {}
    for chunk in _chunks(new):
        stored = people.add_many([person.values for person in chunk])
        ids.update(zip((person.key for person in chunk), stored, strict=True))
        done += len(chunk)
        progress(done, total)
    below: dict[int, list[int]] = defaultdict(list)
    for person in new:
        leader_id = _leader_id(person, ids)
        if leader_id is not None:
            below[leader_id].append(ids[person.key])
    for leader_id, led in below.items():
        for start in range(0, len(led), CHUNK_SIZE):
            people.set_leader(leader_id, led[start : start + CHUNK_SIZE])
    for chunk in _chunks(changed):
        people.update_many(
            {
                person.person_id: {**person.values, "leader_id": _leader_id(person, ids)}
                for person in chunk
                if person.person_id is not None
            }
        )
        note(
            {
                person.person_id: _leader_id(person, ids)
                for person in chunk
                if "leader_id" in person.changed and person.person_id is not None
            }
        )
        done += len(chunk)
        progress(done, total)


def _leader_id(person: PlannedPerson, ids: dict[int, int]) -> int | None:
    return person.leader_id if person.leader_key is None else ids[person.leader_key]


def _chunks(planned: Sequence[PlannedPerson]) -> list[Sequence[PlannedPerson]]:
    return [planned[start : start + CHUNK_SIZE] for start in range(0, len(planned), CHUNK_SIZE)]
