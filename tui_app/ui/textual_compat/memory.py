"""Lets go of what is no longer on the screen: Textual itself keeps it, and a terminal that is open all day grows.

- `StylesCache.get_inner_outer` remembers its last thousand callers, each with the drawn lines of a widget.
- The watchers of a reactive of the application hold their widgets until that reactive changes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color
from textual.style import Style
from textual.widget import Widget

STYLES_KEPT = 1024


@lru_cache(STYLES_KEPT)
def _inner_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)


def forget_widget(app: App[Any], widget: Widget) -> None:
    """Drop what the application's reactives keep of a widget that has gone."""
    for watchers in getattr(app, "__watchers", {}).values():
        watchers[:] = [entry for entry in watchers if entry[0] is not widget]


def remember_colors_only() -> None:
    """Let the cache of backgrounds hold the colours, not the widgets that asked."""
    StylesCache.get_inner_outer = _without_caller  # type: ignore[method-assign, assignment]


def _without_caller(_cache: StylesCache, base_background: Color, background: Color) -> tuple[Style, Style]:
    return _inner_outer(base_background, background)
