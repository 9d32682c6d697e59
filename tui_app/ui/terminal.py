"""What the terminal sends and shows, made safe: stray bytes do not end the application, control bytes do not pass."""

from __future__ import annotations

import codecs
import re
from functools import partial
from typing import Any

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SHOWN_INSTEAD = "·"


class ControlFilter(LineFilter):
    """Shows a dot for every control character in anybody's text, whatever widget it stands in.

    Text is cleaned where it is let in; this also holds for a database that somebody else wrote to.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, without control characters in their text."""
        if not any(_CONTROLS.search(segment.text) for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(_CONTROLS.sub(_SHOWN_INSTEAD, segment.text), segment.style)
            for segment in segments
        ]


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


def accept_stray_bytes() -> None:
    """Let Textual's driver read bytes that are no UTF-8 (an ø from a serial line) as Windows-1252.

    The driver decodes strictly and would end the application at the first such byte.
    """
    from textual.drivers import linux_driver

    codecs.register_error("samtale-stray-bytes", _as_windows_1252)
    linux_driver.getincrementaldecoder = _lenient_decoder  # type: ignore[assignment, attr-defined] # by intent


def _lenient_decoder(name: str) -> Any:
    return partial(codecs.getincrementaldecoder(name), errors="samtale-stray-bytes")
