"""Which screen a format of practice has. Each is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.screen import Screen

from tui_app.domain.practice.sessions import PracticeFormat

FORMAT_SCREENS: Mapping[PracticeFormat, Callable[[int], Screen[None]]] = {}
"""Format -> makes its screen, from the id of the conversation that it is for, else 0.

The list shows the formats that have one.
"""
