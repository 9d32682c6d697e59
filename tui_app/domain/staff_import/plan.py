"""Plan the import of a staff list: who is new, who changes, and which rows cannot be imported and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.cells import EmploymentStatus, name_key, number_key
from tui_app.domain.staff_import.leader_cycles import reject_leader_cycles
from tui_app.domain.staff_import.leaders import resolve_leaders
from tui_app.domain.staff_import.matching import match_people, reject_duplicates, reject_shared_addresses
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_import.rows import RowProblem, RowProblemCode, StaffEntry


class ImportChange(StrEnum):
    """What an import does to a person."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"


class ImportNoticeCode(StrEnum):
    """What an import does beyond the rows."""

    LEADER_CREATED = "leader_created"


@dataclass(frozen=True, slots=True)
class ImportNotice:
    """Something to point out before an import, with the rows that cause it."""

    code: ImportNoticeCode
    rows: tuple[int, ...]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """What happens to one person.

    Attributes:
        key: unique within the plan.
        row: the row number; None for a leader who is created because rows name them.
        person_id: the stored person, if there is one.
        values: the person's fields after the import, except for the leader.
        changed: names of the fields that differ from what is stored, including `leader_id`.
        leader_id: the leader, if stored already.
        leader_key: the leader's key, if created by the same plan.
    """

    key: int
    row: int | None
    change: ImportChange
    person_id: int | None
    values: Mapping[str, object]
    changed: tuple[str, ...]
    leader_id: int | None
    leader_key: int | None
    leader_name: str

    @property
    def name(self) -> str:
        """The name after the import."""
        return str(self.values["name"])


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        people: the people who can be imported, including created leaders, in the order of the list.
        problems: the problems by row. A row can have several. An unknown status is reported once, with all its rows.
        rejected_rows: number of rows that cannot be imported.
    """

    people: tuple[PlannedPerson, ...]
    problems: tuple[RowProblem, ...]
    notices: tuple[ImportNotice, ...]
    rejected_rows: int

    def count(self, change: ImportChange) -> int:
        """The number of people this happens to."""
        return sum(person.change is change for person in self.people)


def plan_import(
    entries: Sequence[StaffEntry], known: Sequence[Person], today: date, *, default_leader_id: int | None = None
) -> ImportPlan:
    """Plan the import of these entries.

    The order of the rows makes no difference, and a second import of the same list changes nothing.

    Args:
        entries: the rows of the list.
        known: everybody in the database, including people who have left.
        today: the current day.
        default_leader_id: the leader of new people whose row names none.
    """
    nodes = [ImportNode(key=entry.row, entry=entry, problems=list(entry.problems)) for entry in entries]
    reject_duplicates(nodes)
    match_people(nodes, known)
    for node in nodes:
        _merge_values(node, today)
    matched_ids = {node.person.id for node in nodes if node.person}
    others = [ImportNode(key=0, person=person) for person in known if person.id not in matched_ids]
    for node in others:
        _merge_values(node, today)
    everybody = [*nodes, *others]
    node_by_person: dict[int, ImportNode] = {}
    for node in everybody:
        if node.person:
            node_by_person.setdefault(node.person.id, node)
    for node in everybody:
        if node.person and node.person.leader_id is not None:
            node.stored_leader = node_by_person.get(node.person.leader_id)
        elif node.person is None and default_leader_id is not None:
            node.stored_leader = node_by_person.get(default_leader_id)
    leavers = reject_shared_addresses(everybody)
    created = resolve_leaders(everybody)
    for node in nodes:
        if node.leader and node.leader.is_created:
            node.depends_on.extend(leavers.get(node.leader.comparison_keys[1], ()))
    reject_leader_cycles(everybody)
    return _build_plan(nodes, created)


_MERGED_FIELDS = ("name", "employee_number", "email", "title", "unit", "start_date")


def _merge_values(node: ImportNode, today: date) -> None:
    """Combine the row with what is stored. What the row does not say stays as it is."""
    entry, person = node.entry, node.person
    values: dict[str, object] = {}
    for name in _MERGED_FIELDS:
        listed = getattr(entry, name) if entry else None
        stored = getattr(person, name) if person else None
        values[name] = listed or stored or (None if name == "start_date" else "")
    if entry and person and number_key(entry.employee_number) == number_key(person.employee_number):
        # a spreadsheet removed the leading zeros of one of them
        values["employee_number"] = max(person.employee_number, entry.employee_number, key=len)
    end = _merged_end_date(entry, person, today)
    node.values = values | {"end_date": end}
    node.is_former = end is not None and end < today
    start = values["start_date"]
    if entry and isinstance(start, date) and end and end < start:
        node.reject(RowProblemCode.END_BEFORE_START, start=start, end=end)


def _merged_end_date(entry: StaffEntry | None, person: Person | None, today: date) -> date | None:
    stored = person.end_date if person else None
    if entry is None:
        return stored
    if entry.end_date:
        return entry.end_date
    if entry.is_open_ended and entry.employment_status is not EmploymentStatus.LEFT:
        return None
    has_left = stored is not None and stored < today
    if entry.employment_status is EmploymentStatus.LEFT and not has_left:
        return today - timedelta(days=1)
    if entry.employment_status is EmploymentStatus.HERE and has_left:
        return None
    return stored


def _build_plan(nodes: Sequence[ImportNode], created: Sequence[ImportNode]) -> ImportPlan:
    importable = [node for node in nodes if not node.problems]
    rows_by_leader: dict[ImportNode, list[int]] = defaultdict(list)
    for node in importable:
        if node.leader and node.leader.is_created:
            rows_by_leader[node.leader].append(node.row_entry.row)
    created_leaders = [node for node in created if node in rows_by_leader]
    problems = sorted(_merge_status_problems(p for node in nodes for p in node.problems), key=lambda p: (p.row, p.code))
    return ImportPlan(
        people=tuple(_planned_person(node) for node in [*created_leaders, *importable]),
        problems=tuple(problems),
        notices=tuple(
            ImportNotice(ImportNoticeCode.LEADER_CREATED, tuple(sorted(rows_by_leader[node])), {"name": node.name})
            for node in created_leaders
        ),
        rejected_rows=sum(bool(node.problems) for node in nodes),
    )


def _merge_status_problems(problems: Iterable[RowProblem]) -> Iterator[RowProblem]:
    """The problems, with one for each unknown status instead of one for each row."""
    rows: dict[str, list[int]] = defaultdict(list)
    first: dict[str, RowProblem] = {}
    for problem in problems:
        if problem.code is RowProblemCode.UNKNOWN_STATUS:
            status = name_key(str(problem.values["text"]))
            rows[status].append(problem.row)
            first.setdefault(status, problem)
        else:
            yield problem
    for status, problem in first.items():
        yield replace(problem, values={**problem.values, "rows": tuple(rows[status])})


def _planned_person(node: ImportNode) -> PlannedPerson:
    person, leader = node.person, node.leader or node.stored_leader
    leader_id = leader.person.id if leader and leader.person else None
    if person is None:
        change, changed = ImportChange.CREATE, tuple(name for name, value in node.values.items() if value)
    else:
        differing = [name for name, value in node.values.items() if getattr(person, name) != value]
        if node.leader and (node.leader.person is None or leader_id != person.leader_id):
            differing.append("leader_id")
        change, changed = (ImportChange.UPDATE if differing else ImportChange.UNCHANGED), tuple(differing)
    return PlannedPerson(
        key=node.key,
        row=node.entry.row if node.entry else None,
        change=change,
        person_id=person.id if person else None,
        values=node.values,
        changed=changed,
        leader_id=leader_id,
        leader_key=leader.key if leader and not leader.person else None,
        leader_name=leader.name if leader else "",
    )
