"""TODO-DOC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FollowUpRequest:
    """An employee asks to be followed up.

    Attributes:
        answered_on: the day on which it was answered or taken back; None while it waits.
    """

    id: int
    person_id: int
    text: str
    asked_on: date
    answered_on: date | None = None
    version: int = 1
