"""The top and bottom lines follow the day and the language on every open screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.records.person import Person, Viewer


async def test_both_lines_speak_the_new_language_at_once(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "f2", "right", "escape")
        lines = screen_text(pilot).splitlines()
        assert "2 Tiltak" in lines[0]
        assert "a Nytt tiltak" in lines[-1]
        await press(pilot, "escape")
        lines = screen_text(pilot).splitlines()
        assert "2 Tiltak" in lines[0]
        assert "a Nytt tiltak" in lines[-1]


async def test_the_top_line_knows_the_new_day(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.ui.app.REFRESH_SECONDS", 0.05)
    clock = [now]
    async with running(replace(setup_for(kari, now, tmp_path), now=lambda: clock[0])) as pilot:
        await press(pilot, "enter")
        assert "Mon 23 Nov" in screen_text(pilot)
        clock[0] += timedelta(days=1)
        await shows(pilot, "Tue 24 Nov")
