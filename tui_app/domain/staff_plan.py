"""What importing a staff list would do: who is new, who changes, and which rows cannot be imported, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from tui_app.domain.records import Person
from tui_app.domain.staff_leaders import find_leaders, refuse_circles
from tui_app.domain.staff_list import Entry, Problem, StaffProblem, Standing, bare_name
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
        problems: what is wrong, by row; one row can have several.
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
    _refuse_duplicates(nodes)
    _match(nodes, known)
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
    created = find_leaders(everybody)
    refuse_circles(everybody)
    return _told(nodes, created)


def _refuse_duplicates(nodes: Sequence[Node]) -> None:
    """Which of two rows is right is not known, so both are refused."""
    for attribute, code in (
        ("employee_number", StaffProblem.DUPLICATE_NUMBER),
        ("email", StaffProblem.DUPLICATE_EMAIL),
    ):
        for same in _groups(nodes, attribute).values():
            if len(same) > 1:
                _refuse_each(same, code, text=getattr(same[0].entry, attribute))
    for same in _groups(nodes, "name").values():
        doubtful = _same_person(same) if len(same) > 1 else []
        fresh = [node for node in doubtful if not node.has(StaffProblem.DUPLICATE_NUMBER, StaffProblem.DUPLICATE_EMAIL)]
        if fresh:
            _refuse_each(doubtful, StaffProblem.DUPLICATE_PERSON, only=fresh, text=fresh[0].said.name)


def _groups(nodes: Iterable[Node], attribute: str) -> dict[str, list[Node]]:
    groups: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        text = getattr(node.entry, attribute)
        if text:
            groups[bare_name(text)].append(node)
    return groups


def _same_person(nodes: list[Node]) -> list[Node]:
    """Those of one name whom neither number nor e-mail tells apart from all others of the name."""
    unnumbered = [node for node in nodes if not node.said.employee_number]
    if not unnumbered:
        return []
    if any(not node.said.email for node in unnumbered):
        return nodes
    without_email = [node for node in nodes if not node.said.email]
    return [*unnumbered, *without_email] if without_email else []


def _refuse_each(
    nodes: Sequence[Node], code: StaffProblem, *, only: Sequence[Node] | None = None, **values: object
) -> None:
    rows = sorted(node.said.row for node in nodes)
    for node in nodes if only is None else only:
        first_others = tuple([row for row in rows[:11] if row != node.said.row][:10])
        node.refuse(code, rows=first_others, **values)


def _match(nodes: Sequence[Node], known: Sequence[Person]) -> None:
    """Find the rows' people: all by number first, then by e-mail, then by name, so that row order does not matter."""
    by_number = {bare_name(person.employee_number): person for person in known if person.employee_number}
    by_email: dict[str, list[Person]] = defaultdict(list)
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in known:
        by_email[bare_name(person.email)].append(person)
        by_name[bare_name(person.name)].append(person)
    claimed: dict[int, list[Node]] = defaultdict(list)

    def claim(found: Mapping[Node, Person]) -> None:
        for node, person in found.items():
            node.person = person
            claimed[person.id].append(node)

    claim({n: by_number[key] for n in nodes if (key := bare_name(n.said.employee_number)) in by_number})
    for attribute, index in (("email", by_email), ("name", by_name)):
        found: dict[Node, Person] = {}
        for node in nodes:
            text = bare_name(getattr(node.said, attribute))
            if node.person is None and text and text in index:
                free = [person for person in index[text] if person.id not in claimed]
                chosen = _choose(node, free, by_email=attribute == "email")
                if chosen:
                    found[node] = chosen
        claim(found)
    for same in claimed.values():
        fresh = [node for node in same if not node.problems]
        if len(same) > 1 and fresh and same[0].person:
            _refuse_each(same, StaffProblem.AMBIGUOUS_PERSON, only=fresh, candidates=(described(same[0].person),))


def _choose(node: Node, people: Sequence[Person], *, by_email: bool) -> Person | None:
    number = bare_name(node.said.employee_number)
    fitting = [p for p in people if not (number and p.employee_number and bare_name(p.employee_number) != number)]
    if by_email and people and not fitting:
        node.refuse(StaffProblem.EMAIL_OF_ANOTHER, text=node.said.email, candidates=(described(people[0]),))
    if by_email and len(fitting) > 1:
        fitting = [p for p in fitting if bare_name(p.name) == bare_name(node.said.name)] or fitting
    if len(fitting) > 1:
        node.refuse(StaffProblem.AMBIGUOUS_PERSON, rows=(), candidates=tuple(described(p) for p in fitting[:10]))
        return None
    return fitting[0] if fitting else None


def described(person: Person) -> str:
    """A person's name with what tells them from others of the name."""
    more = person.employee_number or person.email or person.title or person.unit
    return f"{person.name} ({more})" if more else person.name


_FIELDS = ("name", "employee_number", "email", "title", "unit", "start_date")


def _settle(node: Node, today: date) -> None:
    """Put what the row says over what is stored; what it does not say stays."""
    entry, person = node.entry, node.person
    values: dict[str, object] = {}
    for name in _FIELDS:
        said = getattr(entry, name) if entry else None
        stored = getattr(person, name) if person else None
        values[name] = said or stored or (None if name == "start_date" else "")
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
    problems = sorted((p for node in nodes for p in node.problems), key=lambda p: (p.row, p.code))
    return StaffPlan(
        people=tuple(_planned(node) for node in [*needed, *good]),
        problems=tuple(problems),
        notices=tuple(
            Notice(StaffNotice.LEADER_CREATED, tuple(sorted(wanted[node])), {"name": node.name}) for node in needed
        ),
        left_out=sum(bool(node.problems) for node in nodes),
    )


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
