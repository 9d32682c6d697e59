"""Bindings that can be changed: by the name of their meaning in the settings file (`text/key_meanings.py`).

A key means the same on every screen, so a change holds on every screen too. Keys without a name stay as they are:
the way out and back (Esc, F4, Ctrl+Q), the help, Enter, the arrows, and the figures, which are on the tabs.
"""

from __future__ import annotations

from textual.binding import Binding

from tui_app.text.key_meanings import KEY_IDS


def id_of(keys: str) -> str | None:
    """The name of what these keys of a binding do, by the first of them; None if they cannot be changed."""
    return KEY_IDS.get(keys.partition(",")[0])


def named_binding(
    keys: str, action: str, label: str, shown_as: str = "", *, show: bool = True, priority: bool = False
) -> Binding:
    """A binding that people can change under the name of its key.

    Args:
        keys: one or more, with commas between them; the first one has the name.
        shown_as: how the footer writes the key; empty for its own name.
        priority: it works before the field that has the focus.
    """
    return Binding(keys, action, label, show=show, key_display=shown_as or None, priority=priority, id=id_of(keys))
