"""People in words: their names, accounts and fields, and what is open for those who leave."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from tui_app.domain.accounts.credentials import is_code_valid
from tui_app.domain.records.person import ERASED_END_DATE, Person, has_left
from tui_app.domain.text_normalization import folded
from tui_app.text.dates import full_date_or_dash, short_date, short_date_or
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.tables import cell_width, fit_middle

if TYPE_CHECKING:
    from tui_app.domain.accounts.accounts import AccountState
    from tui_app.domain.records.open_items import OpenItems

MAX_NAMED_REPORTS = 5
"""People who are named; the rest are counted."""
_FILE_NAME_LETTERS = str.maketrans({"å": "a", "æ": "ae", "ø": "o", "ä": "a", "ö": "o"})
_WITH_ACCENTS = (range(0x0530), range(0x1E00, 0x2000))
"""Latin, Greek and Cyrillic, whose accents file names do without."""
_JOINERS = ("", "\u200c", "\u200d")
_FILE_NAME_BYTES = 150
"""Most bytes of a name in a file name, which may have 255 with all that belongs to it."""


def first_name(name: str) -> str:
    """The first of a person's names, for narrow columns and sentences."""
    return name.split(" ")[0]


SHORTEST_NAME = 16
"""Cells that are left of a name at least."""


def text_with_name(text_about: Callable[[str], str], name: str, width: int) -> str:
    """A text in which a name is shortened where it has no room, so that the rest of the text is whole.

    Args:
        text_about: makes the text, from the name as it is to be shown.
        width: of the text, in cells.
    """
    cells, text = cell_width(name), text_about(name)
    while cell_width(text) > width and cells > SHORTEST_NAME:
        cells -= 1
        text = text_about(fit_middle(name, cells))
    return text


def name_with_status(name: str, end_date: date | None, today: date) -> str:
    """A name, and that the person has left if so: "Per Berg (has left)"."""
    if end_date == ERASED_END_DATE or not has_left(end_date, today):
        return name
    return format_message(_("$name (has left)"), name=name)


def left_markers() -> tuple[str, str]:
    """What `name_with_status` adds to the name of somebody who has left, and a shorter form of it."""
    return format_message(_("$name (has left)"), name="").strip(), _("(left)")


def first_name_with_status(name: str, end_date: date | None, today: date) -> str:
    """The first of a person's names, and that the person has left if so."""
    return name_with_status(first_name(name), end_date, today)


LEFT_SIGN = "×"
"""Stands before the name of somebody who has left, where there is no room for words."""


def marked_name(name: str, end_date: date | None, today: date) -> str:
    """A name for a narrow column, with a sign before it if the person has left; `left_legend` explains the sign."""
    return name if name_with_status(name, end_date, today) == name else f"{LEFT_SIGN} {name}"


def left_legend(end_dates: Iterable[date | None], today: date) -> str:
    """What the sign means, for the frame of a list with `marked_name`; empty if it is not in the list."""
    has_any = any(has_left(one, today) and one != ERASED_END_DATE for one in end_dates)
    return f"{LEFT_SIGN} {_('has left')}" if has_any else ""


class Authored(Protocol):
    """A record of something that a person did."""

    @property
    def by_name(self) -> str:
        """The person's name."""

    @property
    def by_end(self) -> date | None:
        """The person's last working day."""


def author_name(record: Authored, today: date) -> str:
    """Who did it, and that they have left if so."""
    return name_with_status(record.by_name, record.by_end, today)


def author_first_name(record: Authored, today: date) -> str:
    """The first name of whoever did it, and that they have left if so."""
    return first_name_with_status(record.by_name, record.by_end, today)


def name_for_file(name: str) -> str:
    """A name as part of a file name: "ola-hansen". The letters of other scripts stay whole; never empty."""
    plain = "".join(map(_letter_for_file, unicodedata.normalize("NFC", name)))
    return _cut_to_bytes("-".join(plain.split()), _FILE_NAME_BYTES).strip("-") or _("person")


def _letter_for_file(letter: str) -> str:
    if any(ord(letter) in block for block in _WITH_ACCENTS):
        letter = folded(letter).translate(_FILE_NAME_LETTERS)
    # vowels of many scripts are signs of their own, and joiners say how the letters beside them look
    is_kept = letter.isalnum() or unicodedata.category(letter[:1] or " ") in ("Mn", "Mc")
    return letter if is_kept else "" if letter in _JOINERS else " "


def _cut_to_bytes(text: str, limit: int) -> str:
    """As much of the beginning of a text as fits in UTF-8."""
    return text.encode()[:limit].decode(errors="ignore")


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
    elif state.code_until is not None and is_code_valid(state.code_until, now):
        text = format_message(
            _("code until $day"), day=short_date(state.code_until.astimezone(now.tzinfo).date(), today)
        )
    elif state.has_password:
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
        "start_date": _("Start date"),
        "end_date": _("Last day"),
    }
    if field == "leader_id":
        name = getattr(holder, "leader_name", "") or (_("another") if holder.leader_id else "–")
        return f"{_('Leader')}: {name}"
    value = getattr(holder, field)
    return f"{labels[field]}: {full_date_or_dash(value) if field.endswith('_date') else value or '–'}"


def open_item_summary(items: OpenItems) -> str:
    """What is open, in one line without what to do about it."""
    return " · ".join(what for what, _to_do in _open_item_lines(items))


def open_items_text(items: OpenItems) -> str:
    """A paragraph for each kind that is open; empty if nothing is."""
    return "\n\n".join(f"{what}. {to_do}" for what, to_do in _open_item_lines(items))


def open_items_of_people_text(leaving: Iterable[OpenItems]) -> str:
    """What is open for each of some people, under their names."""
    return "\n\n".join(f"{one.name}\n" + open_items_text(one).replace("\n\n", "\n") for one in leaving)


def _reassigned_by() -> str:
    return format_message(_("Whoever it concerns, or their leader, reassigns it: $reassign."))


def _held_or_cancelled() -> str:
    return format_message(_("Hold it before the last day, or cancel it under Conversations: $end."))


def _open_item_lines(items: OpenItems) -> Iterator[tuple[str, str]]:
    if items.reports:
        names = ", ".join(items.reports[:MAX_NAMED_REPORTS])
        if (rest := len(items.reports) - MAX_NAMED_REPORTS) > 0:
            names += f" +{rest}"
        yield format_message(_("Leads $names"), names=names), _("An administrator chooses another leader for each.")
    if count := items.promised:
        what = ngettext(
            "Responsible for $count open action of others", "Responsible for $count open actions of others", count
        )
        yield (
            format_message(what, count=count),
            _reassigned_by(),
        )
    if count := items.own:
        what = ngettext("$count open action on their own page", "$count open actions on their own page", count)
        yield format_message(what, count=count), _("Finish it, drop it, or reassign it before the last day.")
    if count := items.planned:
        what = ngettext("$count planned conversation", "$count planned conversations", count)
        yield (
            format_message(what, count=count),
            _held_or_cancelled(),
        )
    if count := items.unsigned:
        what = ngettext(
            "$count conversation without signed minutes", "$count conversations without signed minutes", count
        )
        yield format_message(what, count=count), _("Both sign before the last day; later only a new leader can.")
    if count := items.stand_ins:
        what = ngettext("$count stand-in", "$count stand-ins", count)
        yield format_message(what, count=count), _("End it under Admin, and choose someone else.")


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
