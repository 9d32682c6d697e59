"""Makes what the terminal shows safe and drawable: no control characters of users' texts, no signs that it lacks."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui_app.signs import Signs

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


class SignFilter(LineFilter):
    """Draws signs that the terminal lacks as those that it has, in every widget."""

    def __init__(self, signs: Signs) -> None:
        super().__init__(enabled=not signs.are_all)
        self._signs = signs

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, as wide as before."""
        if all(segment.text.isascii() for segment in segments):
            return segments
        return [Segment(self._signs.drawn(text), style, control) for text, style, control in segments]
