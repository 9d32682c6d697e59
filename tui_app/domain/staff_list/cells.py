"""Read single cells of a staff list: empty ones, numbers, percentages, names and statuses."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from functools import lru_cache

from tui_app.domain.staff_list.column_dates import DateFormat, DateOrder, both_readings, read_date
from tui_app.domain.staff_list.heading_words import LEADER_FIELDS, NAME_FIELDS, StaffField
from tui_app.domain.staff_list.names import name_key
from tui_app.domain.text_normalization import clean_line


class EmploymentStatus(StrEnum):
    """What the status column says."""

    UNSPECIFIED = "not_said"
    HERE = "here"
    LEFT = "left"


_EMPTY_SIGNS = frozenset(
    {"-", "--", "–", "—", ".", "#n/a", "#i/t", "#ref!", "#value!", "#verdi!", "#name?", "#navn?", "#null!"}
    | {"#div/0!", "#num!", "n/a", "i/t", "nan", "(null)", "<null>", "(blank)", "(tom)"}
)
"""Cells that mean nothing: dashes, and what spreadsheets and databases write where there is nothing."""
_NULL = "NULL"
"""Written so by databases, in any column; people are called Null."""


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NO_LEADER_WORDS = _word_set(
    "ingen ingenleder ingennærmesteleder ingensjef ingenoverordnet ikkje none nobody noone nomanager noleader "
    "nosupervisor"
)
"""Words in a column for the leader that say that there is none."""
_EMPTY_WORDS = _word_set(
    "ikkeangitt ikkesatt ikkeoppgitt ikkeregistrert ikketildelt ikkevalgt ikkjeoppgitt mangler manglar ukjent tom "
    "blank vakant ubesatt null nil na nan notset notspecified notassigned unassigned unknown empty vacant tba tbd"
)
"""Words for nothing. They are not treated as empty in columns where they may be a name or the code of a unit."""
_NOT_YET_WORDS = _word_set("tba tbd ukjent unknown")
"""Words that in a column of dates stand for a day that there is."""
_LONGEST_EMPTY_WORD = 24
_FREE_TEXT_FIELDS = NAME_FIELDS | {StaffField.TITLE, StaffField.UNIT}
_DATE_FIELDS = frozenset({StaffField.START_DATE, StaffField.END_DATE})

_EMPLOYED_WORDS = _word_set(
    "aktiv aktivt aktive active ansatt fastansatt fast midlertidig midlertidigansatt vikar vikariat engasjement "
    "lærling deltid heltid tilkalling tilkallingsvikar prøvetid permisjon ipermisjon foreldrepermisjon permittert "
    "sykmeldt sykemeldt tilsett iarbeid arbeid oppsigelsestid employed stillemployed hired onleave "
    "leave leaveofabsence absence parentalleave probation permanent temporary parttime fulltime current working "
    "contractor intern trainee apprentice seasonal freelance freelancer contract consultant konsulent regular casual "
    "student hourly part full seconded sabbatical maternity paternity timelønnet onboarding gardenleave perm "
    "permittering"
)
_LEFT_WORDS = _word_set(
    "sluttet slutta slutt fratrådt fratrått avsluttet oppsagt oppsagtogfratrådt pensjonert pensjonist avgått inaktiv "
    "inaktivt passiv passivt passive død left leaver terminated termination inactive resigned retired retiree "
    "dismissed fired laidoff redundant exited separated former formeremployee pastemployee tidligereansatt tidligere "
    "deceased withdrawn "
    "voluntarilyterminated involuntarilyterminated"
)
_YES_WORDS = _word_set("ja yes true sann sant")
_NO_WORDS = _word_set("nei no false usann usant")
_FLAG_YES, _FLAG_NO = _YES_WORDS | {"j", "y", "1", "x", "t"}, _NO_WORDS | {"n", "0", "f"}
_NEGATIONS = _word_set("ikke ikkje not no never")
_NOT_YET = re.compile(
    r"\b(pending|planned|future|upcoming|scheduled|awaiting|kommende|planlagt|varslet)\b", re.IGNORECASE
)
"""Words after which a status is not so yet."""
_WORD = re.compile(r"[A-ZÆØÅ]?[^\W\d_A-ZÆØÅ]+|[A-ZÆØÅ]+")


def clean_cell(text: str) -> str:
    """`clean_line`, but fast for text that needs no cleaning."""
    if text.isprintable():
        return unicodedata.normalize("NFC", " ".join(text.split()))
    return clean_line(text)


def is_empty_cell(text: str, column: StaffField) -> bool:
    """True if a cleaned cell says nothing."""
    if not text or text.lower() in _EMPTY_SIGNS or text == _NULL:
        return True
    if column in _FREE_TEXT_FIELDS or len(text) > _LONGEST_EMPTY_WORD:
        return False
    characters = letters_and_digits(text)
    if column in _DATE_FIELDS:
        return not characters.strip("0") or (characters in _EMPTY_WORDS and characters not in _NOT_YET_WORDS)
    return characters in _EMPTY_WORDS or (column in LEADER_FIELDS and not characters)


def says_no_leader(text: str) -> bool:
    """True if a cleaned cell of a leader column says that there is no leader, and not only nothing."""
    characters = letters_and_digits(text)
    is_zero = bool(characters) and not characters.strip("0")
    return is_zero or characters in _NO_LEADER_WORDS or text in {"-", "--", "–", "—"}


@lru_cache(maxsize=65536)
def letters_and_digits(text: str) -> str:
    """A cell without case, spaces and punctuation."""
    return "".join(character for character in name_key(text) if character.isalnum())


def parse_number(text: str) -> str:
    """The employee number, without the decimals that spreadsheets add when they take it for an amount."""
    return text[:-2] if text.endswith((".0", ",0")) and text[:-2].isdigit() else text


def parse_percentage(text: str) -> float:
    """How much of a full-time job: 80, «80 %», 0.8; 0 if it cannot be read."""
    match = re.search(r"\d+(?:[.,]\d+)?", text)
    amount = float(match[0].replace(",", ".")) if match else 0.0
    return amount * 100 if 0 < amount <= 2 and "%" not in text else amount


def parse_flag(text: str) -> bool | None:
    """Yes or no; None for anything else."""
    characters = letters_and_digits(text)
    if characters in _FLAG_YES:
        return True
    return False if characters in _FLAG_NO else None


def is_spoilt(text: str) -> bool:
    """True if letters of a name were lost before the list came: «Bj?rn», or signs that stand for nothing."""
    return "\ufffd" in text or bool(re.search(r"[^\W\d_]\?+[^\W\d_]|^\?+[^\W\d_]|[^\W\d_]\?{2,}", text))


@lru_cache(maxsize=4096)
def parse_employment_status(text: str, today: date) -> tuple[EmploymentStatus | None, date | None]:
    """Parse a status: employed or left, None if that is unclear; and the day the person left, if it is given.

    «Permisjon 50 %», «Voluntarily Terminated» and «Ikke lenger ansatt» are read word by word: all known words must
    agree, and unknown ones do not matter beside them.
    """
    characters = letters_and_digits(text)
    if not characters:
        return EmploymentStatus.UNSPECIFIED, None
    status = _status_of_word(characters)
    if status is None and (characters in _YES_WORDS or characters in _NO_WORDS):
        status = EmploymentStatus.HERE if characters in _YES_WORDS else EmploymentStatus.LEFT
    if status is None and _NOT_YET.search(text) is None:
        words = [word for word in map(name_key, _WORD.findall(text)) if len(word) > 2 or word in _NEGATIONS]
        known = {_status_of_word(word) for word in words if word not in _NEGATIONS} - {None}
        if len(known) == 1:
            status = known.pop()
            if any(word in _NEGATIONS for word in words):
                status = EmploymentStatus.LEFT if status is EmploymentStatus.HERE else EmploymentStatus.HERE
    return status, _day_in(text, today) if status is EmploymentStatus.LEFT else None


def _status_of_word(word: str) -> EmploymentStatus | None:
    if word in _EMPLOYED_WORDS:
        return EmploymentStatus.HERE
    return EmploymentStatus.LEFT if word in _LEFT_WORDS else None


def _day_in(text: str, today: date) -> date | None:
    """A date within a text, if it can be read in one way only."""
    for part in (word.strip("(),;:.") for word in text.split()):
        if both_readings(part, today) and "." not in part:
            continue
        for order in DateOrder:
            if day := read_date(part, DateFormat(order), today):
                return day
    return None
