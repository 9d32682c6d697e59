"""TODO-DOC."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widget import Widget


class FieldBlock(Vertical):
    """One question or one text, with what belongs to it."""

    def __init__(self, *parts: Widget) -> None:
        super().__init__(*parts, classes="block")
