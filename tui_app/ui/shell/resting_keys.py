"""Keys that are listed but can do nothing now: pressed, they say so, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from tui_app.text.i18n import _, format_message
from tui_app.ui import keys
from tui_app.ui.context import context_of
from tui_app.ui.key_changes.changes import as_changed
from tui_app.ui.screen_protocols import ExplainsKeys

if TYPE_CHECKING:
    from textual.app import App

UNEXPLAINED = frozenset({"back", "new_action", "go('admin')", "go('figures')", "go('practice')", "take_next_step"})
"""Actions whose keys stay silent.

On the first screen there is nowhere to go back to; the tabs and the line of the next step show what is there.
"""


def say_why_not(app: App[str], key: str) -> None:
    """Say in one line why a key of the screen, or one for everywhere, does nothing now; other keys stay silent."""
    screen, ctx = app.screen, context_of(app)
    if screen.is_modal or ctx.viewer is None or key in screen.active_bindings:
        return
    listed = (as_changed(app, one) for one in (*type(screen).BINDINGS, *keys.APP) if isinstance(one, Binding))
    resting = next((one for one in listed if key in one.key.split(",")), None)
    if resting is None or resting.action in UNEXPLAINED:
        return
    why = screen.why_not(resting.action) if isinstance(screen, ExplainsKeys) else ""
    said = format_message(_("$label: $why"), label=_(resting.description), why=why or _("not now"))
    app.clear_notifications()  # of the same key, pressed again
    ctx.notify(said)
