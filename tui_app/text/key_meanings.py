"""Keys in sentences: a message names a key by its meaning, as `$join`, and says what it is called now.

`format_message` fills these placeholders in, so no text needs to know whether somebody has changed a key.
"""

from __future__ import annotations

from collections.abc import Callable

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

_USUAL_KEYS = {name.replace("-", "_"): (name, key) for key, name in KEY_IDS.items()}
_SIGNS = {"slash": "/", "less_than_sign": "<"}


def _usual_name(name: str, key: str) -> str:
    """What a key is called as long as no screen says otherwise, as in a command."""
    written = _SIGNS.get(key, key)
    return written if len(written) == 1 else written.title()


_name_of: Callable[[str, str], str] = _usual_name


def name_keys_with(name_of: Callable[[str, str], str] | None) -> None:
    """Let sentences name keys by this function from now on; None goes back to the usual names.

    Args:
        name_of: what a key is called, by the name of its meaning and its usual key.
    """
    global _name_of
    _name_of = name_of or _usual_name


def is_key(placeholder: str) -> bool:
    """True if a placeholder stands for a key."""
    return placeholder in _USUAL_KEYS


def key_called(placeholder: str) -> str:
    """What the key is called now that a placeholder stands for; its hyphens are underscores.

    Raises:
        KeyError: it stands for no key.
    """
    return _name_of(*_USUAL_KEYS[placeholder])
