"""A question or a text on a page, together with what belongs to it."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widget import Widget


class FieldBlock(Vertical):
    """A title, and the field or the text below it."""

    def __init__(self, *parts: Widget) -> None:
        super().__init__(*parts, classes="block")
