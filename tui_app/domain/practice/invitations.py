"""Invitations to practise in a pair: a leader invites an employee, who sees it on their own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tui_app.domain.practice.sessions import FORMATS, PracticeFormat

INVITATION_DAYS = 14
"""An invitation is shown for this many days."""
PAIR_FORMATS = tuple(one for one, facts in FORMATS.items() if facts.most == 2)
"""What an employee can be invited to."""


@dataclass(frozen=True, slots=True)
class PracticeInvitation:
    """An invitation. That it was followed is stored nowhere.

    Attributes:
        person_id: who is invited.
        by_name: who invites.
    """

    id: int
    person_id: int
    person_name: str
    by_id: int
    by_name: str
    format: PracticeFormat
    on: date


def first_shown_day(today: date) -> date:
    """The day of the oldest invitation that is shown today."""
    return today - timedelta(days=INVITATION_DAYS)
