"""Keys that are listed but can do nothing now: pressed, they say so, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from tui_app.text.i18n import N_, _, format_message
from tui_app.ui import keys
from tui_app.ui.context import context_of
from tui_app.ui.key_changes.changes import as_changed
from tui_app.ui.screen_protocols import ExplainsKeys

if TYPE_CHECKING:
    from textual.app import App

    from tui_app.ui.context import AppContext

UNEXPLAINED = frozenset({"back"})
"""Actions whose keys stay silent: on the first screen there is nowhere to go back to."""

_EVERYWHERE = {
    # actions of the application, and of every screen -> why their keys do nothing here
    "go('team')": N_("only for leaders and administrators"),
    "go('figures')": N_("only for leaders and administrators"),
    "go('admin')": N_("only for administrators"),
    "go('practice')": N_("for leaders, and for those they invite"),
    "take_next_step": N_("nothing waits here"),
}


def notify_why_disabled(app: App[str], key: str) -> None:
    """Say in one line why a key of the screen, or one for everywhere, does nothing now; other keys stay silent."""
    screen, ctx = app.screen, context_of(app)
    if screen.is_modal or ctx.viewer is None or key in screen.active_bindings:
        return
    listed = (as_changed(app, one) for one in (*type(screen).BINDINGS, *keys.APP) if isinstance(one, Binding))
    resting = next((one for one in listed if key in one.key.split(",")), None)
    if resting is None or resting.action in UNEXPLAINED:
        return
    why = screen.why_not(resting.action) if isinstance(screen, ExplainsKeys) else ""
    why = why or _why_nowhere(ctx, resting.action)
    said = format_message(_("$label: $why"), label=_(resting.description), why=why)
    app.clear_notifications()  # of the same key, pressed again
    ctx.notify(said)


def _why_nowhere(ctx: AppContext, action: str) -> str:
    """Why a key that is the same on every screen does nothing."""
    if action == "go('admin')" and ctx.setup.is_kiosk:
        return _("not on a terminal that many people use")
    return _(_EVERYWHERE[action]) if action in _EVERYWHERE else _("not now")
