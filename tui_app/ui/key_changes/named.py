"""Names the key for something in a sentence."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

from tui_app.text.i18n import _, format_message
from tui_app.ui.textual_compat import PatchedApp
from tui_app.ui.widgets.key_names import key_name


def name_of_key(app: App[Any], name: str, usual: str) -> str:
    """What the key for something is called, whether or not a person has changed it.

    Args:
        name: of its meaning.
        usual: the key as long as nobody changes it.
    """
    changed = app.changed_keys if isinstance(app, PatchedApp) else {}
    return key_name(changed.get(name, usual).partition(",")[0])


def undo_hint(app: App[Any], what: str) -> str:
    """What was done, and the key that takes it back."""
    return format_message(_("$what · press $key to undo"), what=what, key=name_of_key(app, "undo", "u"))


def in_usual_order(screen: Screen[Any]) -> list[ActiveBinding]:
    """The keys that work now, in the order of the screen's own list; Textual puts those that were changed last."""
    active = list(screen.active_bindings.values())
    if isinstance(screen.app, PatchedApp) and screen.app.changed_keys:
        listed = [one.action for one in type(screen).BINDINGS if isinstance(one, Binding)]
        place = {action: index for index, action in reversed(list(enumerate(listed)))}
        after = {id(screen.app): len(listed)}
        active.sort(key=lambda one: place.get(one.binding.action, after.get(id(one.node), -1)))
    return active
