"""What importing a staff list would do: who is new, who changes, and which rows cannot be imported, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from tui_app.domain.records import Person
from tui_app.domain.staff_cells import Standing, bare_name, bare_number
from tui_app.domain.staff_circles import refuse_circles
from tui_app.domain.staff_leaders import find_leaders
from tui_app.domain.staff_list import Entry, Problem, StaffProblem
from tui_app.domain.staff_match import match, refuse_duplicates, refuse_shared_addresses
from tui_app.domain.staff_nodes import Node


class Change(StrEnum):
    """What an import does to a person."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"


class StaffNotice(StrEnum):
    """What is done beyond the rows, and should be known."""

    LEADER_CREATED = "leader_created"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell before an import, with the rows that cause it."""

    code: StaffNotice
    rows: tuple[int, ...]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """What becomes of one person.

    Attributes:
        key: unique in its plan.
        row: where the person stands in the list; None for a leader who is created because rows name them.
        person_id: the person, where there is one already.
        values: the person's fields as they will be, the leader apart.
        changed: names of what differs from what is stored, `leader_id` among them.
        leader_id: the leader, when already in the database.
        leader_key: the leader's key, when created by the same plan.
    """

    key: int
    row: int | None
    change: Change
    person_id: int | None
    values: Mapping[str, object]
    changed: tuple[str, ...]
    leader_id: int | None
    leader_key: int | None
    leader_name: str

    @property
    def name(self) -> str:
        """The name as it will be."""
        return str(self.values["name"])


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """What an import would do.

    Attributes:
        people: those who can be imported, created leaders too, in the order of the list.
        problems: what is wrong, by row; one row can have several. A status that is not known is told once, with all
            its rows.
        left_out: how many rows cannot be imported.
    """

    people: tuple[PlannedPerson, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Notice, ...]
    left_out: int

    def count(self, change: Change) -> int:
        """How many people this happens to."""
        return sum(person.change is change for person in self.people)


def plan(entries: Sequence[Entry], known: Sequence[Person], today: date, *, under: int | None = None) -> StaffPlan:
    """What importing the entries would do.

    Neither the order of the rows nor a second import of the same list makes a difference.

    Args:
        known: everybody in the database, leavers too.
        under: id of the leader for new people whose row names none.
    """
    nodes = [Node(key=entry.row, entry=entry, problems=list(entry.problems)) for entry in entries]
    refuse_duplicates(nodes)
    match(nodes, known)
    for node in nodes:
        _settle(node, today)
    taken = {node.person.id for node in nodes if node.person}
    others = [Node(key=0, person=person) for person in known if person.id not in taken]
    for node in others:
        _settle(node, today)
    everybody = [*nodes, *others]
    of_person: dict[int, Node] = {}
    for node in everybody:
        if node.person:
            of_person.setdefault(node.person.id, node)
    for node in everybody:
        if node.person and node.person.leader_id is not None:
            node.stored_leader = of_person.get(node.person.leader_id)
        elif node.person is None and under is not None:
            node.stored_leader = of_person.get(under)
    leaving = refuse_shared_addresses(everybody)
    created = find_leaders(everybody)
    for node in nodes:
        if node.leader and node.leader.is_created:
            node.needs.extend(leaving.get(node.leader.keys[1], ()))
    refuse_circles(everybody)
    return _told(nodes, created)


_FIELDS = ("name", "employee_number", "email", "title", "unit", "start_date")


def _settle(node: Node, today: date) -> None:
    """Put what the row says over what is stored; what it does not say stays."""
    entry, person = node.entry, node.person
    values: dict[str, object] = {}
    for name in _FIELDS:
        said = getattr(entry, name) if entry else None
        stored = getattr(person, name) if person else None
        values[name] = said or stored or (None if name == "start_date" else "")
    if entry and person and bare_number(entry.employee_number) == bare_number(person.employee_number):
        # one of them lost its zeros in a spreadsheet
        values["employee_number"] = max(person.employee_number, entry.employee_number, key=len)
    end = _end(entry, person, today)
    node.values = values | {"end_date": end}
    node.gone = end is not None and end < today
    start = values["start_date"]
    if entry and isinstance(start, date) and end and end < start:
        node.refuse(StaffProblem.END_BEFORE_START, start=start, end=end)


def _end(entry: Entry | None, person: Person | None, today: date) -> date | None:
    stored = person.end_date if person else None
    if entry is None:
        return stored
    if entry.end_date:
        return entry.end_date
    if entry.endless and entry.standing is not Standing.LEFT:
        return None
    has_left = stored is not None and stored < today
    if entry.standing is Standing.LEFT and not has_left:
        return today - timedelta(days=1)
    if entry.standing is Standing.HERE and has_left:
        return None
    return stored


def _told(nodes: Sequence[Node], created: Sequence[Node]) -> StaffPlan:
    good = [node for node in nodes if not node.problems]
    wanted: dict[Node, list[int]] = defaultdict(list)
    for node in good:
        if node.leader and node.leader.is_created:
            wanted[node.leader].append(node.said.row)
    needed = [node for node in created if node in wanted]
    problems = sorted(_once(p for node in nodes for p in node.problems), key=lambda p: (p.row, p.code))
    return StaffPlan(
        people=tuple(_planned(node) for node in [*needed, *good]),
        problems=tuple(problems),
        notices=tuple(
            Notice(StaffNotice.LEADER_CREATED, tuple(sorted(wanted[node])), {"name": node.name}) for node in needed
        ),
        left_out=sum(bool(node.problems) for node in nodes),
    )


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with one for each unknown status instead of one for each row that has it."""
    rows: dict[str, list[int]] = defaultdict(list)
    first: dict[str, Problem] = {}
    for problem in problems:
        if problem.code is StaffProblem.UNKNOWN_STATUS:
            status = bare_name(str(problem.values["text"]))
            rows[status].append(problem.row)
            first.setdefault(status, problem)
        else:
            yield problem
    for status, problem in first.items():
        yield replace(problem, values={**problem.values, "rows": tuple(rows[status])})


def _planned(node: Node) -> PlannedPerson:
    person, leader = node.person, node.leader or node.stored_leader
    leader_id = leader.person.id if leader and leader.person else None
    if person is None:
        change, changed = Change.CREATE, tuple(name for name, value in node.values.items() if value)
    else:
        differing = [name for name, value in node.values.items() if getattr(person, name) != value]
        if node.leader and (node.leader.person is None or leader_id != person.leader_id):
            differing.append("leader_id")
        change, changed = (Change.UPDATE if differing else Change.UNCHANGED), tuple(differing)
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
