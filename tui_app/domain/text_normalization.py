"""Clean the text that people type, and fold it for searching and sorting."""

from __future__ import annotations

import re
import unicodedata

LINE_LIMIT = 300
"""Longest text on one line (an action, a goal, a title), in characters."""
NAME_LIMIT = 120
"""Longest name, in characters."""
EMPLOYEE_NUMBER_LIMIT = 40
"""Longest employee number, in characters."""
EMAIL_LIMIT = 200
"""Longest e-mail address, in characters."""
NOTE_LIMIT = 20_000
"""Longest note, in characters. A longer unbroken line makes the editor slow: 0.6 s a key at 200,000 characters."""
EXCERPT_LIMIT = 60
"""Longest quotation of a value from a file, in characters: a file may hold anything."""

_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER = "\u200d", "\u200c"
_JOINERS = re.compile(
    f"([{_ZERO_WIDTH_JOINER}{_ZERO_WIDTH_NON_JOINER}])[{_ZERO_WIDTH_JOINER}{_ZERO_WIDTH_NON_JOINER}]+"
)
_FIRST_JOINING_LETTER = "\u0600"
"""The first letter of the Arabic block; the scripts whose letters join come after Latin, Greek and Cyrillic."""
_FORBIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _is_allowed(character: str) -> bool:
    return (
        character in (_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER)
        or unicodedata.category(character) not in _FORBIDDEN_CATEGORIES
    )


def _drop_forbidden(text: str) -> str:
    """Drop what is not allowed. A printable text has nothing of it, and nearly all texts are printable."""
    return text if text.isprintable() else "".join(filter(_is_allowed, text))


def _drop_stray_joiners(text: str) -> str:
    """Keep a zero-width joiner or non-joiner where it changes what is seen; one is enough.

    The non-joiner does between two letters of a script that joins them, the joiner also after the last one, and
    between two signs that make one emoji. Elsewhere nobody sees them, and two names that look the same would differ.
    """
    if _ZERO_WIDTH_NON_JOINER not in text and _ZERO_WIDTH_JOINER not in text:
        return text
    padded = " " + _JOINERS.sub(r"\1", text) + " "
    return "".join(
        character
        for before, character, after in zip(padded, padded[1:], padded[2:], strict=False)
        if character not in (_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER) or _is_seen(before, character, after)
    )


def _is_seen(before: str, joiner: str, after: str) -> bool:
    if joiner == _ZERO_WIDTH_JOINER:
        return _joins(before) or (_is_symbol(before) and _is_symbol(after))
    return _joins(before) and _joins(after)


def _joins(character: str) -> bool:
    return character >= _FIRST_JOINING_LETTER and unicodedata.category(character)[0] in "LM"


def _is_symbol(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character)[0] == "S"


def clean_line(text: str) -> str:
    """One line of text without any character that a terminal would obey.

    Composes accents (NFC), turns every run of white space and line breaks into one space, and drops control,
    bidirectional, zero-width and private-use characters. The joiner of composed emoji stays, and so do the joiner and
    the non-joiner that Persian and Indic spelling needs.
    """
    spaced = text if text.isprintable() else "".join(" " if character.isspace() else character for character in text)
    return unicodedata.normalize("NFC", _drop_stray_joiners(" ".join(_drop_forbidden(spaced).split())))


def excerpt(value: object, limit: int = EXCERPT_LIMIT) -> str:
    """A value from a file, short and clean enough to be quoted in a message; "" if it is not text."""
    if not isinstance(value, str):
        return ""
    line = clean_line(value[: 10 * limit])
    return line if len(line) <= limit else line[: limit - 1] + "…"


def clean_note(text: str) -> str:
    """Text of several lines, cleaned as in `clean_line` except for line breaks; tabs become spaces."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n")
    cleaned = (_drop_forbidden(line).rstrip() for line in lines)
    return unicodedata.normalize("NFC", _drop_stray_joiners("\n".join(cleaned))).strip("\n")


_STROKED_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "œ": "oe"})
"""Letters that Unicode does not decompose into a letter and a mark."""


def folded(text: str) -> str:
    """The text in the form used for comparing and searching: without case and accents, but å, æ and ø stay letters.

    Databases disagree on case and order outside ASCII, so they get this text instead.
    """
    without_joiners = text.replace(_ZERO_WIDTH_JOINER, "").replace(_ZERO_WIDTH_NON_JOINER, "")
    lowered = unicodedata.normalize("NFC", without_joiners).casefold().translate(_STROKED_LETTERS)
    return "".join(
        character
        if character in "åæøäö"
        else "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
        for character in lowered
    )


_NORWEGIAN_ORDER = {letter: f"~{place}" for place, letter in enumerate("æøå")} | {"ä": "~0", "ö": "~1"}


def sort_key(name: str) -> str:
    """Sort key that orders names as a Norwegian reader expects: y, z, æ/ä, ø/ö, å."""
    return "".join(_NORWEGIAN_ORDER.get(character, character) for character in folded(name))
