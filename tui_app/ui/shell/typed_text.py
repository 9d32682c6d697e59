"""What is done with a text that was typed where no field has the focus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_app.text.i18n import _, format_message
from tui_app.ui.context import context_of
from tui_app.ui.screen_protocols import AboutPerson

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui_app.ui.textual_compat import PatchedApp

SHOWN = 300
"""Characters of the text that are shown."""
OPENS_FIELD = frozenset(
    {"new_action", "comment", "new_goal", "new_topic", "filter", "edit", "new_person", "new_form", "new_question"}
    | {"new_section", "drop", "move", "thank", "end", "on_current('comment')", "on_current('drop')"}
)
"""Actions that begin with a field in which one writes."""


def watch_for_text(app: PatchedApp) -> None:
    """Let the application notice a text that is typed where no field has the focus."""
    app.unfocused_text.offer, app.unfocused_text.opens_field = partial(offer_text, app), partial(opens_field, app)


def opens_field(app: PatchedApp, key: str) -> bool:
    """True if a key opens a field now."""
    named = {"/": "slash"}.get(key, key)
    active = app.screen.active_bindings.get(named)
    return active is not None and active.enabled and active.binding.action in OPENS_FIELD


def offer_text(app: PatchedApp, text: str) -> None:
    """Ask what to do with a text; in a dialog, or where no key takes one, only say that it went nowhere."""
    ctx = context_of(app)
    if ctx.viewer is None:
        return  # it may be a password: it is not shown
    if app.screen.is_modal:
        ctx.notify(_went_nowhere(app, text))
        return
    places = _places(app)
    if not places:
        ctx.notify(_went_nowhere(app, text))
    else:
        from tui_app.ui.shell.typed_text_dialog import TypedTextDialog

        app.push_screen(
            TypedTextDialog(_shortened(text), places), lambda key: app.type_into(key, text) if key else None
        )


def _went_nowhere(app: PatchedApp, text: str) -> str:
    """Say that a text was not used. Beside a field for a password it may be one: it is not shown."""
    from tui_app.ui.widgets.fields.line import SecretInput

    if app.screen.query(SecretInput):
        return _("No field has the focus, so what you typed was not used. Tab goes to one.")
    return format_message(_("No field has the focus, so “$text” was not used. Tab goes to one."), text=_shortened(text))


def _places(app: PatchedApp) -> list[tuple[str, str]]:
    """The keys that open a field for the text here, with what they are called; the most likely first."""
    screen, found = app.screen, list[tuple[str, str]]()
    knows_whom = hasattr(screen, "action_new_action") or (isinstance(screen, AboutPerson) and screen.about_id)
    labels = {"command_palette": _("Search for it")}
    if knows_whom:
        labels = {"new_action": _("New action"), "comment": _("Comment")} | labels
    for action, label in labels.items():
        key = _key_of(screen, action)
        if key:
            found.append((key, label))
    return found


def _key_of(screen: Screen[object], action: str) -> str:
    active = screen.active_bindings.items()
    return next((key for key, one in active if one.enabled and one.binding.action == action), "")


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
