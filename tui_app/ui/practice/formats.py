"""Which screen a format of practice has. Each is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.screen import Screen

from tui_app.domain.practice.sessions import FORMATS
from tui_app.domain.records.practice import PracticeFormat


def _open_up(conversation_id: int) -> Screen[None]:
    from tui_app.ui.practice.open_up_screen import OpenUpScreen

    return OpenUpScreen()


def _sort(conversation_id: int) -> Screen[None]:
    from tui_app.ui.practice.sort_screen import SortScreen

    return SortScreen()


def _mirror(conversation_id: int) -> Screen[None]:
    from tui_app.ui.practice.mirror_screen import MirrorScreen

    return MirrorScreen()


def _warm_up(conversation_id: int) -> Screen[None]:
    from tui_app.ui.practice.warm_up_screen import WarmUpScreen

    return WarmUpScreen(conversation_id)


def _together(format: PracticeFormat) -> Callable[[int], Screen[None]]:
    def make(conversation_id: int) -> Screen[None]:
        from tui_app.ui.practice.together_screen import TogetherScreen

        return TogetherScreen(format)

    return make


FORMAT_SCREENS: Mapping[PracticeFormat, Callable[[int], Screen[None]]] = {
    PracticeFormat.OPEN_UP: _open_up,
    PracticeFormat.SORT: _sort,
    PracticeFormat.MIRROR: _mirror,
    PracticeFormat.NEXT_CONVERSATION: _warm_up,
    **{one: _together(one) for one, facts in FORMATS.items() if facts.is_shared},
}
"""Format -> makes its screen, from the id of the conversation that it is for, else 0.

The list shows the formats that have one.
"""
