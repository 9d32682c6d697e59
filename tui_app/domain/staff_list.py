"""A staff list: its table, and what each row says, cell by cell. How rows fit together is `staff_plan`'s."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from tui_app.domain.staff_headings import LEADING, NAMING, StaffField, recognise
from tui_app.domain.texts import NAME_LIMIT, clean_line, folded

__all__ = [
    "LEADING",
    "NAMING",
    "Entry",
    "LeaderSaid",
    "Problem",
    "StaffField",
    "StaffProblem",
    "Standing",
    "Table",
    "TableRow",
    "bare_name",
    "read_rows",
    "recognise",
]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as the file shows it (the heading row counts), and as many cells as there are headings."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A staff list as text, whatever file it came from."""

    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


class StaffProblem(StrEnum):
    """Why a row cannot be imported."""

    EMPTY_NAME = "empty_name"
    TOO_LONG = "too_long"
    NOT_AN_EMAIL = "not_an_email"
    UNREADABLE_DATE = "unreadable_date"
    UNKNOWN_STATUS = "unknown_status"
    END_BEFORE_START = "end_before_start"
    DUPLICATE_NUMBER = "duplicate_number"
    DUPLICATE_EMAIL = "duplicate_email"
    DUPLICATE_PERSON = "duplicate_person"
    AMBIGUOUS_PERSON = "ambiguous_person"
    EMAIL_OF_ANOTHER = "email_of_another"
    UNKNOWN_LEADER = "unknown_leader"
    AMBIGUOUS_LEADER = "ambiguous_leader"
    OWN_LEADER = "own_leader"
    LEADER_CIRCLE = "leader_circle"
    LEADER_HAS_PROBLEM = "leader_has_problem"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, with the values that the words need."""

    row: int
    code: StaffProblem
    values: Mapping[str, object] = field(default_factory=dict)


class Standing(StrEnum):
    """What the status column says."""

    NOT_SAID = "not_said"
    HERE = "here"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class LeaderSaid:
    """How a row names its leader; all empty when it does not."""

    number: str = ""
    email: str = ""
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.number or self.email or self.name)

    def __str__(self) -> str:
        return self.name or self.email or self.number


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says. Empty text and None are not said: what is stored stays.

    Attributes:
        leader_word: a leader cell that may be a number or a name; the plan knows the numbers.
        problems: what could not be read in the row itself.
    """

    row: int
    name: str = ""
    employee_number: str = ""
    email: str = ""
    title: str = ""
    unit: str = ""
    start_date: date | None = None
    end_date: date | None = None
    standing: Standing = Standing.NOT_SAID
    leader: LeaderSaid = LeaderSaid()
    leader_word: str = ""
    problems: tuple[Problem, ...] = ()


NUMBER_LIMIT = 40
EMAIL_LIMIT = 200
_LIMITS = {
    StaffField.NAME: NAME_LIMIT,
    StaffField.EMPLOYEE_NUMBER: NUMBER_LIMIT,
    StaffField.EMAIL: EMAIL_LIMIT,
    StaffField.TITLE: NAME_LIMIT,
    StaffField.UNIT: NAME_LIMIT,
    StaffField.LEADER: EMAIL_LIMIT,
    StaffField.LEADER_NUMBER: NUMBER_LIMIT,
    StaffField.LEADER_EMAIL: EMAIL_LIMIT,
    StaffField.LEADER_NAME: NAME_LIMIT,
}

_NOTHING = frozenset({"-", "–", "—", "#n/a", "#i/t", "#ref!", "#value!", "#verdi!", "#name?", "#navn?", "#null!"})
"""Cells that mean nothing: dashes, and what spreadsheets leave where a look-up failed."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HERE = _words(
    "aktiv aktivt aktive active ansatt fastansatt fast midlertidig midlertidigansatt vikar vikariat engasjement "
    "lærling deltid heltid tilkalling tilkallingsvikar prøvetid permisjon ipermisjon foreldrepermisjon permittert "
    "sykmeldt sykemeldt employed hired onleave leave parentalleave probation permanent temporary parttime fulltime "
    "current ja yes true 1 j y sann"
)
_LEFT = _words(
    "sluttet slutta slutt fratrådt fratrått avsluttet oppsagt oppsagtogfratrådt pensjonert pensjonist inaktiv "
    "inaktivt ikkeaktiv ikkeansatt tidligereansatt død left leaver terminated termination inactive notactive resigned "
    "retired former formeremployee dismissed deceased nei no false 0 n usann"
)

_DATES = (
    re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})([./-])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
)
_TIME = re.compile(r"(?:T|\s+)\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d+)?\s*(?:Z|[+-]\d\d:?\d\d)?$", re.ASCII)
FOREVER = 9999
"""The year that payroll systems write where there is no end."""


def clean(text: str) -> str:
    """`clean_line`, quick for text in which there is nothing to drop."""
    if text.isprintable():
        return unicodedata.normalize("NFC", " ".join(text.split()))
    return clean_line(text)


@lru_cache(maxsize=65536)
def bare_name(name: str) -> str:
    """The form in which names, numbers and e-mail addresses are compared."""
    return name.lower() if name.isascii() else folded(name)


def in_order(name: str) -> str:
    """The name with the first name first, where it is written «Etternavn, Fornavn»."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and last and first and "," not in first:
        return f"{first} {last}"
    return name.strip(" ,")


