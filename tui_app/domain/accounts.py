"""Accounts: what a secret must be, how one-time codes look, and how long one waits after wrong tries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from tui_app.domain.texts import folded

SECRET_SHORTEST = 8
SECRET_LONGEST = 128
"""Lengths of a password, in characters (the issue's; NIST SP 800-63B asks for the same two and no composition)."""

PIN_DIGITS = 6
PIN_TRIES = 5
"""After so many wrong ones in a row the PIN rests until its owner has signed in with the secret."""

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are taken for one another when read aloud from a slip of paper (I and 1, O and 0)."""
CODE_LENGTH = 12
CODE_GROUP = 4
CODE_VALID_FOR = timedelta(days=7)

DELAYS = (0, 0, 0, 5, 15, 60, 300)
"""Seconds that one waits after the first, second, … wrong try; no longer than the last: nobody is shut out for good."""
FREE_TRIES = DELAYS.count(0)
"""Tries at one terminal that are looked at at once, whatever strangers do at others."""
TRIES_EVERYWHERE = 12
DELAY_EVERYWHERE = 30
"""From so many wrong tries on, wherever they were, one in so many seconds is looked at: many terminals hardly help."""
TRIES_FORGOTTEN_AFTER = timedelta(days=1)

COMMON_WORDS = ("samtale", "passord", "password", "medarbeider", "leder", "vinter", "sommer", "høst", "vår", "norge")
"""Beside zxcvbn's own lists, which hold no Norwegian."""


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


class Which(StrEnum):
    """Whom an administrator looks at."""

    HERE = "here"
    WITHOUT_SIGN_IN = "without_sign_in"
    WITHOUT_LEADER = "without_leader"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Standing:
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


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries so far, in a row, and when the last one was."""

    count: int = 0
    last_at: datetime | None = None


def wait_left(here: Tries, everywhere: Tries, now: datetime) -> int:
    """Whole seconds until the next try is looked at.

    Args:
        here: for this person at this terminal.
        everywhere: for this person at all terminals.
    """
    wait = _left(DELAYS[min(here.count, len(DELAYS)) - 1] if here.count else 0, here.last_at, now)
    if here.count >= FREE_TRIES and everywhere.count >= TRIES_EVERYWHERE:
        wait = max(wait, _left(DELAY_EVERYWHERE, everywhere.last_at, now))
    return wait


def _left(seconds: int, last_at: datetime | None, now: datetime) -> int:
    if last_at is None:
        return 0
    delay = timedelta(seconds=seconds)
    # a clock that was set back must not make the wait longer than it is
    left = min(last_at + delay - now, delay)
    return max(0, -(-left // timedelta(seconds=1)))


def secret_problem(secret: str, about: Iterable[str] = ()) -> str | None:
    """Why a secret cannot be chosen, as a code; None when it can.

    Args:
        secret: what was typed; every character counts, blanks too.
        about: words about the person (name, number, e-mail) that others would try first.
    """
    if len(secret) < SECRET_SHORTEST:
        return "secret_too_short"
    if len(secret) > SECRET_LONGEST:
        return "secret_too_long"
    from zxcvbn import zxcvbn

    known = [word for text in about for word in folded(text).replace("@", " ").split() if len(word) > 2]
    if len(_without(known, folded(secret))) < SECRET_SHORTEST // 2:
        return "secret_common"
    guessable = zxcvbn(secret, user_inputs=[*known, *COMMON_WORDS], max_length=SECRET_LONGEST)
    # below 2: within a million guesses, which is what zxcvbn calls "very guessable"
    return "secret_common" if guessable["score"] < 2 else None


def _without(words: Iterable[str], text: str) -> str:
    """The letters and digits of a text that are left when words are taken out of it."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return "".join(letter for letter in text if letter.isalnum())


def pin_problem(pin: str) -> str | None:
    """Why a PIN cannot be chosen, as a code; None when it can."""
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        return "pin_not_six_digits"
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return "pin_common" if len(steps) == 1 or len(set(pin)) == 1 else None


def code_of(number: int) -> str:
    """A one-time code for a random number, grouped as it is shown: `K7QF-3M2P-9XTD`."""
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[place])
    return "-".join("".join(letters[at : at + CODE_GROUP]) for at in range(0, CODE_LENGTH, CODE_GROUP))


def read_code(typed: str) -> str | None:
    """A one-time code as it was typed, without what only groups it; None when it is no code."""
    letters = "".join(typed.upper().replace("-", " ").split())
    fits = len(letters) == CODE_LENGTH and all(letter in CODE_LETTERS for letter in letters)
    return letters if fits else None
