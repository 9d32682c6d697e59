"""What is pasted is text: an escape character in it is no key.

Textual's parser goes on reading keys inside a paste. One that holds an escape character (copied from a log, say) closed
the dialog, or its second half arrived before its first.
"""

from __future__ import annotations

START, END = "\x1b[200~", "\x1b[201~"
"""What a terminal sends before and after what is pasted."""
_ESCAPE = "\x1b"


class PasteCleaner:
    """Drops the escape characters inside pastes, wherever what was read is divided."""

    def __init__(self) -> None:
        self._is_inside = False
        self._before = ""
        self._held = ""

    def clean(self, text: str) -> str:
        """What was read, without them; what may be the beginning of the end of a paste is held back."""
        text, self._held = self._held + text, ""
        cleaned = ""
        while text:
            cleaned_part, text = self._inside(text) if self._is_inside else self._outside(text)
            cleaned += cleaned_part
        return cleaned

    def _outside(self, text: str) -> tuple[str, str]:
        known = len(self._before)
        at = (self._before + text).find(START)
        if at < 0:
            self._before = (self._before + text)[-len(START) + 1 :]
            return text, ""
        end = at + len(START) - known
        self._is_inside, self._before = True, ""
        return text[:end], text[end:]

    def _inside(self, text: str) -> tuple[str, str]:
        pasted, end, rest = text.partition(END)
        if end:
            self._is_inside = False
        else:
            half = next((size for size in range(len(END) - 1, 0, -1) if pasted.endswith(END[:size])), 0)
            pasted, self._held = pasted[: len(pasted) - half], pasted[len(pasted) - half :]
        return pasted.replace(_ESCAPE, "") + end, rest
