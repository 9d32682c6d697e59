"""Read the cells of a staff list: dates, statuses, numbers, names and leaders."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from tui_app.domain.staff_import.headings import LEADER_FIELDS, NAME_FIELDS, StaffField
from tui_app.domain.text_normalization import clean_line, folded


class EmploymentStatus(StrEnum):
    """What the status column says."""

    UNSPECIFIED = "not_said"
    HERE = "here"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class LeaderReference:
    """How a cell, or all cells of a row, name the leader; empty if they do not.

    Attributes:
        unsplit: the cell without its address, if it may also be a single name or number. The plan decides, as it knows
            which numbers and names there are.
    """

    number: str = ""
    email: str = ""
    name: str = ""
    unsplit: str = ""

    def __bool__(self) -> bool:
        return bool(self.number or self.email or self.name)

    def __str__(self) -> str:
        details = ", ".join(part for part in (self.number, self.email) if part)
        return f"{self.name} ({details})" if self.name and details else self.name or details


_EMPTY_SIGNS = frozenset({"-", "–", "—", "#n/a", "#i/t", "#ref!", "#value!", "#verdi!", "#name?", "#navn?", "#null!"})
"""Cells that mean nothing: dashes, and what spreadsheets write where a look-up failed."""


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EMPTY_WORDS = _word_set(
    "ingen ingenleder ingennærmesteleder ikkeangitt ikkesatt ikkeoppgitt ikkeregistrert ikketildelt ikkevalgt ikkje "
    "ikkjeoppgitt mangler manglar ukjent tom blank vakant ubesatt none nobody null nil na nan notset notspecified "
    "notassigned nomanager unassigned unknown empty vacant"
)
"""Words for nothing. They are not treated as empty in columns where they may be a name or the code of a unit."""
_LONGEST_EMPTY_WORD = 24
_FREE_TEXT_FIELDS = NAME_FIELDS | {StaffField.TITLE, StaffField.UNIT}

_EMPLOYED_WORDS = _word_set(
    "aktiv aktivt aktive active ansatt fastansatt fast midlertidig midlertidigansatt vikar vikariat engasjement "
    "lærling deltid heltid tilkalling tilkallingsvikar prøvetid permisjon ipermisjon foreldrepermisjon permittert "
    "sykmeldt sykemeldt employed hired onleave leave parentalleave probation permanent temporary parttime fulltime "
    "current ja yes true 1 j y sann"
)
_LEFT_WORDS = _word_set(
    "sluttet slutta slutt fratrådt fratrått avsluttet oppsagt oppsagtogfratrådt pensjonert pensjonist inaktiv "
    "inaktivt passiv passivt passive død left leaver terminated termination inactive resigned retired former "
    "formeremployee tidligereansatt dismissed deceased nei no false 0 n usann"
)
_NEGATIONS = _word_set("ikke ikkje not no")

_DATES = (
    re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})([./-])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
)
_TIME = re.compile(r"(?:T|\s+)\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d+)?\s*(?:Z|[+-]\d\d:?\d\d)?$", re.ASCII)


def clean_cell(text: str) -> str:
    """`clean_line`, but fast for text that needs no cleaning."""
    if text.isprintable():
        return unicodedata.normalize("NFC", " ".join(text.split()))
    return clean_line(text)


def is_empty_cell(text: str, column: StaffField) -> bool:
    """True if a cleaned cell means that the column is empty."""
    if not text or text.lower() in _EMPTY_SIGNS:
        return True
    if column in _FREE_TEXT_FIELDS or len(text) > _LONGEST_EMPTY_WORD:
        return False
    characters = _letters_and_digits(text)
    return characters in _EMPTY_WORDS or (column in LEADER_FIELDS and not characters)


def _letters_and_digits(text: str) -> str:
    return "".join(character for character in name_key(text) if character.isalnum())


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The form in which names and e-mail addresses are compared."""
    return name.lower() if name.isascii() else folded(name)


def number_key(number: str) -> str:
    """The form in which employee numbers are compared: spreadsheets remove leading zeros."""
    if number.isdecimal():
        return number.lstrip("0") or "0"
    return name_key(number)


