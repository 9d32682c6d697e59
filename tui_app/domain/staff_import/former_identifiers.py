"""Read numbers and addresses of joined entries as those of the person who stayed: payroll may keep them for years."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec.structs import replace

from tui_app.domain.mail_addresses import address_key
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.similarity import is_same_person
from tui_app.domain.staff_list.entries import StaffEntry
from tui_app.domain.staff_list.findings import Finding, FindingKind, Level
from tui_app.domain.staff_list.leader_cells import LeaderReference
from tui_app.domain.staff_list.names import number_key

_KEYS: Mapping[str, Callable[[str], str]] = {"employee_number": number_key, "email": address_key}


def with_present_identifiers(
    entries: Sequence[StaffEntry], known: Sequence[Person], former: Mapping[int, Collection[str]]
) -> Sequence[StaffEntry]:
    """The rows with the number and address that a person has now, where they have those of a joined entry.

    What was given on since is another person's, and stays.

    Args:
        former: person id -> numbers and addresses of entries that were joined with theirs.
    """
    meant: dict[str, dict[str, str]] = {}
    for field, key_of in _KEYS.items():
        owners = _owners(field, known, former)
        if owners:
            names = {key_of(getattr(entry, field)): entry.name for entry in entries if not entry.is_left_out}
            entries = [_as_owner(entry, field, owners, names) for entry in entries]
        given_on = {key_of(getattr(entry, field)) for entry in entries} if owners else set()
        meant[field] = {key: getattr(owner, field) for key, owner in owners.items() if key not in given_on}
    if not any(meant.values()):
        return entries
    return [replace(entry, leaders=tuple(_meant(one, meant) for one in entry.leaders)) for entry in entries]


def _owners(field: str, known: Sequence[Person], former: Mapping[int, Collection[str]]) -> dict[str, Person]:
    """Number or address -> the person who has it from a joined entry, unless somebody has it now."""
    key_of = _KEYS[field]
    taken = {key_of(getattr(person, field)) for person in known} if former else set()
    return {
        key: person
        for person in known
        for identifier in former.get(person.id, ())
        if ("@" in identifier) is (field == "email")
        and getattr(person, field)
        and (key := key_of(identifier)) not in taken
    }


def _as_owner(entry: StaffEntry, field: str, owners: Mapping[str, Person], names: Mapping[str, str]) -> StaffEntry:
    """The row with the number or address of its owner, and the name that the list has beside these."""
    old, key_of = getattr(entry, field), _KEYS[field]
    owner = owners.get(key_of(old))
    if owner is None or entry.is_left_out or not is_same_person(entry, owner):
        return entry
    new = getattr(owner, field)
    told = Finding(FindingKind.JOINED_NUMBER, Level.NOTICE, entry.row, entry.name, values={"old": old, "new": new})
    changed = {field: new, "name": names.get(key_of(new), entry.name), "findings": (*entry.findings, told)}
    return replace(entry, **changed)


def _meant(reference: LeaderReference, meant: Mapping[str, Mapping[str, str]]) -> LeaderReference:
    number = meant["employee_number"].get(number_key(reference.number)) if reference.number else None
    email = meant["email"].get(address_key(reference.email)) if reference.email else None
    if number and reference.unsplit == reference.number:
        reference = replace(reference, unsplit=number)
    return replace(reference, number=number or reference.number, email=email or reference.email)
