"""Requests of employees to be followed up."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class RequestAnswer(Struct, frozen=True):
    """Who answered or withdrew a person's last request."""

    by_id: int
    by_name: str


class FollowUpRequest(Struct, frozen=True):
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
