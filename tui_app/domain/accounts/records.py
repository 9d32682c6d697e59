"""TODO-DOC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in here.

    Attributes:
        person_id: who.
        id: names the session in the database; empty on a computer that only its owner uses.
        terminal: where, as the log names it.
    """

    person_id: int
    id: str = ""
    terminal: str = ""


@dataclass(frozen=True, slots=True)
class AccountState:
    """What others may know of somebody's account: no secret is in it.

    Attributes:
        code_until: until when a one-time code waits to be used; None when there is none.
        sessions: how many sessions are open.
    """

    person_id: int
    is_open: bool = True
    has_secret: bool = False
    has_pin: bool = False
    code_until: datetime | None = None
    sessions: int = 0


class PeopleFilter(StrEnum):
    """Whom an administrator looks at."""

    HERE = "here"
    WITHOUT_SIGN_IN = "without_sign_in"
    WITHOUT_LEADER = "without_leader"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class AccountTotals:
    """How the accounts of those who are here stand, in numbers.

    Attributes:
        without_sign_in: have neither a secret nor a code that still is valid, and an open account.
        without_leader: have none, or one who has left.
        codes: one-time codes that wait to be used; `code_until` is when the first of them ends.
        refused: tries to sign in that were refused in the last week.
    """

    people: int
    without_sign_in: int
    without_leader: int
    codes: int
    code_until: datetime | None
    refused: int
