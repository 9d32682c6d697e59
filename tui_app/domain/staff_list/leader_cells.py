"""Read how a cell names the leader: by number, e-mail address and name, in any order."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from tui_app.domain.staff_list.cells import parse_number
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.name_notes import split_note
from tui_app.domain.staff_list.names import first_name_first, name_words


class LeaderReference(Struct, frozen=True):
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


_ADDRESS = re.compile(r"[<(\[]?(?:\w+:)?([^\s<>()\[\],;:|]+@[^\s<>()\[\],;:|]+)[>)\]]?")
_COMMON_NAME = re.compile(r"(?:^|,)\s*CN\s*=\s*((?:[^,\\]|\\.)+)", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:v/|c/o\s)\s*(?=\w)", re.IGNORECASE)
_LONGEST_LEADER_CELL = 500
_SEPARATORS = " ,;:-–—|/<>()[]"
_NAME_AND_NUMBER = (
    re.compile(r"(?P<name>[^(\[]*[^\W\d_][^(\[]*?)\s*[(\[]\D*?(?P<number>[^\s()]*\d[^\s()]*)\s*[)\]]"),
    re.compile(r"(?P<number>\S*\d)(?:\s*[:;,|/]\s*|\s*[-–—]\s+|[-–—]|(?<=\d{3})\s)(?P<name>[^\d]*[^\W\d_][^\d]*)"),
    re.compile(r"(?P<number>\d+)\s(?P<name>[^\W\d_][^\d]*\s[^\d]*[^\W\d_][^\d]*)"),
    re.compile(r"(?P<name>[^\d]*[^\W\d_][^\d]*?)(?:\s*[:;,|/]\s*|\s+[-–—]\s*|\s(?=\S*\d{3}))(?P<number>\S*\d)"),
)
"""Patterns of a name and a number in one cell: «Kari Berg (1001)», «1001 - Kari Berg», «1 Kari Berg», «Kari Berg,
1001». Fewer than three digits after a mere space belong to the name: «Team 5»."""


@lru_cache(maxsize=4096)
def parse_leader(text: str, column: StaffField) -> LeaderReference:
    """Parse how a cell names the leader.

    It may contain number, address and name in any order, or be written as in a directory (`CN=Kari, …`).
    """
    if len(text) > _LONGEST_LEADER_CELL:
        return LeaderReference(name=text, unsplit=text)
    text = _PREFIX.sub("", text)
    noted = split_note(text)
    if not noted.number:
        text = noted.name
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


_NO_PERSON = frozenset(
    {"board", "directors", "styret", "styre", "styreleder", "committee", "council", "department", "avdeling", "seksjon"}
    | {"ledelsen", "ledelse", "management", "team", "vacant", "vakant", "unknown", "ukjent", "hr"}
)
"""Words of leaders who are no single person."""


def can_be_a_persons_name(name: str) -> bool:
    """True if a leader's name can be that of one person: not a single word, a committee or a department."""
    words = {*name_words(name)}
    has_sign = any(character.isdigit() or character in ":;/@&" for character in name)
    return len(words) >= 2 and not has_sign and words.isdisjoint(_NO_PERSON)
