"""TODO-DOC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to talk about next time, put on the list between conversations."""

    id: int
    person_id: int
    by_name: str
    text: str
    added_on: date
    talked_on: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One entry of the follow-up log: somebody checked the open actions with the employee.

    Attributes:
        by_id: the employee themselves where it was a look of their own, which does not count in the rhythm.
        due_on: the day on which it was due when it was held; None when nothing was.
    """

    id: int
    person_id: int
    by_name: str
    on: date
    note: str = ""
    next_on: date | None = None
    due_on: date | None = None
    by_id: int = 0
