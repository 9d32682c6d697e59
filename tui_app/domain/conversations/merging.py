"""Putting two edits of one text together, so that nothing is lost and nothing that they share comes twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_SENTENCES = re.compile(r"\n|[^\n]*?(?:[.!?](?=\s)|[。！？])[^\S\n]*|[^\n]+")
"""A line break, a sentence with the spaces after it, or the rest of a line."""


def merge_texts(first: str, second: str) -> str:
    """Both texts in one. Where they differ, the sentences of the first come before those of the second.

    A sentence that was only continued in one of them is kept as it was continued.
    """
    old, new = _SENTENCES.findall(first), _SENTENCES.findall(second)
    old_keys, new_keys = [_key(one) for one in old], [_key(one) for one in new]
    merged: list[str] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old_keys, new_keys).get_opcodes():
        if kind == "equal":
            # the one with the spaces that the next sentence needs
            pairs = zip(old[start:end], new[new_start:new_end], strict=True)
            merged += [one if one[-1:].isspace() else other for one, other in pairs]
        else:
            merged += _both(old[start:end], new[new_start:new_end])
    return "".join(merged)


def _key(sentence: str) -> str:
    """A sentence as it is compared: the spaces after the last one of a text are others."""
    return " ".join(sentence.split()) or sentence


def _both(first: Sequence[str], second: Sequence[str]) -> list[str]:
    one, other = "".join(first), "".join(second)
    if _continues(one, other):
        return [other]
    if _continues(other, one):
        return [one]
    is_apart = one[-1:].isspace() or other[:1].isspace()
    return [one, "" if is_apart else "\n\n", other]


def _continues(text: str, longer: str) -> bool:
    """True if `longer` begins with `text`, and goes on after a whole word of it."""
    begins = text.rstrip()
    return longer.startswith(begins) and not (begins and longer[len(begins) : len(begins) + 1].isalnum())
