"""Lets sentences and the footer name keys as a person has changed them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

from tui_app.text.i18n import _, format_message
from tui_app.text.key_meanings import key_called, name_keys_with
from tui_app.ui.textual_compat import PatchedApp
from tui_app.ui.widgets.key_names import key_name


def name_changed_keys(changed: Mapping[str, str]) -> None:
    """Name keys in sentences as these changes have them.

    Args:
        changed: name of a meaning -> the keys it has now.
    """
    name_keys_with(lambda name, usual: key_name(changed.get(name, usual).partition(",")[0]))


def undo_hint(what: str) -> str:
    """What was done, and the key that takes it back."""
    return format_message(_("$what · press $key to undo"), what=what, key=key_called("undo"))


def in_usual_order(screen: Screen[Any]) -> list[ActiveBinding]:
    """The keys that work now, in the order of the screen's own list; Textual puts those that were changed last."""
    active = list(screen.active_bindings.values())
    if isinstance(screen.app, PatchedApp) and screen.app.changed_keys:
        listed = [one.action for one in type(screen).BINDINGS if isinstance(one, Binding)]
        place = {action: index for index, action in reversed(list(enumerate(listed)))}
        after = {id(screen.app): len(listed)}
        active.sort(key=lambda one: place.get(one.binding.action, after.get(id(one.node), -1)))
    return active
