"""Records of accounts, and which people an administrator looks at."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class AccountState(Struct, frozen=True):
    """What others may know about an account. It contains no password or PIN.

    Attributes:
        code_until: when the unused one-time code expires; None if there is none.
        sessions: number of open sessions.
        password_at: when the password was chosen; shown to the person alone.
    """

    person_id: int
    is_open: bool = True
    has_password: bool = False
    has_pin: bool = False
    code_until: datetime | None = None
    sessions: int = 0
    password_at: datetime | None = None


class PeopleFilter(StrEnum):
    """The people an administrator looks at."""

    HERE = "here"
    WITHOUT_SIGN_IN = "without_sign_in"
    WITHOUT_LEADER = "without_leader"
    LEFT = "left"


class AccountTotals(Struct, frozen=True):
    """Numbers about the accounts of the current employees.

    Attributes:
        without_sign_in: open accounts without password and without a valid code.
        without_leader: people without a leader, or whose leader has left.
        codes: unused one-time codes.
        code_until: when the first of those codes expires.
        refused: sign-in attempts refused in the last week.
    """

    people: int
    without_sign_in: int
    without_leader: int
    codes: int
    code_until: datetime | None
    refused: int
