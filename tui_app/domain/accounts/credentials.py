"""What passwords, PINs and one-time codes must look like."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from tui_app.domain.dates.clock import CLOCK_TOLERANCE
from tui_app.domain.text_normalization import folded

PASSWORD_MIN_LENGTH = 8
PASSWORD_MAX_LENGTH = 128
"""Limits in characters. NIST SP 800-63B asks for the same limits, and for no rules of composition."""

PIN_DIGITS = 6
PIN_MAX_ATTEMPTS = 5
"""After this many failed attempts in a row the PIN is blocked until its owner signs in with the password."""

CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, 1, O and 0, which are easily confused when read from a slip of paper."""
CODE_LENGTH = 12
CODE_GROUP_LENGTH = 4
CODE_VALID_FOR = timedelta(days=7)
COMMON_WORDS = ("samtale", "passord", "password", "medarbeider", "leder", "vinter", "sommer", "høst", "vår", "norge")
"""Words that zxcvbn's own lists lack, as they contain no Norwegian."""


def password_problem(password: str, personal_words: Iterable[str] = ()) -> str | None:
    """Why a password cannot be chosen, as a code; None if it can.

    Args:
        password: as typed; every character counts, including spaces.
        personal_words: words about the person (name, number, e-mail) that others would try first.
    """
    if len(password) < PASSWORD_MIN_LENGTH:
        return "password_too_short"
    if len(password) > PASSWORD_MAX_LENGTH:
        return "password_too_long"
    from zxcvbn import zxcvbn

    names = [word for text in personal_words for word in folded(text).replace("@", " ").split() if len(word) > 2]
    if len(_without_words(names, folded(password))) < PASSWORD_MIN_LENGTH // 2:
        return "password_common"
    estimate = zxcvbn(password, user_inputs=[*names, *COMMON_WORDS], max_length=PASSWORD_MAX_LENGTH)
    # below 2: found within a million guesses, "very guessable" in zxcvbn's words
    return "password_common" if estimate["score"] < 2 else None


def _without_words(words: Iterable[str], text: str) -> str:
    """The letters and digits of a text that remain after removing words from it."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return "".join(letter for letter in text if letter.isalnum())


def pin_problem(pin: str) -> str | None:
    """Why a PIN cannot be chosen, as a code; None if it can."""
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        return "pin_not_six_digits"
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return "pin_common" if len(steps) == 1 or len(set(pin)) == 1 else None


def format_code(number: int) -> str:
    """Format a random number as a one-time code in groups: `K7QF-3M2P-9XTD`."""
    letters = []
    for _ in range(CODE_LENGTH):
        number, index = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[index])
    return "-".join(
        "".join(letters[start : start + CODE_GROUP_LENGTH]) for start in range(0, CODE_LENGTH, CODE_GROUP_LENGTH)
    )


def parse_code(text: str) -> str | None:
    """Parse a typed one-time code, with or without separators; None if it is not a code."""
    letters = "".join(text.upper().replace("-", " ").split())
    is_code = len(letters) == CODE_LENGTH and all(letter in CODE_ALPHABET for letter in letters)
    return letters if is_code else None


def begins_like_code(text: str) -> bool:
    """True once a typed text looks like a one-time code and not like a password: `K7QF-`, with its hyphen."""
    group, hyphen, _rest = text.partition("-")
    return bool(hyphen) and len(group) == CODE_GROUP_LENGTH and all(letter in CODE_ALPHABET for letter in group)


def is_code_valid(until: datetime | None, now: datetime) -> bool:
    """True if a one-time code that is valid until then can be used now.

    One that is valid for longer than codes are was made by a clock that was ahead.
    """
    return until is not None and now < until <= latest_code_end(now)


def latest_code_end(now: datetime) -> datetime:
    """Until when a code made now is valid; a later end is not trusted."""
    return now + CODE_VALID_FOR + CLOCK_TOLERANCE
