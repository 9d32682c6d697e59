"""Tells a text from keys: what comes faster than people press keys, and reads as words, was typed into nothing.

The reader of the terminal notes what it reads, and when. Letters that came in one read, or in reads that follow each
other within a few milliseconds, belong together.
"""

from __future__ import annotations

import re
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

TOGETHER_SECONDS = 0.015
"""Reads closer together than this are one burst; the fastest typists leave three times as much between letters."""
QUIET_SECONDS = 0.08
"""After a text so long nothing may come, until it is offered."""
LETTERS_OF_TEXT = 4
"""A text has at least so many different letters; a held or repeated key has one."""
MOVES = frozenset("jk0123456789")
"""Keys that people press many times in a row."""
_NOT_TYPED = (  # compiled when it is first needed, not at the start
    r"(?s)\x1b\[200~.*?(?:\x1b\[201~|\Z)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[PX^_\]].*?(?:\x1b\\|\x07|\Z)|\x1bO.|\x1b."
)
"""Pastes, which come as one event, keys without a letter, and what the terminal answers."""
_ENCODED = r"\x1b\[[\d:]*;[\d:]*;([\d:]+)u"
"""A key with its text, as terminals with Kitty's protocol send each letter."""
_CONTROL = r"[\x00-\x1f\x7f]+"


@dataclass(slots=True)
class Burst:
    """What was read at once.

    Attributes:
        since: the time of its first read.
        last: the time of its last read.
        text: all of it.
        seen: how many of its printable characters have had their turn.
    """

    since: float
    last: float
    text: str
    seen: int = 0

    def next_run(self) -> tuple[str, int]:
        """The characters in a row of which the next one is part, and its place among them. It has had its turn now."""
        place = self.seen
        self.seen += 1
        letters = re.sub(_ENCODED, _decoded, self.text)
        for run in re.split(_CONTROL, re.sub(_NOT_TYPED, "\n", letters)):
            if place < len(run):
                return run, place
            place -= len(run)
        return "", 0


def _decoded(key: re.Match[str]) -> str:
    numbers = (int(number) for number in key[1].split(":") if number)
    return "".join(chr(number) for number in numbers if number <= sys.maxunicode)


class Reads:
    """The last bursts. They are noted by the thread that reads, and looked up by the application."""

    def __init__(self) -> None:
        self._bursts: deque[Burst] = deque(maxlen=20)

    def note(self, text: str) -> None:
        """Note what was just read."""
        now = time.monotonic()
        last = self._bursts[-1] if self._bursts else None
        if last is not None and now - last.last < TOGETHER_SECONDS:
            last.text += text
            last.last = now
        else:
            self._bursts.append(Burst(now, now, text))

    def burst_of(self, moment: float) -> Burst | None:
        """The burst that brought what came at this moment."""
        return next((one for one in reversed(list(self._bursts)) if one.since <= moment), None)


def reads_as_text(run: str, place: int, opens_field: Callable[[str], bool]) -> bool:
    """True if this is no row of keys.

    Args:
        run: what came at once.
        place: of the character whose turn it is; those before it were keys.
        opens_field: tells if a key opens a field now. Then what follows may have been typed ahead for it: it begins
            with a capital letter or a figure, as no word goes on.
    """
    letters = {letter.casefold() for letter in run if letter.isalpha() and letter not in MOVES}
    if len(letters) < LETTERS_OF_TEXT:
        return False
    keys = run[place:].lstrip("".join(MOVES) + " ")
    opens, ahead = keys[:1], keys[1:2]
    is_typed_ahead = not opens.isalpha() or ahead.isupper() or ahead.isdigit()
    return not (opens and opens_field(opens) and is_typed_ahead)
