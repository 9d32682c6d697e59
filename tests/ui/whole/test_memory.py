"""What was on the screen is let go of: a terminal that is open all day does not grow."""

from __future__ import annotations

import gc
import weakref
from datetime import datetime
from pathlib import Path

import pytest
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style

from tests.services.sample_conversations import cast_of, planned
from tests.ui.screens import press, running, setup_for
from tui_app.domain.records.person import Viewer
from tui_app.ui.widgets.fields.text import TextField
from tui_app.ui.widgets.frame import TopBar


@pytest.mark.usefixtures("database")
async def test_what_has_gone_from_the_screen_is_not_kept(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    cast = cast_of(kari, now)
    planned(cast, now)
    async with running(setup_for(cast.employee, now, tmp_path)) as pilot:
        await press(pilot, "3", "enter", "ctrl+down")
        kept = [weakref.ref(widget) for widget in pilot.app.screen.query("TextArea, TopBar")]
        assert {type(one()) for one in kept} >= {TopBar, TextField}
        await press(pilot, "escape", "escape", "4", "3", "enter", "escape", "escape", "4")
        gc.collect()
        assert [one() for one in kept if one() is not None] == []


def test_backgrounds_are_remembered_without_who_asked() -> None:
    cache = StylesCache()
    base, over = Color(10, 20, 30), Color(200, 0, 0, 0.5)
    assert cache.get_inner_outer(base, over) == (Style(background=base + over), Style(background=base))
    gone = weakref.ref(cache)
    del cache
    gc.collect()
    assert gone() is None
