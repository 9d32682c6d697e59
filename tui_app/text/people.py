"""People in words: their names, accounts and fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tui_app.domain.accounts.records import AccountState
from tui_app.domain.records.person import Person
from tui_app.domain.text_normalization import folded
from tui_app.text.dates import full_date_or_dash, short_date, short_date_or
from tui_app.text.i18n import _, format_message

_FILE_NAME_LETTERS = str.maketrans({"å": "a", "æ": "ae", "ø": "o", "ä": "a", "ö": "o"})


def first_name(name: str) -> str:
    """The first of a person's names, for narrow columns and sentences."""
    return name.split(" ")[0]


def name_for_file(name: str) -> str:
    """A name as part of a file name: "ola-hansen"."""
    plain = folded(name).translate(_FILE_NAME_LETTERS)
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def title_and_unit(person: Person) -> str:
    """A person's title and unit in one line."""
    return " · ".join(part for part in (person.title, person.unit) if part)


def described_person(person: Person) -> str:
    """What tells a person from others with the same name: number, e-mail, title or unit, and the leader."""
    details = (person.employee_number, person.email, person.title, person.unit, person.leader_name)
    return " · ".join(detail for detail in details if detail) or person.name


def account_status(person: Person, state: AccountState, now: datetime) -> str:
    """Whether a person can sign in, for the list of people."""
    today = now.date()
    if person.has_left(today):
        text = format_message(_("left $day"), day=short_date_or(person.end_date, today))
    elif not state.is_open:
        text = _("closed")
    elif state.code_until is not None and state.code_until > now:
        text = format_message(
            _("code until $day"), day=short_date(state.code_until.astimezone(now.tzinfo).date(), today)
        )
    elif state.has_secret:
        text = _("signed in now") if state.sessions else _("can sign in")
    else:
        text = _("code expired") if state.code_until else _("no password yet")
    return text + (" · " + _("admin") if person.is_administrator else "")


def person_field_text(field: str, holder: Any) -> str:
    """A field of a person with its label.

    Args:
        field: its name, as in `Person` and `PersonDraft`.
        holder: a record or a draft that has the field.
    """
    labels = {
        "name": _("Name"),
        "title": _("Job title"),
        "unit": _("Unit"),
        "email": _("E-mail"),
        "employee_number": _("Number"),
        "start_date": _("Started"),
        "end_date": _("Last day"),
    }
    if field == "leader_id":
        name = getattr(holder, "leader_name", "") or (_("another") if holder.leader_id else "–")
        return f"{_('Leader')}: {name}"
    value = getattr(holder, field)
    return f"{labels[field]}: {full_date_or_dash(value) if field.endswith('_date') else value or '–'}"


STAFF_LIST_KEYS = ("number", "name", "email", "title", "unit", "leader", "start", "end")
"""What a staff list says about each person, in this order."""


def staff_list_headings() -> tuple[str, ...]:
    """The headings of a staff list, as the import knows them."""
    return (
        _("Employee number"),
        _("Name"),
        _("E-mail"),
        _("Job title"),
        _("Unit"),
        _("Leader"),
        _("Start date"),
        _("End date"),
    )


def staff_list_rows(everybody: Sequence[Person]) -> list[tuple[str, ...]]:
    """A row for each person, as it can be imported: the leader by number, else by e-mail, else by name."""
    by_id = {person.id: person for person in everybody}

    def leader_of(person: Person) -> str:
        leader = by_id.get(person.leader_id or 0)
        return (leader.employee_number or leader.email or leader.name) if leader else ""

    return [
        (
            person.employee_number,
            person.name,
            person.email,
            person.title,
            person.unit,
            leader_of(person),
            person.start_date.isoformat() if person.start_date else "",
            person.end_date.isoformat() if person.end_date else "",
        )
        for person in everybody
    ]
