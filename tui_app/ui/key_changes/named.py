"""Names the key for something in a sentence."""

from __future__ import annotations

from string import Template
from typing import Any

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

from tui_app.text.i18n import _, format_message
from tui_app.ui.key_changes.ids import KEY_IDS
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


def with_keys(app: App[Any], sentence: str, /, **values: object) -> str:
    """A sentence with the keys that it names as they are called now: `$add` stands for the key of `add`.

    Args:
        sentence: translated; in a placeholder the hyphens of a key's name are underscores.
        values: for its other placeholders.
    """
    usual = {name.replace("-", "_"): (name, key) for key, name in KEY_IDS.items()}
    named = Template(sentence).get_identifiers()
    found = {one: name_of_key(app, *usual[one]) for one in named if one in usual}
    return format_message(sentence, **(found | values))


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
