"""Accounts: what a secret must be, how one-time codes look, and how long one waits after wrong tries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise

from tui_app.domain.text_normalization import folded

PASSWORD_MIN_LENGTH = 8
PASSWORD_MAX_LENGTH = 128
"""Lengths of a password, in characters (the issue's; NIST SP 800-63B asks for the same two and no composition)."""

PIN_DIGITS = 6
PIN_MAX_ATTEMPTS = 5
"""After so many wrong ones in a row the PIN rests until its owner has signed in with the secret."""

CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are taken for one another when read aloud from a slip of paper (I and 1, O and 0)."""
CODE_LENGTH = 12
CODE_GROUP_LENGTH = 4
CODE_VALID_FOR = timedelta(days=7)


COMMON_WORDS = ("samtale", "passord", "password", "medarbeider", "leder", "vinter", "sommer", "høst", "vår", "norge")
"""Beside zxcvbn's own lists, which hold no Norwegian."""


def password_problem(password: str, personal_words: Iterable[str] = ()) -> str | None:
    """Why a secret cannot be chosen, as a code; None when it can.

    Args:
        password: what was typed; every character counts, blanks too.
        personal_words: words about the person (name, number, e-mail) that others would try first.
    """
    if len(password) < PASSWORD_MIN_LENGTH:
        return "secret_too_short"
    if len(password) > PASSWORD_MAX_LENGTH:
        return "secret_too_long"
    from zxcvbn import zxcvbn

    known = [word for text in personal_words for word in folded(text).replace("@", " ").split() if len(word) > 2]
    if len(_without_words(known, folded(password))) < PASSWORD_MIN_LENGTH // 2:
        return "secret_common"
    guessable = zxcvbn(password, user_inputs=[*known, *COMMON_WORDS], max_length=PASSWORD_MAX_LENGTH)
    # below 2: within a million guesses, which is what zxcvbn calls "very guessable"
    return "secret_common" if guessable["score"] < 2 else None


def _without_words(words: Iterable[str], text: str) -> str:
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


def format_code(number: int) -> str:
    """A one-time code for a random number, grouped as it is shown: `K7QF-3M2P-9XTD`."""
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[place])
    return "-".join("".join(letters[at : at + CODE_GROUP_LENGTH]) for at in range(0, CODE_LENGTH, CODE_GROUP_LENGTH))


def parse_code(text: str) -> str | None:
    """A one-time code as it was typed, without what only groups it; None when it is no code."""
    letters = "".join(text.upper().replace("-", " ").split())
    fits = len(letters) == CODE_LENGTH and all(letter in CODE_ALPHABET for letter in letters)
    return letters if fits else None
