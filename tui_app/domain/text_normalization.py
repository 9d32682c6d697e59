"""Text that people typed: cleaned where it is let in, and folded for searching and sorting."""

from __future__ import annotations

import unicodedata

LINE_LIMIT = 300
"""Longest one-line text (an action, a goal, a title), in characters."""
NAME_LIMIT = 120
"""Longest name, in characters."""
NOTE_LIMIT = 20_000
"""Longest note: a longer unbroken line makes the editor slow (0.6 s a key at 200,000 characters)."""

_ZERO_WIDTH_JOINER = "\u200d"
_FORBIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _is_allowed(character: str) -> bool:
    return character == _ZERO_WIDTH_JOINER or unicodedata.category(character) not in _FORBIDDEN_CATEGORIES


def clean_line(text: str) -> str:
    """One line of text without anything that a terminal would obey.

    Composes accents (NFC), turns every run of white space, line breaks too, into one space, and drops control,
    bidirectional and zero-width characters (the joiner of composed emoji is kept) and private use ones.
    """
    spaced = "".join(" " if character.isspace() else character for character in text)
    kept = "".join(character for character in spaced if _is_allowed(character))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def clean_note(text: str) -> str:
    """Text of several lines, cleaned as `clean_line` does but with its line breaks; tabs become spaces."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n")
    kept = ("".join(filter(_is_allowed, line)).rstrip() for line in lines)
    return unicodedata.normalize("NFC", "\n".join(kept)).strip("\n")


_STROKED_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "œ": "oe"})
"""Letters that Unicode does not take apart into a letter and a mark."""


def folded(text: str) -> str:
    """The form in which text is compared and searched: no case, no accents, but å, æ, ø kept apart from a and o.

    Databases disagree on case and order outside ASCII, so they are given this instead.
    """
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_STROKED_LETTERS)
    return "".join(
        character
        if character in "åæøäö"
        else "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
        for character in lowered
    )


_NORWEGIAN_ORDER = {letter: f"~{place}" for place, letter in enumerate("æøå")} | {"ä": "~0", "ö": "~1"}


def sort_key(name: str) -> str:
    """Key that sorts names as a Norwegian reader expects: …, y, z, æ/ä, ø/ö, å."""
    return "".join(_NORWEGIAN_ORDER.get(character, character) for character in folded(name))
