"""Text on the screen. Users' text goes through `plain`, so that it is never read as markup."""

from __future__ import annotations

from textual.content import Content

from tui_app.text.styled import StyledText, Tone

ERROR = "bold $text-error"
WARNING = "$text-warning"
SUCCESS = "$text-success"
ACCENT = "$text-accent"
MUTED = "$foreground-muted"

_TONE_STYLES = {
    Tone.NORMAL: "",
    Tone.MUTED: MUTED,
    Tone.ACCENT: ACCENT,
    Tone.SUCCESS: SUCCESS,
    Tone.WARNING: WARNING,
    Tone.ERROR: ERROR,
}


def plain(text: str, style: str = "") -> Content:
    """The text as it is, in one style."""
    return Content.styled(text, style) if style else Content(text)


def concat(*parts: Content | str) -> Content:
    """The parts, joined."""
    return Content("").join([part if isinstance(part, Content) else Content(part) for part in parts])


def tone_style(tone: Tone, *attributes: str) -> str:
    """The style for a tone, with attributes such as "bold" or "reverse"."""
    return " ".join(part for part in (*attributes, _TONE_STYLES[tone]) if part)


def from_styled(text: StyledText) -> Content:
    """A text from the package `text`, in the colours of the theme."""
    return concat(*(plain(span.text, tone_style(span.tone, "bold" if span.bold else "")) for span in text))


def labelled(label: str, value: Content) -> Content:
    """A line with its label in a column."""
    return plain(f"{label:<14}", MUTED) + value
