"""Which stored person each row of a staff list is about, and rows that stand in each other's way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tui_app.domain.records import Person
from tui_app.domain.staff_cells import bare_name, bare_number
from tui_app.domain.staff_list import StaffProblem
from tui_app.domain.staff_nodes import Node


def refuse_duplicates(nodes: Sequence[Node]) -> None:
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
            groups[bare_number(text) if attribute == "employee_number" else bare_name(text)].append(node)
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


def match(nodes: Sequence[Node], known: Sequence[Person]) -> None:
    """Find the rows' people: all by number first, then by e-mail, then by name, so that row order does not matter."""
    by_number: dict[str, list[Person]] = defaultdict(list)
    by_email: dict[str, list[Person]] = defaultdict(list)
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in known:
        by_number[bare_number(person.employee_number)].append(person)
        by_email[bare_name(person.email)].append(person)
        by_name[bare_name(person.name)].append(person)
    claimed: dict[int, list[Node]] = defaultdict(list)

    def claim(found: Mapping[Node, Person]) -> None:
        for node, person in found.items():
            node.person = person
            claimed[person.id].append(node)

    numbered = [node for node in nodes if node.said.employee_number]
    claim({node: owner for node in numbered if (owner := _of_number(node, by_number))})
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


def _of_number(node: Node, by_number: Mapping[str, Sequence[Person]]) -> Person | None:
    number = node.said.employee_number
    people = by_number.get(bare_number(number), ())
    exactly = [person for person in people if bare_name(person.employee_number) == bare_name(number)] or people
    if len(exactly) > 1:
        node.refuse(StaffProblem.AMBIGUOUS_PERSON, rows=(), candidates=tuple(described(one) for one in exactly[:10]))
    return exactly[0] if len(exactly) == 1 else None


def _choose(node: Node, people: Sequence[Person], *, by_email: bool) -> Person | None:
    number = bare_number(node.said.employee_number)
    fitting = [p for p in people if not (number and p.employee_number and bare_number(p.employee_number) != number)]
    if by_email and people and not fitting:
        node.refuse(StaffProblem.EMAIL_OF_ANOTHER, text=node.said.email, candidates=(described(people[0]),))
    if by_email and len(fitting) > 1:
        fitting = [p for p in fitting if bare_name(p.name) == bare_name(node.said.name)] or fitting
    if len(fitting) > 1:
        node.refuse(StaffProblem.AMBIGUOUS_PERSON, rows=(), candidates=tuple(described(p) for p in fitting[:10]))
        return None
    return fitting[0] if fitting else None


def refuse_shared_addresses(everybody: Sequence[Node]) -> Mapping[str, Sequence[Node]]:
    """Refuse the rows that take an e-mail address which somebody else keeps.

    Returns:
        Those who give up an address, by address. Whoever takes it needs their rows to be imported as well.
    """
    holding: dict[str, list[Node]] = defaultdict(list)
    leaving: dict[str, list[Node]] = defaultdict(list)
    taking = []
    for node in everybody:
        stored, email = bare_name(node.person.email) if node.person else "", node.keys[1]
        if stored == email:
            holding[email].append(node)
            continue
        taking.append((email, node))
        if stored:
            leaving[stored].append(node)
    for email, node in taking:
        if node.has(StaffProblem.DUPLICATE_EMAIL, StaffProblem.EMAIL_OF_ANOTHER, StaffProblem.AMBIGUOUS_PERSON):
            continue
        if holding[email]:
            refuse_address(node, holding[email])
        node.needs.extend(leaving[email])
    return leaving


def refuse_address(node: Node, holders: Sequence[Node]) -> None:
    """Refuse a row since others keep the address that it gives."""
    people = [holder.person for holder in holders if holder.person]
    node.refuse(
        StaffProblem.EMAIL_OF_ANOTHER,
        text=people[0].email,
        candidates=tuple(described(person) for person in people[:10]),
    )


def described(person: Person) -> str:
    """A person's name with what tells them from others of the name."""
    more = person.employee_number or person.email or person.title or person.unit
    return f"{person.name} ({more})" if more else person.name
