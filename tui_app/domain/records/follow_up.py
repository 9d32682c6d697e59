"""Topics for the next conversation, and entries of the follow-up log."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Topic(Struct, frozen=True):
    """Something to talk about next time.

    Attributes:
        by_end: the last day of whoever added it.
    """

    id: int
    person_id: int
    by_name: str
    text: str
    added_on: date
    talked_on: date | None = None
    version: int = 1
    by_end: date | None = None


class FollowUp(Struct, frozen=True):
    """One entry of the follow-up log: a person checked the open actions with the employee.

    Attributes:
        by_id: who did it. A check by the employee alone does not count in the schedule.
        due_on: the day it was due; None if none was.
        by_end: the last day of whoever did it.
    """

    id: int
    person_id: int
    by_name: str
    on: date
    note: str = ""
    next_on: date | None = None
    due_on: date | None = None
    by_id: int = 0
    by_end: date | None = None
