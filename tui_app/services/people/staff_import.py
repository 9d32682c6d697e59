"""Importing a list of staff: a preview, and the import itself. For administrators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import cast

from tui_app.domain import access
from tui_app.domain.accounts.administrators import check_administrator_remains
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.domain.staff_import.headings import LEADER_FIELDS, NAME_FIELDS, StaffField
from tui_app.domain.staff_import.plan import ImportChange, ImportPlan, PlannedPerson, plan_import
from tui_app.domain.staff_import.rows import StaffTable, parse_rows
from tui_app.services.accounts.administrators import keeping_an_administrator
from tui_app.services.authorize import require
from tui_app.services.people.people import record_new_leaders
from tui_app.storage.database import reading, writing
from tui_app.storage.people import administration, people

CHUNK_SIZE = 500
"""How many people one statement stores."""

Progress = Callable[[int, int], None]
"""Called with how many people are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class StaffImportResult:
    """How many people were created, changed or left as they were, and how many rows were skipped."""

    created: int
    updated: int
    unchanged: int
    skipped_rows: int


def preview(viewer: Viewer, now: datetime, table: StaffTable, mapping: Sequence[StaffField]) -> ImportPlan:
    """What importing the list would change; nothing is written.

    Raises:
        NotAllowed: not an administrator.
        DomainError: `staff_list_no_names`: no column has names; `last_administrator`: nobody would administer after it.
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
    """Import the list: all of it, or none. If no column has leaders, new people report to the viewer.

    Args:
        skip_bad: skip rows with problems, and import the others.

    Raises:
        NotAllowed: not an administrator.
        DomainError: `staff_list_no_names`; `staff_list_has_problems`, with the number of rows, unless `skip_bad`;
            `last_administrator`; `staff_list_number_taken`: somebody else stored one of the numbers at the same
            moment.
    """
    _check(viewer, mapping)
    with writing(viewer), keeping_an_administrator():
        plan = _plan(viewer, now.date(), table, mapping)
        if plan.problems and not skip_bad:
            raise DomainError("staff_list_has_problems", count=plan.rejected_rows)
        try:
            _store(plan, progress or (lambda done, total: None), partial(record_new_leaders, viewer, now))
        except people.EmployeeNumberTaken:
            raise DomainError("staff_list_number_taken") from None
    return StaffImportResult(
        plan.count(ImportChange.CREATE),
        plan.count(ImportChange.UPDATE),
        plan.count(ImportChange.UNCHANGED),
        plan.rejected_rows,
    )


def _check(viewer: Viewer, mapping: Sequence[StaffField]) -> None:
    require(access.manages_people(viewer))
    if not NAME_FIELDS.intersection(mapping):
        raise DomainError("staff_list_no_names")


def _plan(viewer: Viewer, today: date, table: StaffTable, mapping: Sequence[StaffField]) -> ImportPlan:
    default_leader_id = None if LEADER_FIELDS.intersection(mapping) else viewer.id
    plan = plan_import(
        parse_rows(table, mapping, today), people.all_people(), today, default_leader_id=default_leader_id
    )
    before = administration.administrator_end_dates()
    ends = {one.person_id: one.values["end_date"] for one in plan.people if "end_date" in one.changed}
    after = (cast("date | None", ends.get(person_id, day)) for person_id, day in before.items())
    check_administrator_remains(before.values(), after)
    return plan


def _store(plan: ImportPlan, progress: Progress, record_leaders: Callable[[Mapping[int, int | None]], None]) -> None:
    """Store new people first, without leaders, because their leaders may be new and come later in the list."""
    new = [person for person in plan.people if person.change is ImportChange.CREATE]
    changed = [person for person in plan.people if person.change is ImportChange.UPDATE]
    total, done = len(new) + len(changed), 0
    ids: dict[int, int] = {}
    for chunk in _chunks(new):
        stored = people.add_many([person.values for person in chunk])
        ids.update(zip((person.key for person in chunk), stored, strict=True))
        done += len(chunk)
        progress(done, total)
    ids_by_leader: dict[int, list[int]] = defaultdict(list)
    for person in new:
        leader_id = _leader_id(person, ids)
        if leader_id is not None:
            ids_by_leader[leader_id].append(ids[person.key])
    for leader_id, led_ids in ids_by_leader.items():
        for start in range(0, len(led_ids), CHUNK_SIZE):
            people.set_leader(leader_id, led_ids[start : start + CHUNK_SIZE])
    for chunk in _chunks(changed):
        people.update_many(
            {
                person.person_id: {**person.values, "leader_id": _leader_id(person, ids)}
                for person in chunk
                if person.person_id is not None
            }
        )
        record_leaders(
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
