"""What keys are called on the screen: as they are printed on a keyboard, and as people say them."""

from __future__ import annotations

from textual.binding import Binding
from textual.keys import format_key

from tui_app.text.i18n import _

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}
"""As they are printed on the keyboards of every language; the space bar has a name of its own in each."""
_MODIFIERS = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "super": "Cmd", "meta": "Meta", "hyper": "Hyper"}


def key_name(key: str) -> str:
    """The name of one key, such as `a`, `Space`, `F4` or `Ctrl+S`."""
    *modifiers, last = key.split("+")
    if last == "space":
        name = _("Space")
    elif last in _NAMES:
        name = _NAMES[last]
    elif modifiers or (last.startswith("f") and last[1:].isdigit()):
        name = format_key(last).upper()
    else:
        name = format_key(last)
    return "+".join([*(_MODIFIERS[one] for one in modifiers), name])


def binding_name(binding: Binding) -> str:
    """The name of the key to show for a binding: the first one, unless it says another itself."""
    return binding.key_display or key_name(binding.key.split(",")[0])


def all_names(binding: Binding) -> str:
    """The names of every key of a binding."""
    return binding.key_display or " ".join(key_name(key) for key in binding.key.split(","))
