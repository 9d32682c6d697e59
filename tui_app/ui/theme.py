"""The style sheets, and the themes that people choose from. `docs/design.md` says what each colour means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tui_app.text.i18n import N_

if TYPE_CHECKING:
    from textual.theme import Theme

FIRST_STYLES = ("frame", "lists", "fields", "team")
"""The style sheets of the Team screen, which is the first one of many: parsing the others takes its time."""
OTHER_STYLES = (
    *("people", "follow_up", "conversations", "forms", "practice"),
    *("administration", "sign_in", "dialogs"),
)
"""The other style sheets, by area; if two rules conflict, the later one wins."""
THEMES = {
    "samtale-dark": N_("Heather, dark"),
    "samtale-light": N_("Heather, light"),
    "textual-dark": N_("Dark"),
    "textual-light": N_("Light"),
    "samtale-fjord": N_("Fjord"),
    "samtale-contrast": N_("High contrast"),
}
DEFAULT_THEME = "samtale-dark"


class Palette(Struct, frozen=True):
    """The colours of a theme; every text can be read on every ground (WCAG AA).

    Attributes:
        background: behind everything.
        surface: behind dialogs.
        panel: behind the first and last line, and fields.
        cursor: behind the row under the cursor.
        cursor_elsewhere: behind that row while the focus is elsewhere.
        field: behind the field that has the focus.
        foreground: text.
        muted: text that explains.
        frame: frames and scrollbars.
        focus: the frame, button or field that has the focus, and nothing else.
        accent: keys, and what is in progress.
        warning: reminders.
        error: overdue, and what went wrong.
        success: done.
        dark: True for light text on a dark ground.
    """

    background: str
    surface: str
    panel: str
    cursor: str
    cursor_elsewhere: str
    field: str
    foreground: str
    muted: str
    frame: str
    focus: str
    accent: str
    warning: str
    error: str
    success: str
    dark: bool = True


PALETTES = {
    "samtale-dark": Palette(
        background="#14121a",
        surface="#1c1925",
        panel="#262231",
        cursor="#3b2f55",
        cursor_elsewhere="#2b2638",
        field="#352b4b",
        foreground="#ebe7f0",
        muted="#b5adc2",
        frame="#857b96",
        focus="#c9a7ff",
        accent="#6ed2ea",
        warning="#ffc466",
        error="#ff9494",
        success="#8fe0a0",
    ),
    "samtale-light": Palette(
        background="#faf7f2",
        surface="#ffffff",
        panel="#ece6ef",
        cursor="#dccdf0",
        cursor_elsewhere="#ebe3ef",
        field="#e4d8f3",
        foreground="#241c2e",
        muted="#5a5165",
        frame="#857a92",
        focus="#6d3bb0",
        accent="#0b5b73",
        warning="#764700",
        error="#a8122e",
        success="#1b6030",
        dark=False,
    ),
    "textual-dark": Palette(
        background="#121212",
        surface="#1e1e1e",
        panel="#2a2a2a",
        cursor="#1c3f5e",
        cursor_elsewhere="#333333",
        field="#1f3346",
        foreground="#e6e6e6",
        muted="#b4b4b4",
        frame="#858585",
        focus="#6bb8ff",
        accent="#6adada",
        warning="#ffb454",
        error="#ff9494",
        success="#7ed99a",
    ),
    "textual-light": Palette(
        background="#f4f4f4",
        surface="#ffffff",
        panel="#e4e4e4",
        cursor="#cfe2f7",
        cursor_elsewhere="#e2e2e2",
        field="#d9e8f9",
        foreground="#1c1c1c",
        muted="#525252",
        frame="#767676",
        focus="#0b5cad",
        accent="#0b5b66",
        warning="#764700",
        error="#a8122e",
        success="#1b6030",
        dark=False,
    ),
    "samtale-fjord": Palette(
        background="#2e3440",
        surface="#343b48",
        panel="#3b4252",
        cursor="#33495c",
        cursor_elsewhere="#3e4656",
        field="#33495c",
        foreground="#eceff4",
        muted="#c5cdd9",
        frame="#99a3b7",
        focus="#88c0d0",
        accent="#d9a5f5",
        warning="#ebcb8b",
        error="#ffacb2",
        success="#b1cf98",
    ),
    "samtale-contrast": Palette(
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        cursor="#404000",
        cursor_elsewhere="#2a2a2a",
        field="#303000",
        foreground="#ffffff",
        muted="#d8d8d8",
        frame="#b0b0b0",
        focus="#ffff00",
        accent="#00ffff",
        warning="#ffc020",
        error="#ff9c9c",
        success="#40ff40",
    ),
}


def without_colours(palette: Palette) -> Palette:
    """The palette for NO_COLOR: what is more urgent stands out more."""
    if palette.dark:
        error, warning, foreground, muted = "#ffffff", "#e6e6e6", "#d0d0d0", "#b8b8b8"
    else:
        error, warning, foreground, muted = "#000000", "#202020", "#363636", "#525252"
    return replace(
        palette,
        error=error,
        focus=error,
        warning=warning,
        foreground=foreground,
        accent=foreground,
        muted=muted,
        success=muted,
    )


def for_few_colours(palette: Palette) -> Palette:
    """The palette for 16 colours: full ones, since the pale ones would all become white."""
    if palette.dark:
        return replace(palette, error="#ff7a7a", success="#70ff70", accent="#70f0f0")
    return replace(palette, success="#006000", accent="#007a88")


def make_theme(name: str, *, is_coloured: bool = True, has_few: bool = False) -> Theme:
    """Textual's theme for one of our palettes.

    Args:
        name: of the palette.
        is_coloured: False to order everything by brightness, for a screen without colours.
        has_few: True for a screen with 16 colours or fewer.
    """
    from textual.theme import Theme

    palette = PALETTES[name]
    if not is_coloured:
        palette = without_colours(palette)
    elif has_few:
        palette = for_few_colours(palette)
    return Theme(
        name=name,
        primary=palette.focus,
        secondary=palette.accent,
        accent=palette.accent,
        warning=palette.warning,
        error=palette.error,
        success=palette.success,
        foreground=palette.foreground,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        dark=palette.dark,
        variables=_variables(palette),
    )


def _variables(palette: Palette) -> dict[str, str]:
    """Textual's other colours: it would mix them from the first ones, too pale to be read."""
    return {
        "text": palette.foreground,
        "text-muted": palette.muted,
        "text-disabled": palette.muted,
        "foreground-muted": palette.muted,
        "foreground-disabled": palette.muted,
        "text-primary": palette.focus,
        "text-secondary": palette.accent,
        "text-accent": palette.accent,
        "text-warning": palette.warning,
        "text-error": palette.error,
        "text-success": palette.success,
        "border": palette.focus,
        "border-blurred": palette.frame,
        "surface-active": palette.field,
        "block-cursor-background": palette.cursor,
        "block-cursor-foreground": palette.foreground,
        "block-cursor-blurred-background": palette.cursor_elsewhere,
        "block-cursor-blurred-foreground": palette.foreground,
        "block-hover-background": palette.cursor_elsewhere,
        "scrollbar": palette.frame,
        "scrollbar-hover": palette.foreground,
        "scrollbar-active": palette.focus,
        "scrollbar-background": palette.background,
        "input-cursor-background": palette.foreground,
        "input-cursor-foreground": palette.background,
        "input-selection-background": palette.focus,
        "input-selection-foreground": palette.background,
        "button-foreground": palette.foreground,
        "button-color-foreground": palette.background,
        "button-focus-text-style": "bold",
    }
