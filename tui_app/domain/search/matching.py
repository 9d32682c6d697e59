"""How well a text matches what somebody typed in a search, with the letters that their keyboard has."""

from __future__ import annotations

from enum import IntEnum

from tui_app.domain.text_normalization import folded

_LETTERS = str.maketrans(
    {"å": "a", "ä": "a", "æ": "a", "ø": "o", "ö": "o", "-": " ", "_": " "} | dict.fromkeys("'’‘`´.", "")
)
_PAIRS = (("aa", "a"), ("ae", "a"), ("oe", "o"))
"""How å, æ and ø are written without them."""


class Rank(IntEnum):
    """How well a text matches; more is better."""

    NONE = 0
    INSIDE = 1
    WORDS = 2
    BEGINS = 3
    WHOLE = 4


def search_key(text: str) -> str:
    """The text without case, accents, apostrophes and hyphens, and with `a` and `o` for å, æ and ø however written."""
    found = (text.lower() if text.isascii() else folded(text)).translate(_LETTERS)
    for pair, letter in _PAIRS:
        found = found.replace(pair, letter)
    return found


class SearchQuery:
    """What somebody has typed.

    Attributes:
        words: its words, as they are compared.
    """

    def __init__(self, query: str) -> None:
        self.words = search_key(query).split()

    def rank(self, text: str) -> Rank:
        """How well a text matches: all of it, its beginning, beginnings of its words, or letters inside them."""
        found = " ".join(search_key(text).split())
        if not self.words or not all(word in found for word in self.words):
            return Rank.NONE
        whole = " ".join(self.words)
        if whole == found:
            return Rank.WHOLE
        if found.startswith(whole):
            return Rank.BEGINS
        starts = f" {found}"
        return Rank.WORDS if all(f" {word}" in starts for word in self.words) else Rank.INSIDE
