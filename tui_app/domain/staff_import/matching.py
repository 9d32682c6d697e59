"""Which stored person each row of a staff list is about, and rows that stand in each other's way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.cells import name_key, number_key
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_import.rows import RowProblemCode


def reject_duplicates(nodes: Sequence[ImportNode]) -> None:
    """Which of two rows is right is not known, so both are refused."""
    for attribute, code in (
        ("employee_number", RowProblemCode.DUPLICATE_NUMBER),
        ("email", RowProblemCode.DUPLICATE_EMAIL),
    ):
        for same in _group_by(nodes, attribute).values():
            if len(same) > 1:
                _reject_each(same, code, text=getattr(same[0].entry, attribute))
    for same in _group_by(nodes, "name").values():
        doubtful = _indistinguishable(same) if len(same) > 1 else []
        fresh = [
            node for node in doubtful if not node.has(RowProblemCode.DUPLICATE_NUMBER, RowProblemCode.DUPLICATE_EMAIL)
        ]
        if fresh:
            _reject_each(doubtful, RowProblemCode.DUPLICATE_PERSON, only=fresh, text=fresh[0].row_entry.name)


def _group_by(nodes: Iterable[ImportNode], attribute: str) -> dict[str, list[ImportNode]]:
    groups: dict[str, list[ImportNode]] = defaultdict(list)
    for node in nodes:
        text = getattr(node.entry, attribute)
        if text:
            groups[number_key(text) if attribute == "employee_number" else name_key(text)].append(node)
    return groups


def _indistinguishable(nodes: list[ImportNode]) -> list[ImportNode]:
    """Those of one name whom neither number nor e-mail tells apart from all others of the name."""
    unnumbered = [node for node in nodes if not node.row_entry.employee_number]
    if not unnumbered:
        return []
    if any(not node.row_entry.email for node in unnumbered):
        return nodes
    without_email = [node for node in nodes if not node.row_entry.email]
    return [*unnumbered, *without_email] if without_email else []


def _reject_each(
    nodes: Sequence[ImportNode], code: RowProblemCode, *, only: Sequence[ImportNode] | None = None, **values: object
) -> None:
    rows = sorted(node.row_entry.row for node in nodes)
    for node in nodes if only is None else only:
        first_others = tuple([row for row in rows[:11] if row != node.row_entry.row][:10])
        node.reject(code, rows=first_others, **values)


def match_people(nodes: Sequence[ImportNode], known: Sequence[Person]) -> None:
    """Find the rows' people: all by number first, then by e-mail, then by name, so that row order does not matter."""
    by_number: dict[str, list[Person]] = defaultdict(list)
    by_email: dict[str, list[Person]] = defaultdict(list)
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in known:
        by_number[number_key(person.employee_number)].append(person)
        by_email[name_key(person.email)].append(person)
        by_name[name_key(person.name)].append(person)
    claimed: dict[int, list[ImportNode]] = defaultdict(list)

    def claim(found: Mapping[ImportNode, Person]) -> None:
        for node, person in found.items():
            node.person = person
            claimed[person.id].append(node)

    numbered = [node for node in nodes if node.row_entry.employee_number]
    claim({node: owner for node in numbered if (owner := _find_by_number(node, by_number))})
    for attribute, index in (("email", by_email), ("name", by_name)):
        found: dict[ImportNode, Person] = {}
        for node in nodes:
            text = name_key(getattr(node.row_entry, attribute))
            if node.person is None and text and text in index:
                free = [person for person in index[text] if person.id not in claimed]
                chosen = _choose_person(node, free, by_email=attribute == "email")
                if chosen:
                    found[node] = chosen
        claim(found)
    for same in claimed.values():
        fresh = [node for node in same if not node.problems]
        if len(same) > 1 and fresh and same[0].person:
            _reject_each(
                same, RowProblemCode.AMBIGUOUS_PERSON, only=fresh, candidates=(describe_person(same[0].person),)
            )


def _find_by_number(node: ImportNode, by_number: Mapping[str, Sequence[Person]]) -> Person | None:
    number = node.row_entry.employee_number
    people = by_number.get(number_key(number), ())
    exactly = [person for person in people if name_key(person.employee_number) == name_key(number)] or people
    if len(exactly) > 1:
        node.reject(
            RowProblemCode.AMBIGUOUS_PERSON, rows=(), candidates=tuple(describe_person(one) for one in exactly[:10])
        )
    return exactly[0] if len(exactly) == 1 else None


def _choose_person(node: ImportNode, people: Sequence[Person], *, by_email: bool) -> Person | None:
    number = number_key(node.row_entry.employee_number)
    fitting = [p for p in people if not (number and p.employee_number and number_key(p.employee_number) != number)]
    if by_email and people and not fitting:
        node.reject(
            RowProblemCode.EMAIL_OF_ANOTHER, text=node.row_entry.email, candidates=(describe_person(people[0]),)
        )
    if by_email and len(fitting) > 1:
        fitting = [p for p in fitting if name_key(p.name) == name_key(node.row_entry.name)] or fitting
    if len(fitting) > 1:
        node.reject(
            RowProblemCode.AMBIGUOUS_PERSON, rows=(), candidates=tuple(describe_person(p) for p in fitting[:10])
        )
        return None
    return fitting[0] if fitting else None


def reject_shared_addresses(everybody: Sequence[ImportNode]) -> Mapping[str, Sequence[ImportNode]]:
    """Refuse the rows that take an e-mail address which somebody else keeps.

    Returns:
        Those who give up an address, by address. Whoever takes it needs their rows to be imported as well.
    """
    holding: dict[str, list[ImportNode]] = defaultdict(list)
    leaving: dict[str, list[ImportNode]] = defaultdict(list)
    taking = []
    for node in everybody:
        stored, email = name_key(node.person.email) if node.person else "", node.comparison_keys[1]
        if stored == email:
            holding[email].append(node)
            continue
        taking.append((email, node))
        if stored:
            leaving[stored].append(node)
    for email, node in taking:
        if node.has(RowProblemCode.DUPLICATE_EMAIL, RowProblemCode.EMAIL_OF_ANOTHER, RowProblemCode.AMBIGUOUS_PERSON):
            continue
        if holding[email]:
            reject_address(node, holding[email])
        node.depends_on.extend(leaving[email])
    return leaving


def reject_address(node: ImportNode, holders: Sequence[ImportNode]) -> None:
    """Refuse a row since others keep the address that it gives."""
    people = [holder.person for holder in holders if holder.person]
    node.reject(
        RowProblemCode.EMAIL_OF_ANOTHER,
        text=people[0].email,
        candidates=tuple(describe_person(person) for person in people[:10]),
    )


def describe_person(person: Person) -> str:
    """A person's name with what tells them from others of the name."""
    more = person.employee_number or person.email or person.title or person.unit
    return f"{person.name} ({more})" if more else person.name
