"""Text on the screen. Users' text goes through `plain`, so that it is never read as markup."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from tui_app.text.styled import StyledText, Tone
from tui_app.text.tables import fit_middle

ERROR = "bold $text-error"
WARNING = "$text-warning"
SUCCESS = "$text-success"
ACCENT = "$text-accent"
MUTED = "$foreground-muted"
_LABEL_WIDTH = 14
"""Columns of a label with the gap behind it."""
_MIN_VALUE_WIDTH = 10

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


class Labelled(Struct, frozen=True):
    """A value with its label."""

    label: str
    value: Content


FRAME_CORNERS = 6
"""Cells of a frame's upper or lower edge that its text does not get."""


def first_fitting(variants: Sequence[Content], width: int) -> Content:
    """The first of several variants of a text that has room, the widest first; the last one if none has."""
    return next((one for one in variants if one.cell_length <= width), variants[-1])


class LabelledLines(Visual):
    """Lines of text, some of them with a label; a long value goes on below itself, not below its label."""

    def __init__(self, lines: Sequence[Content | Labelled]) -> None:
        self.lines = lines

    def content(self, width: int) -> Content:
        """The lines, broken for this width."""
        return Content("\n").join(part for line in self.lines for part in _broken(line, width))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the strips of the lines."""
        return self.content(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the container."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines at this width."""
        return self.content(width).get_height(rules, width)


def _broken(line: Content | Labelled, width: int) -> list[Content]:
    if isinstance(line, Content):
        return [line]
    first, *others = line.value.wrap(max(_MIN_VALUE_WIDTH, width - _LABEL_WIDTH)) or [Content("")]
    blank = " " * _LABEL_WIDTH
    return [plain(f"{line.label:<{_LABEL_WIDTH}}", MUTED) + first, *(Content(blank) + other for other in others)]


DIALOG_TITLE_WIDTH = 70
"""Cells of a title in the frame of a dialog, which is 76 wide at most."""


def dialog_title(title: str) -> Content:
    """The title of a dialog; of a long one the middle is left out, as a name may be at its end."""
    return plain(fit_middle(title, DIALOG_TITLE_WIDTH))
