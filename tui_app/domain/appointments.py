"""An appointment, as a calendar file carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Appointment:
    """One conversation in a calendar; nothing of what it is about.

    Attributes:
        uid: the same for ever, so that a calendar replaces what it has.
        sequence: rises with every change that a calendar has to learn.
        starts: must know its zone.
        minutes: how long it takes.
        people: name and e-mail address of those who meet, who invites last; the address may be empty.
        changed_at: when this was told; must know its zone.
    """

    uid: str
    sequence: int
    starts: datetime
    minutes: int
    title: str
    place: str
    people: tuple[tuple[str, str], ...]
    cancelled: bool
    changed_at: datetime
