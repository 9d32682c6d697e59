"""Take a text apart: sentences, the parts between their commas, and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

LONGEST = 1000
"""How many characters are judged, the last ones; the question usually comes last."""
_LONGEST_RAW = 8 * LONGEST
"""Accents written apart make a text longer: it is cut twice, the first time generously."""

Words = tuple[str, ...]
"""Words in small letters, without marks."""

_APOSTROPHES = str.maketrans("\u2019\u2018\u02bc`\u00b4", "'''''")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|”[^”]*”|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
_ALL_QUOTED = re.compile(r"\s*[\"'«“„]([^\"«»“”„]*)[\"'»”“]\s*")
QUOTATION = "citatum"
"""Stands for what somebody quotes, whatever it says."""
_SENTENCE = re.compile(r"[^.!?…;\n]*[.!?…;\n]+|[^.!?…;\n]+")
_ABBREVIATION = re.compile(
    r"\b(kl|ca|f\.?\s?eks|bl\.?\s?a|dvs|osv|nr|st|mr|mrs|ms|dr|e\.?\s?g|i\.?\s?e|vs|(?![iåa])[^\W\d])\.(?=\s?\w)"
)
"""A point after them ends no sentence. Nor does one after an initial, unless that is a word: "stå i.", "til å."."""
_NUMBER = re.compile(r"(\d)\.(?=\s\w)")
"""After a number a point may end the sentence, or belong to it: "3. mai"."""
_PART = re.compile(r"[,:()]|\s[-\u2013\u2014]+\s|\u2014")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class Sentence(Struct, frozen=True):
    """The parts between the commas of a sentence, and whether it ends with a question mark."""

    parts: tuple[Words, ...]
    is_asked: bool

    @property
    def words(self) -> Words:
        """All its words."""
        return tuple(word for part in self.parts for word in part)


def cut(text: str) -> str:
    """The end of the text in small letters, accents composed, what is quoted replaced by one word."""
    composed = unicodedata.normalize("NFC", text[-_LONGEST_RAW:])[-LONGEST:]
    lowered = unicodedata.normalize("NFC", composed.casefold()).translate(_APOSTROPHES)
    whole = _ALL_QUOTED.fullmatch(lowered)
    return whole[1] if whole else _QUOTED.sub(f" {QUOTATION} ", lowered)


def sentences(text: str, contractions: Mapping[str, str]) -> list[Sentence]:
    """The sentences of a text that was cut, without empty ones.

    Args:
        text: the text.
        contractions: words and endings that stand for others: "dont" for "do n't", "'re" for "are".
    """
    found = []
    for sentence in _SENTENCE.findall(_NUMBER.sub(r"\1,", _ABBREVIATION.sub(_without_points, text))):
        parts = [_words(part, contractions) for part in _PART.split(sentence)]
        if any(parts):
            found.append(Sentence(tuple(part for part in parts if part), "?" in sentence))
    return found


def _without_points(abbreviation: re.Match[str]) -> str:
    """The abbreviation as one word: "f.eks." has a point within as well."""
    return abbreviation[1].replace(".", "").replace(" ", "") + " "


def _words(text: str, contractions: Mapping[str, str]) -> Words:
    words: list[str] = []
    for word in _WORD.findall(text):
        stem, apostrophe, ending = word.partition("'")
        if word in contractions:
            words += contractions[word].split()
        elif apostrophe and f"'{ending}" in contractions:
            words += [stem, contractions[f"'{ending}"]]
        else:
            words.append(word)
    return tuple(words)
