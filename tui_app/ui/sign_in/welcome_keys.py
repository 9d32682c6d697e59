"""The keys of the first start."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui_app.text.i18n import N_
from tui_app.ui.keys import BACK

WELCOME: list[BindingType] = [
    # before the field for the name, which would scroll
    Binding("down", "choose(1)", N_("Choose"), key_display="↑↓", priority=True),
    Binding("up", "choose(-1)", N_("Choose"), show=False, priority=True),
    BACK,
]
