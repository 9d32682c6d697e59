"""The keys of the first start."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui_app.text.i18n import N_
from tui_app.ui.keys import BACK

WELCOME: list[BindingType] = [
    Binding("down", "choose(1)", N_("Choose"), key_display="↑↓"),
    Binding("up", "choose(-1)", N_("Choose"), show=False),
    BACK,
]