def read_date(text: str, today: date) -> date | None:
    """The date, or None when it cannot be read; two-digit years lie at most 20 years ahead of `today`.

    Days stand before months, as Norwegians write them: 03/31/2026 is refused, not guessed.
    """
    bare = _TIME.sub("", text.strip())
    for pattern in _DATES:
        match = pattern.fullmatch(bare)
        if match and bare.isascii():
            year = int(match["y"])
            if len(match["y"]) == 2:
                year += today.year // 100 * 100
                year -= 100 if year > today.year + 20 else 0
            try:
                day = date(year, int(match["m"]), int(match["d"]))
            except ValueError:
                return None
            return day if day.year >= 1900 else None
    return None


def read_rows(table: Table, mapping: Sequence[StaffField], today: date) -> tuple[Entry, ...]:
    """What each row says, for the columns as mapped; empty rows are passed over.

    Args:
        mapping: what each column holds; columns beyond its end are ignored. Where two columns are given one
            meaning, the first that is filled counts.
    """
    columns = [(place, said) for place, said in enumerate(mapping) if said is not StaffField.IGNORE]
    entries = []
    for row in table.rows:
        cells: dict[StaffField, str] = {}
        for place, said in columns:
            text = clean(row.cells[place]) if place < len(row.cells) else ""
            if text and text.lower() not in _NOTHING:
                cells.setdefault(said, text)
        if cells:
            entries.append(_entry(row.number, cells, today))
    return tuple(entries)


def _entry(row: int, cells: Mapping[StaffField, str], today: date) -> Entry:
    problems: list[Problem] = []

    def wrong(code: StaffProblem, **values: object) -> None:
        problems.append(Problem(row, code, values))

    name = _name(cells)
    if not name:
        wrong(StaffProblem.EMPTY_NAME)
    number = _number(cells.get(StaffField.EMPLOYEE_NUMBER, ""))
    email = cells.get(StaffField.EMAIL, "")
    if email and not _is_email(email):
        wrong(StaffProblem.NOT_AN_EMAIL, text=email)
    word = cells.get(StaffField.LEADER, "")
    leader = LeaderSaid(
        _number(cells.get(StaffField.LEADER_NUMBER, "")),
        cells.get(StaffField.LEADER_EMAIL, "") or (word if _is_email(word) else ""),
        in_order(cells.get(StaffField.LEADER_NAME, "")),
    )
    _check_lengths({**cells, StaffField.NAME: name}, wrong)
    if leader.email and not _is_email(leader.email):
        wrong(StaffProblem.NOT_AN_EMAIL, text=leader.email)
    start = _date(StaffField.START_DATE, cells, today, wrong)
    end = _date(StaffField.END_DATE, cells, today, wrong)
    return Entry(
        row=row,
        name=name,
        employee_number=number,
        email=email,
        title=cells.get(StaffField.TITLE, ""),
        unit=cells.get(StaffField.UNIT, ""),
        start_date=start,
        end_date=None if end and end.year == FOREVER else end,
        standing=_standing(cells.get(StaffField.STATUS, ""), wrong),
        leader=leader,
        leader_word="" if _is_email(word) else word,
        problems=tuple(problems),
    )


def _check_lengths(cells: Mapping[StaffField, str], wrong: Callable[..., None]) -> None:
    for said, text in cells.items():
        limit = _LIMITS.get(said)
        if limit and len(text) > limit:
            wrong(StaffProblem.TOO_LONG, field=said.value, limit=limit)


def _name(cells: Mapping[StaffField, str]) -> str:
    whole = in_order(cells.get(StaffField.NAME, ""))
    parts = (cells.get(StaffField.FIRST_NAME, ""), cells.get(StaffField.LAST_NAME, ""))
    return whole or " ".join(part for part in parts if part)


def _number(text: str) -> str:
    """The number; without the decimals that spreadsheets add when they take it for an amount."""
    return text[:-2] if text.endswith((".0", ",0")) and text[:-2].isdigit() else text


def _is_email(text: str) -> bool:
    return "@" in text[1:-1] and " " not in text


def _date(said: StaffField, cells: Mapping[StaffField, str], today: date, wrong: Callable[..., None]) -> date | None:
    text = cells.get(said, "")
    day = read_date(text, today) if text else None
    if text and day is None:
        wrong(StaffProblem.UNREADABLE_DATE, field=said.value, text=text[:NAME_LIMIT])
    return day


def _standing(text: str, wrong: Callable[..., None]) -> Standing:
    word = "".join(character for character in bare_name(text) if character.isalnum())
    if not word:
        return Standing.NOT_SAID
    if word in _HERE or word in _LEFT:
        return Standing.HERE if word in _HERE else Standing.LEFT
    wrong(StaffProblem.UNKNOWN_STATUS, text=text[:NAME_LIMIT])
    return Standing.NOT_SAID
