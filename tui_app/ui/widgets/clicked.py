"""What a click on the first or the last line means: the tab or the key that is drawn there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.content import Content

from tui_app.ui.widgets.key_names import binding_name

KEY_STYLE = "bold $text-accent"
"""How a key is drawn in front of what it does."""


def label_at(line: str, labels: Iterable[str], column: int) -> str | None:
    """The label that is drawn at a column, with a cell on either side; the labels stand in their order.

    Args:
        line: as drawn.
        labels: each once.
        column: that was clicked, from 0.
    """
    place = 0
    for label in labels:
        found = line.find(label, place)
        if found < 0:
            continue
        place = found + len(label)
        start = cell_len(line[:found])
        if start - 1 <= column <= start + cell_len(label):
            return label
    return None


def key_at(line: Content, column: int) -> str | None:
    """The key whose name or label is drawn at a column of a line of keys, as it is named there."""
    found = None
    for span in line.spans:
        if span.style != KEY_STYLE:
            continue
        start = cell_len(line.plain[: span.start])
        if start > column:
            break
        found = line.plain[span.start : span.end]
    return found if column < line.cell_length else None


def press_named(app: App[Any], name: str) -> None:
    """Press the key that works now and is shown under this name."""
    for key, active in app.screen.active_bindings.items():
        if active.enabled and binding_name(active.binding) == name:
            app.simulate_key(key)
            return
