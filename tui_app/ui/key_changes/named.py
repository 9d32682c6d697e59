"""Names the key for something in a sentence."""

from __future__ import annotations

from typing import Any

from textual.app import App

from tui_app.text.i18n import _, format_message
from tui_app.ui.textual_compat import PatchedApp
from tui_app.ui.widgets.key_names import key_name


def undo_hint(app: App[Any], what: str) -> str:
    """What was done, and the key that takes it back."""
    changed = app.changed_keys if isinstance(app, PatchedApp) else {}
    key = key_name(changed.get("undo", "u").partition(",")[0])
    return format_message(_("$what · press $key to undo"), what=what, key=key)
