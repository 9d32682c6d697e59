"""The keys of the practice screens."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui_app.text.i18n import N_

PRACTICE: list[BindingType] = [
    Binding("x", "erase", N_("Erase my practice")),
    Binding("escape", "back", N_("Back"), key_display="esc", show=False),
]
DRILL: list[BindingType] = [
    Binding("enter", "next", N_("Go on"), key_display="⏎"),
    Binding("escape", "back", N_("Leave"), key_display="esc"),
]
"""A format: Enter begins and goes on, Esc leaves."""
