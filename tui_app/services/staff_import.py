"""Importing a staff list: what it would do, and doing it. For administrators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from tui_app.domain import access
from tui_app.domain.records import Viewer
from tui_app.domain.refusals import NotAllowed, Refusal
from tui_app.domain.staff_list import LEADING, NAMING, StaffField, Table, read_rows
from tui_app.domain.staff_plan import Change, PlannedPerson, StaffPlan, plan
from tui_app.services.people import note_new_leaders
from tui_app.storage import people
from tui_app.storage.database import reading, writing

CHUNK = 500
"""People stored by one statement."""

Progress = Callable[[int, int], None]
"""Told how many people are done, of how many."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many people were created, changed and found as they were, and how many rows were left out."""

    created: int
    updated: int
    unchanged: int
    left_out: int


def preview(viewer: Viewer, now: datetime, table: Table, mapping: Sequence[StaffField]) -> StaffPlan:
    """What importing the list would do; nothing is written.

    Raises:
        NotAllowed: not an administrator.
        Refusal: `staff_list_no_names`, when no column says who somebody is.
    """
    _check(viewer, mapping)
    with reading(viewer):
        return _plan(viewer, now.date(), table, mapping)


def carry_out(
    viewer: Viewer,
    now: datetime,
    table: Table,
    mapping: Sequence[StaffField],
    *,
    skip_bad: bool,
    progress: Progress | None = None,
) -> Outcome:
    """Import the list, all of it or none of it; where no column names leaders, new people stand under `viewer`.

    Args:
        skip_bad: import the good rows though others have problems.

    Raises:
        NotAllowed: not an administrator.
        Refusal: `staff_list_no_names`; `staff_list_has_problems` with the count of the rows, unless `skip_bad`; or
            `staff_list_number_taken`, when somebody else stored one of its numbers in the same moment.
    """
    _check(viewer, mapping)
    with writing(viewer):
        planned = _plan(viewer, now.date(), table, mapping)
        if planned.problems and not skip_bad:
            raise Refusal("staff_list_has_problems", count=planned.left_out)
        try:
            _store(planned, progress or (lambda done, total: None), partial(note_new_leaders, viewer, now))
        except people.NumberTaken:
            raise Refusal("staff_list_number_taken") from None
    return Outcome(
        planned.count(Change.CREATE), planned.count(Change.UPDATE), planned.count(Change.UNCHANGED), planned.left_out
    )


def _check(viewer: Viewer, mapping: Sequence[StaffField]) -> None:
    if not access.manages_people(viewer):
        raise NotAllowed()
    if not NAMING.intersection(mapping):
        raise Refusal("staff_list_no_names")


def _plan(viewer: Viewer, today: date, table: Table, mapping: Sequence[StaffField]) -> StaffPlan:
    under = None if LEADING.intersection(mapping) else viewer.id
    return plan(read_rows(table, mapping, today), people.everyone(), today, under=under)


def _store(planned: StaffPlan, progress: Progress, note: Callable[[Mapping[int, int | None]], None]) -> None:
    """Store new people first and without leaders, since a leader may be new as well and stand further down."""
    new = [person for person in planned.people if person.change is Change.CREATE]
    changed = [person for person in planned.people if person.change is Change.UPDATE]
    total, done = len(new) + len(changed), 0
    ids: dict[int, int] = {}
    for chunk in _chunks(new):
        stored = people.add_many([person.values for person in chunk])
        ids.update(zip((person.key for person in chunk), stored, strict=True))
        done += len(chunk)
        progress(done, total)
    below: dict[int, list[int]] = defaultdict(list)
    for person in new:
        leader_id = _leader(person, ids)
        if leader_id is not None:
            below[leader_id].append(ids[person.key])
    for leader_id, led in below.items():
        for start in range(0, len(led), CHUNK):
            people.place_under(leader_id, led[start : start + CHUNK])
    for chunk in _chunks(changed):
        people.change_many(
            {
                person.person_id: {**person.values, "leader_id": _leader(person, ids)}
                for person in chunk
                if person.person_id is not None
            }
        )
        note(
            {
                person.person_id: _leader(person, ids)
                for person in chunk
                if "leader_id" in person.changed and person.person_id is not None
            }
        )
        done += len(chunk)
        progress(done, total)


def _leader(person: PlannedPerson, ids: dict[int, int]) -> int | None:
    return person.leader_id if person.leader_key is None else ids[person.leader_key]


def _chunks(planned: Sequence[PlannedPerson]) -> list[Sequence[PlannedPerson]]:
    return [planned[start : start + CHUNK] for start in range(0, len(planned), CHUNK)]
