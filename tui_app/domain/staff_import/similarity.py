"""How much a row of a staff list and a stored person have in common."""

from __future__ import annotations

from tui_app.domain.mail_addresses import address_key
from tui_app.domain.records.person import Person
from tui_app.domain.staff_list.cells import EmploymentStatus
from tui_app.domain.staff_list.entries import StaffEntry
from tui_app.domain.staff_list.names import (
    is_spelt_alike,
    may_be_same_name,
    name_key,
    number_key,
    shares_a_word,
    shares_given_name,
    word_set_key,
)

_DETAILS = ("start_date", "title", "unit", "employee_number", "email")
"""What tells stored people with one name apart."""


def _is_same(one: object, other: object) -> bool:
    return bool(one) and one == other


def _differs(one: object, other: object) -> bool:
    return bool(one) and bool(other) and one != other


def is_same_person(entry: StaffEntry, owner: Person) -> bool:
    """True if the owner of a number is the person of the row, and the number has not been given on.

    A surname changes, and so does an address made of it; a given name does not.
    """
    if may_be_same_name(entry.name, owner.name) or is_spelt_alike(entry.name, owner.name):
        return True
    email, stored_email = address_key(entry.email), address_key(owner.email)
    starts_later = bool(entry.start_date and owner.end_date and entry.start_date > owner.end_date)
    if starts_later and not _is_same(email, stored_email):
        return False
    if _is_same(email, stored_email) or _is_same(entry.start_date, owner.start_date):
        return (
            shares_given_name(entry.name, owner.name)
            or shares_a_word(entry.name, owner.name)
            or (_is_same(email, stored_email) and _is_same(entry.start_date, owner.start_date))
        )
    return shares_given_name(entry.name, owner.name) and not _differs(entry.start_date, owner.start_date)


def _numbers_differ(entry: StaffEntry, person: Person) -> bool:
    return _differs(number_key(entry.employee_number), person.employee_number and number_key(person.employee_number))


def has_one_start(entry: StaffEntry, person: Person) -> bool:
    """True for the same start, beside the same name or address."""
    return _is_same(entry.start_date, person.start_date)


def has_one_name(entry: StaffEntry, person: Person) -> bool:
    """True if a person with the name of a row can be meant by it."""
    if entry.employee_number and person.employee_number and _numbers_differ(entry, person):
        return False
    differ = _differs(address_key(entry.email), address_key(person.email))
    return not (differ and _differs(entry.start_date, person.start_date))


def content(entry: StaffEntry) -> str:
    """What a row says, to put rows in an order that does not depend on where they stand."""
    return " ".join(str(getattr(entry, name)) for name in (*_DETAILS, "name", "leaders", "end_date"))


def ends_alike(entry: StaffEntry, person: Person) -> bool:
    """True for the same last day, or if a row without one says that somebody has left who has one."""
    if entry.end_date is None and entry.employment_status is EmploymentStatus.LEFT:
        return person.end_date is not None
    return entry.end_date == person.end_date


def similarity(entry: StaffEntry, person: Person) -> int:
    """How many details a row and a person with one name or address have in common."""
    same = sum(_is_same(getattr(entry, name), getattr(person, name)) for name in _DETAILS)
    return same + (name_key(entry.name) == name_key(person.name))


def says_nothing_new(entry: StaffEntry, person: Person, *, is_address_shared: bool) -> bool:
    """True if everything that a row says, except for the leader, is stored about a person of that name.

    An address that others have too is left out, so that it is nothing new.
    """
    said = (
        (word_set_key(entry.name), word_set_key(person.name)),
        (number_key(entry.employee_number), number_key(person.employee_number)),
        ("" if is_address_shared else address_key(entry.email), address_key(person.email)),
        (entry.title, person.title),
        (entry.unit, person.unit),
        (entry.start_date, person.start_date),
        (entry.end_date, person.end_date),
    )
    if any(new and new != stored for new, stored in said):
        return False
    has_left = entry.employment_status is EmploymentStatus.LEFT
    return person.end_date is not None if has_left else not (entry.is_open_ended and person.end_date)


def leaders_in_common(entry: StaffEntry, leader: Person | None) -> int:
    """How well a row's leader fits a person's leader, from 0 to 6; a number counts more than a name."""
    names = [one.name for one in entry.leaders if one.name]
    numbers = {number_key(one.number) for one in entry.leaders if one.number}
    is_nobody = len(numbers) > 1 or any(not may_be_same_name(names[0], name) for name in names[1:])
    if leader is None or is_nobody or not entry.leaders:
        return 6 * (leader is None and (is_nobody or not entry.leaders))
    fits = [3 * (one == number_key(leader.employee_number)) for one in numbers]
    fits += [3 * (address_key(one.email) == address_key(leader.email)) for one in entry.leaders if one.email]
    fits += [may_be_same_name(name, leader.name) + shares_a_word(name, leader.name) for name in names]
    return min(fits) + max(fits)
