"""Makes what the terminal shows safe: control characters in users' texts do not reach it."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_REPLACEMENT = "·"


class ControlFilter(LineFilter):
    """Shows a dot for every control character in a text, in every widget.

    Text is cleaned where it is let in; this also holds for a database that somebody else wrote to.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, with dots for control characters."""
        if not any(_CONTROL_CHARACTERS.search(segment.text) for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(_CONTROL_CHARACTERS.sub(_REPLACEMENT, segment.text), segment.style)
            for segment in segments
        ]
