"""The style sheets, and the themes that people choose from."""

from __future__ import annotations

from textual.theme import Theme

from tui_app.text.i18n import N_

STYLES = (
    *("frame", "lists", "fields", "people", "follow_up", "conversations", "forms", "practice"),
    *("administration", "sign_in", "dialogs"),
)
"""The style sheets, by area; if two rules conflict, the later one wins."""
THEMES = {
    "textual-dark": N_("Dark"),
    "textual-light": N_("Light"),
    "samtale-contrast": N_("High contrast"),
}
CONTRAST_THEME = Theme(
    name="samtale-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff8080",
    success="#00ff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={
        "border": "#ffffff",
        "border-blurred": "#808080",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#606000",
        "text-muted": "#d0d0d0",
        "input-selection-background": "#005f87",
    },
)
