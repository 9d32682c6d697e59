"""The keys of the screens for many one-time codes."""

from __future__ import annotations

from textual.binding import BindingType

from tui_app.text.i18n import N_
from tui_app.ui.key_changes.ids import named_binding
from tui_app.ui.keys import BACK, CLOSE_DIALOG

CODES: list[BindingType] = [
    named_binding("ctrl+s", "save", N_("Make codes")),
    named_binding("space", "leave_out", N_("Skip")),
    BACK,
]
ISSUED_CODES: list[BindingType] = [
    named_binding("E", "export", N_("Save as PDF")),
    CLOSE_DIALOG,
]
