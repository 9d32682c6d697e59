"""The keys of the screens for many one-time codes."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui_app.text.i18n import N_
from tui_app.ui.keys import BACK, CLOSE_DIALOG

CODES: list[BindingType] = [
    Binding("ctrl+s", "save", N_("Make codes")),
    Binding("space", "leave_out", N_("Skip")),
    BACK,
]
ISSUED_CODES: list[BindingType] = [
    Binding("E", "export", N_("Save as PDF")),
    CLOSE_DIALOG,
]