def first_name_first(name: str) -> str:
    """The name with the first name first, even if it is written «Etternavn, Fornavn»."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and last and first and "," not in first:
        return f"{first} {last}"
    return name.strip(" ,")


def parse_cell_date(text: str, today: date) -> date | None:
    """Parse a date; None if it cannot be read.

    The day comes before the month, as Norwegians write it: 03/31/2026 is not understood, rather than guessed. Years of
    two digits are at most 20 years after `today`.
    """
    without_time = _TIME.sub("", text.strip())
    for pattern in _DATES:
        match = pattern.fullmatch(without_time)
        if match and without_time.isascii():
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


def is_open_ended(end: date, today: date) -> bool:
    """True for dates that payroll systems write if there is no end: 31.12.2999, 31.12.9999."""
    return end.year > today.year + 100


def parse_number(text: str) -> str:
    """The employee number, without the decimals that spreadsheets add when they take it for an amount."""
    return text[:-2] if text.endswith((".0", ",0")) and text[:-2].isdigit() else text


@lru_cache(maxsize=4096)
def parse_employment_status(text: str, today: date) -> tuple[EmploymentStatus | None, date | None]:
    """Parse a status: employed or left, None if that is unclear; and the day the person left, if it is given.

    «Permisjon 50 %» and «Ikke lenger ansatt» are read word by word: the first word must be known, and all known words
    must agree.
    """
    characters = _letters_and_digits(text)
    if not characters:
        return EmploymentStatus.UNSPECIFIED, None
    words = [word for word in re.findall(r"[^\W\d_]+", name_key(text)) if len(word) > 2 or word in _NEGATIONS]
    statuses = [_status_of_word(word) for word in words if word not in _NEGATIONS]
    is_negated = len(statuses) < len(words)
    status = _status_of_word(characters)
    if status is None and {*statuses} - {None} and (is_negated or statuses[0]) and len({*statuses} - {None}) == 1:
        status = next(filter(None, statuses))
        if is_negated:
            status = EmploymentStatus.LEFT if status is EmploymentStatus.HERE else EmploymentStatus.HERE
    days = (parse_cell_date(part.strip("(),;:."), today) for part in text.split())
    return status, next(filter(None, days), None) if status is EmploymentStatus.LEFT else None


def _status_of_word(word: str) -> EmploymentStatus | None:
    if word in _EMPLOYED_WORDS:
        return EmploymentStatus.HERE
    return EmploymentStatus.LEFT if word in _LEFT_WORDS else None


_ADDRESS = re.compile(r"[<(\[]?(?:\w+:)?([^\s<>()\[\],;:|]+@[^\s<>()\[\],;:|]+)[>)\]]?")
_COMMON_NAME = re.compile(r"(?:^|,)\s*CN\s*=\s*((?:[^,\\]|\\.)+)", re.IGNORECASE)
_LONGEST_LEADER_CELL = 500
_SEPARATORS = " ,;:-–—|/<>()[]"
_NAME_AND_NUMBER = (
    re.compile(r"(?P<name>[^(\[]*[^\W\d_][^(\[]*?)\s*[(\[]\D*?(?P<number>[^\s()]*\d[^\s()]*)\s*[)\]]"),
    re.compile(r"(?P<number>\S*\d)(?:\s*[:;,|/]\s*|\s*[-–—]\s+|[-–—]|(?<=\d{3})\s)(?P<name>[^\d]*[^\W\d_][^\d]*)"),
    re.compile(r"(?P<name>[^\d]*[^\W\d_][^\d]*?)(?:\s*[:;,|/]\s*|\s+[-–—]\s*|\s(?=\S*\d{3}))(?P<number>\S*\d)"),
)
"""Patterns of a name and a number in one cell: «Kari Berg (1001)», «1001 - Kari Berg», «Kari Berg, 1001». Fewer than
three digits after a mere space belong to the name: «Team 5»."""


@lru_cache(maxsize=4096)
def parse_leader(text: str, column: StaffField) -> LeaderReference:
    """Parse how a cell names the leader.

    It may contain number, address and name in any order, or be written as in a directory (`CN=Kari, …`).
    """
    if len(text) > _LONGEST_LEADER_CELL:
        return LeaderReference(name=text, unsplit=text)
    if common_name := _COMMON_NAME.search(text):
        text = re.sub(r"\\(.)", r"\1", common_name[1])
    address = _ADDRESS.search(text)
    email = address[1].rstrip(".") if address else ""
    rest = text
    if address:
        rest = " ".join(f"{text[: address.start()]} {text[address.end() :]}".strip(_SEPARATORS).split())
    is_one_word = " " not in rest
    if is_one_word:
        rest = parse_number(rest.strip("()[]#"))
    has_digit = any(character.isdigit() for character in rest)
    if is_one_word and column is StaffField.LEADER_NUMBER:
        return LeaderReference(number=rest, email=email)
    if is_one_word and column is StaffField.LEADER_NAME and not has_digit:
        return LeaderReference(name=rest, email=email)
    parts = (
        next((match for pattern in _NAME_AND_NUMBER if (match := pattern.fullmatch(rest))), None) if has_digit else None
    )
    if parts:
        return LeaderReference(
            parts["number"].lstrip("#"), email, first_name_first(parts["name"].strip(_SEPARATORS)), rest
        )
    if is_one_word and has_digit:
        return LeaderReference(number=rest, email=email, unsplit=rest)
    return LeaderReference(name=first_name_first(rest), email=email, unsplit=rest)


def name_from_email(email: str) -> str:
    """The name in an address: kari.berg@x.no is Kari Berg; empty if it contains none."""
    local = email.partition("@")[0].partition("+")[0]
    words = [word.strip("-") for word in re.split(r"[\W\d_]+(?<!-)", local)]
    return " ".join(word for word in words if word).title()
