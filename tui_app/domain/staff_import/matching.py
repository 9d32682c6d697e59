"""Match the rows of a staff list to stored people, and reject rows that conflict with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.cells import name_key, number_key
from tui_app.domain.staff_import.nodes import ImportNode, describe_person
from tui_app.domain.staff_import.rows import RowProblemCode


def reject_duplicates(nodes: Sequence[ImportNode]) -> None:
    """Reject rows with the same number, address or name: it is not known which one is right."""
    for attribute, code in (
        ("employee_number", RowProblemCode.DUPLICATE_NUMBER),
        ("email", RowProblemCode.DUPLICATE_EMAIL),
    ):
        for group in _group_by(nodes, attribute).values():
            if len(group) > 1:
                _reject_each(group, code, text=getattr(group[0].entry, attribute))
    for group in _group_by(nodes, "name").values():
        ambiguous = _indistinguishable(group) if len(group) > 1 else []
        unreported = [
            node for node in ambiguous if not node.has(RowProblemCode.DUPLICATE_NUMBER, RowProblemCode.DUPLICATE_EMAIL)
        ]
        if unreported:
            _reject_each(ambiguous, RowProblemCode.DUPLICATE_PERSON, only=unreported, text=unreported[0].row_entry.name)


def _group_by(nodes: Iterable[ImportNode], attribute: str) -> dict[str, list[ImportNode]]:
    groups: dict[str, list[ImportNode]] = defaultdict(list)
    for node in nodes:
        text = getattr(node.entry, attribute)
        if text:
            groups[number_key(text) if attribute == "employee_number" else name_key(text)].append(node)
    return groups


def _indistinguishable(nodes: list[ImportNode]) -> list[ImportNode]:
    """Of people with one name, those whom neither number nor e-mail tells apart from all others."""
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
    """Find the stored person of each row: all by number, then by e-mail, then by name. Row order does not matter."""
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
                available = [person for person in index[text] if person.id not in claimed]
                chosen = _choose_person(node, available, by_email=attribute == "email")
                if chosen:
                    found[node] = chosen
        claim(found)
    for group in claimed.values():
        unreported = [node for node in group if not node.problems]
        if len(group) > 1 and unreported and group[0].person:
            _reject_each(
                group, RowProblemCode.AMBIGUOUS_PERSON, only=unreported, candidates=(describe_person(group[0].person),)
            )


def _find_by_number(node: ImportNode, by_number: Mapping[str, Sequence[Person]]) -> Person | None:
    number = node.row_entry.employee_number
    people = by_number.get(number_key(number), ())
    exact = [person for person in people if name_key(person.employee_number) == name_key(number)] or people
    if len(exact) > 1:
        node.reject(
            RowProblemCode.AMBIGUOUS_PERSON,
            rows=(),
            candidates=tuple(describe_person(candidate) for candidate in exact[:10]),
        )
    return exact[0] if len(exact) == 1 else None


def _choose_person(node: ImportNode, people: Sequence[Person], *, by_email: bool) -> Person | None:
    number = number_key(node.row_entry.employee_number)
    matching = [
        person
        for person in people
        if not (number and person.employee_number and number_key(person.employee_number) != number)
    ]
    if by_email and people and not matching:
        node.reject(
            RowProblemCode.EMAIL_OF_ANOTHER, text=node.row_entry.email, candidates=(describe_person(people[0]),)
        )
    if by_email and len(matching) > 1:
        matching = [person for person in matching if name_key(person.name) == name_key(node.row_entry.name)] or matching
    if len(matching) > 1:
        node.reject(
            RowProblemCode.AMBIGUOUS_PERSON,
            rows=(),
            candidates=tuple(describe_person(person) for person in matching[:10]),
        )
        return None
    return matching[0] if matching else None


def reject_shared_addresses(nodes: Sequence[ImportNode]) -> Mapping[str, Sequence[ImportNode]]:
    """Reject rows that take an e-mail address that another person keeps.

    Returns:
        Address -> nodes that give it up. A row that takes it needs their rows to be imported as well.
    """
    keepers: dict[str, list[ImportNode]] = defaultdict(list)
    leavers: dict[str, list[ImportNode]] = defaultdict(list)
    takers = []
    for node in nodes:
        stored, email = name_key(node.person.email) if node.person else "", node.comparison_keys[1]
        if stored == email:
            keepers[email].append(node)
            continue
        takers.append((email, node))
        if stored:
            leavers[stored].append(node)
    for email, node in takers:
        if node.has(RowProblemCode.DUPLICATE_EMAIL, RowProblemCode.EMAIL_OF_ANOTHER, RowProblemCode.AMBIGUOUS_PERSON):
            continue
        if keepers[email]:
            reject_address(node, keepers[email])
        node.depends_on.extend(leavers[email])
    return leavers


def reject_address(node: ImportNode, holders: Sequence[ImportNode]) -> None:
    """Reject a row because other people keep the address that it gives."""
    people = [holder.person for holder in holders if holder.person]
    node.reject(
        RowProblemCode.EMAIL_OF_ANOTHER,
        text=people[0].email,
        candidates=tuple(describe_person(person) for person in people[:10]),
    )
