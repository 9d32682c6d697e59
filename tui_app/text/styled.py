"""Text with a meaning of its colours, without Textual: the screen draws it, the prompt prints its plain text."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Tone(StrEnum):
    """What a colour says; `ui.content` maps it to the theme."""

    NORMAL = ""
    MUTED = "muted"
    ACCENT = "accent"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


class Span(Struct, frozen=True):
    """A piece of text in one tone."""

    text: str
    tone: Tone = Tone.NORMAL
    bold: bool = False


StyledText = tuple[Span, ...]


def styled(text: str, tone: Tone = Tone.NORMAL, *, bold: bool = False) -> StyledText:
    """A text in one tone."""
    return (Span(text, tone, bold),)


def plain_text(text: StyledText) -> str:
    """The text without its tones."""
    return "".join(span.text for span in text)
