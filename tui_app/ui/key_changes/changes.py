"""Reads the keys that a person has changed in the settings file, and says what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS

from tui_app.domain.text_normalization import excerpt
from tui_app.text.i18n import _, format_message
from tui_app.text.key_meanings import KEY_IDS
from tui_app.ui import keys
from tui_app.ui.key_changes.named import name_changed_keys
from tui_app.ui.textual_compat import PatchedApp
from tui_app.ui.widgets.key_names import key_name

if TYPE_CHECKING:
    from textual.app import App

FIXED = {
    *("escape", "enter", "tab", "shift+tab", "up", "down", "left", "right", "backspace", "delete", "home", "end"),
    *("f1", "f4", "ctrl+q", "ctrl+c", "ctrl+z", *"0123456789"),
}
"""Keys that always mean what they mean: the ways out and back, the help, moving and writing."""
NEVER_SENT = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket"}
"""Terminals send another key in their place: Backspace, Tab, a line break, Enter, Esc."""
_POSSIBLE = re.compile(
    r"f[1-9]|f1[0-9]|f2[0-4]|(?:alt|ctrl)\+(?:[a-z]|up|down|left|right)|pageup|pagedown|insert|space"
)

_MOST_SHOWN = 3
"""Messages that leave room for the screen behind them."""


def is_typed(key: str) -> bool:
    """True if the key writes a character where a field has the focus."""
    return len(key) == 1 or key == "space" or ("+" not in key and key in _named_characters())


def key_of_character(character: str) -> str:
    """What Textual calls the key of a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


@cache
def _named_characters() -> frozenset[str]:
    return frozenset(key_of_character(chr(code)) for code in range(33, 127) if not chr(code).isalnum())


@cache
def usual_bindings() -> dict[str, list[Binding]]:
    """Name of a meaning -> its bindings on all screens."""
    found: dict[str, list[Binding]] = {name: [] for name in KEY_IDS.values()}
    for table in vars(keys).values():
        for binding in table if isinstance(table, list) else ():
            if isinstance(binding, Binding) and binding.id:
                found[binding.id].append(binding)
    return found


def usual_keys(name: str) -> str:
    """The keys of a meaning as long as nobody changes them."""
    bindings = usual_bindings()[name]
    return max((one.key for one in bindings), key=len) if bindings else next(k for k, v in KEY_IDS.items() if v == name)


def read_changes(changes: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    """The changes that can be made, and a message for each that cannot.

    Args:
        changes: name of a meaning -> keys, separated by commas, as they stand in the settings file.
    """
    good, problems = _valid(changes) if changes else ({}, [])
    while clashing := _first_clash(good):
        name, key, other = clashing
        said = _("keys: “$name” cannot be $key: that is “$other”.")
        problems.append(format_message(said, name=name, key=key_name(key), other=other))
        del good[name]
    return good, problems


def _valid(changes: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    from pydantic import AfterValidator, TypeAdapter, ValidationError

    one_change = TypeAdapter(tuple[Annotated[str, AfterValidator(_known)], Annotated[str, AfterValidator(_possible)]])
    good: dict[str, str] = {}
    problems: list[str] = []
    for name, typed in changes.items():
        try:
            _name, checked = one_change.validate_python((name, typed))
            _suits(name, checked)
        except ValidationError as refused:
            of_ours = [str(one["ctx"]["error"]) for one in refused.errors() if "ctx" in one]
            problems += of_ours if len(of_ours) == refused.error_count() else [*of_ours, _no_text(name)]
        except ValueError as refused:
            problems.append(str(refused))
        else:
            good[name] = checked
    return good, problems


def _no_text(name: str) -> str:
    said = _('keys: “$name” needs a key in quotes, such as "ctrl+r".')
    return format_message(said, name=excerpt(name))


def _known(name: str) -> str:
    if name not in KEY_IDS.values():
        said = _("keys: “$name” is not known. samtale keys lists the names.")
        raise ValueError(format_message(said, name=excerpt(name)))
    return name


def _possible(typed: str) -> str:
    found = [_named(part.strip()) for part in typed.split(",")] if typed != "," else ["comma"]
    for key in found:
        if key in FIXED:
            said = _("keys: $key always keeps its meaning.")
            raise ValueError(format_message(said, key=key_name(key)))
        if key in NEVER_SENT or not (len(key) == 1 or key in _named_characters() or _POSSIBLE.fullmatch(key)):
            said = _("keys: “$key” is not a key that every terminal sends.")
            raise ValueError(format_message(said, key=excerpt(key)))
    return ",".join(found)


def _named(key: str) -> str:
    """A key as Textual names it: `?` is `question_mark`, `Ctrl+S` is `ctrl+s`."""
    if len(key) == 1:
        return key if key.isalnum() else key_of_character(key)
    return key.casefold().replace("pgup", "pageup").replace("pgdn", "pagedown")


def _suits(name: str, changed: str) -> None:
    works_in_fields = not is_typed(usual_keys(name).partition(",")[0])
    for key in changed.split(",") if works_in_fields else ():
        if is_typed(key):
            said = _("keys: “$name” also works in a field, where $key would be written.")
            raise ValueError(format_message(said, name=name, key=key_name(key)))


def _first_clash(good: Mapping[str, str]) -> tuple[str, str, str] | None:
    owners: dict[str, str] = {}
    for name in sorted(KEY_IDS.values(), key=lambda one: one in good):  # who changes a key has to give way
        for key in good.get(name, usual_keys(name)).split(","):
            owner = owners.setdefault(key, name)
            if owner != name and name in good:
                return name, key, owner
    return None


def as_changed(app: App[Any], binding: Binding) -> Binding:
    """A binding of a screen with the keys that it has now."""
    changed = keymap_of(app).get(binding.id or "")
    return replace(binding, key=changed, key_display=None) if changed else binding


def keymap_of(app: App[Any]) -> Mapping[str, str]:
    """The changes that the application has taken."""
    return app.changed_keys if isinstance(app, PatchedApp) else {}


def begin_with_changes(app: PatchedApp, changes: Mapping[str, object]) -> None:
    """Name the keys of the settings file; they are bound once the application runs."""
    app.changed_keys, _problems = read_changes(changes)
    name_changed_keys(app.changed_keys)


def take_changes(app: PatchedApp, changes: Mapping[str, object]) -> None:
    """Use the keys of the settings file; say which of them cannot be used."""
    good, problems = read_changes(changes)
    if good:
        app.change_keys(good)
    shown, more = problems[:_MOST_SHOWN], len(problems) - _MOST_SHOWN
    if more > 0:
        said = _("keys: there are more faults ($count in all). samtale keys lists them.")
        shown.append(format_message(said, count=len(problems)))
    for problem in shown:
        app.notify(problem, severity="warning", markup=False, timeout=20)


def listed() -> Iterator[tuple[str, str, str]]:
    """Every meaning: its name, its usual keys, and what it does, in all its words."""
    for name, bindings in usual_bindings().items():
        labels = dict.fromkeys(_(one.description) for one in bindings if one.description)
        yield name, usual_keys(name), " · ".join(labels)
