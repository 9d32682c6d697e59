"""What a key can be changed for: its usual key, and the name of its meaning in the settings file.

A key means the same on every screen, so a change holds on every screen too. Keys without a name stay as they are:
the way out and back (Esc, F4, Ctrl+Q), the help, Enter, the arrows, and the figures, which are on the tabs.
"""

from __future__ import annotations

from textual.binding import Binding

KEY_IDS = {
    "a": "add",
    "A": "add-larger",
    "b": "request",
    "c": "comment",
    "d": "code",
    "D": "codes",
    "e": "edit",
    "E": "export",
    "f": "follow-up",
    "F": "follow-up-all",
    "g": "goal",
    "h": "reassign",
    "H": "pause",
    "i": "import",
    "j": "down",
    "J": "part-down",
    "k": "up",
    "K": "part-up",
    "l": "timeline",
    "m": "move",
    "M": "join",
    "n": "conversation",
    "N": "round",
    "o": "overdue",
    "O": "open-again",
    "p": "person",
    "P": "publish",
    "Q": "end-sessions",
    "r": "remind",
    "R": "rights",
    "s": "start",
    "S": "schedule",
    "t": "topic",
    "T": "their-team",
    "u": "undo",
    "v": "select",
    "V": "new-version",
    "w": "show",
    "x": "end",
    "X": "erase",
    "y": "seen",
    "Y": "thank",
    "f2": "settings",
    "f3": "switch-user",
    "f5": "refresh",
    "f6": "access-log",
    "f7": "my-data",
    "f8": "news",
    "f9": "practise",
    "slash": "filter",
    "less_than_sign": "sort",
    "space": "done",
    "pagedown": "next-person",
    "ctrl+b": "open-question",
    "ctrl+down": "next-section",
    "ctrl+e": "all-planned",
    "ctrl+g": "goal-while-writing",
    "ctrl+n": "action-while-writing",
    "ctrl+p": "find",
    "ctrl+s": "save",
    "ctrl+t": "topic-while-writing",
    "ctrl+up": "previous-section",
}
"""Key -> the name of what it does."""


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
