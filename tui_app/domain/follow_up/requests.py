"""Requests of employees to be followed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RequestAnswer:
    """Who answered or withdrew a person's last request."""

    by_id: int
    by_name: str


@dataclass(frozen=True, slots=True)
class FollowUpRequest:
    """An employee's request to be followed up.

    Attributes:
        answered_on: the day it was answered or withdrawn; None while it waits.
    """

    id: int
    person_id: int
    text: str
    asked_on: date
    answered_on: date | None = None
    version: int = 1
