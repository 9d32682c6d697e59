"""What programs write in brackets behind a name: a number, or how things stand with the person."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from tui_app.domain.staff_list.cells import EmploymentStatus, parse_employment_status

_NOTE = re.compile(r"(?P<name>.*[^\W\d_].*?)\s*[(\[](?P<note>[^()\[\]]+)[)\]]", re.DOTALL)
_NUMBER = re.compile(r"(?:\D{0,12}\s)?(?P<number>[A-Za-z]{0,5}[-_]?\d[\w-]*)")
_ACTING = frozenset(["konst", "konstituert", "kst", "fung", "fungerende", "acting", "interim", "midl"])
"""Words behind the name of whoever leads for a while."""
_ANY_DAY = date(2026, 1, 1)


class NotedName(Struct, frozen=True):
    """A name without its note: «Kari Berg (1007)», «Kari Berg (On Leave)», «Kari Berg [C]».

    Attributes:
        number: the employee number in the note; empty if there is none.
        status: what the note says about the employment.
    """

    name: str
    number: str = ""
    status: EmploymentStatus = EmploymentStatus.UNSPECIFIED


def split_note(text: str) -> NotedName:
    """Separate a note from a name; other brackets, such as those around what somebody is called, belong to the name."""
    match = _NOTE.fullmatch(text) if text.endswith((")", "]")) else None
    if match is None:
        return NotedName(text)
    name, note = match["name"], match["note"].strip()
    if number := _NUMBER.fullmatch(note):
        return NotedName(name, number["number"])
    if (len(note) == 1 and text.endswith("]")) or note.rstrip(".").casefold() in _ACTING:  # or the kind of worker
        return NotedName(name)
    status, _day = parse_employment_status(note, _ANY_DAY)
    return NotedName(text) if status is None else NotedName(name, status=status)
