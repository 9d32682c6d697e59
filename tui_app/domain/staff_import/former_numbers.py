"""Read the numbers of joined entries as those of the person who stayed, since payroll may have them for years."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.likeness import is_same_person
from tui_app.domain.staff_list.entries import StaffEntry
from tui_app.domain.staff_list.findings import Finding, FindingKind, Level
from tui_app.domain.staff_list.leader_cells import LeaderReference
from tui_app.domain.staff_list.names import number_key


def with_present_numbers(
    entries: Sequence[StaffEntry], known: Sequence[Person], former: Mapping[int, Collection[str]]
) -> Sequence[StaffEntry]:
    """The rows with the number that a person has now, where they have one from an entry that was joined with theirs.

    A number that was given on since is another person's, and stays.

    Args:
        former: person id -> numbers of entries of theirs that were joined.
    """
    taken = {number_key(person.employee_number) for person in known}
    owners = {
        key: person
        for person in known
        for number in former.get(person.id, ())
        if person.employee_number and (key := number_key(number)) not in taken
    }
    if not owners:
        return entries
    names = {number_key(entry.employee_number): entry.name for entry in entries if not entry.is_left_out}
    renumbered = [_renumbered(entry, owners, names) for entry in entries]
    given_on = {number_key(entry.employee_number) for entry in renumbered}
    still = {key: owner.employee_number for key, owner in owners.items() if key not in given_on}
    return [
        replace(entry, leaders=tuple(_meant(reference, still) for reference in entry.leaders)) for entry in renumbered
    ]


def _renumbered(entry: StaffEntry, owners: Mapping[str, Person], names: Mapping[str, str]) -> StaffEntry:
    """The row with the number of its owner, and the name that the list has beside that number."""
    owner = owners.get(number_key(entry.employee_number))
    if owner is None or entry.is_left_out or not is_same_person(entry, owner):
        return entry
    values = {"old": entry.employee_number, "new": owner.employee_number}
    told = Finding(FindingKind.JOINED_NUMBER, Level.NOTICE, entry.row, entry.name, values=values)
    name = names.get(number_key(owner.employee_number), entry.name)
    return replace(entry, employee_number=owner.employee_number, name=name, findings=(*entry.findings, told))


def _meant(reference: LeaderReference, numbers: Mapping[str, str]) -> LeaderReference:
    number = numbers.get(number_key(reference.number)) if reference.number else None
    if number is None:
        return reference
    is_number_alone = reference.unsplit == reference.number
    return replace(reference, number=number, unsplit=number if is_number_alone else reference.unsplit)
