"""Whoever has left is marked at every name on the smallest screen: in words, or by a sign whose frame explains it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.ui.demo import demo
from tests.ui.screens import press, screen_text, shows
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.tables import registry as tables

LEGENDS = {"en": "× has left", "nb": "× har sluttet", "nn": "× har slutta"}


@pytest.mark.parametrize("language", LEGENDS)
async def test_a_name_in_a_narrow_column_has_a_sign_and_the_frame_says_what_it_means(
    database: Any, tmp_path: Path, language: str
) -> None:
    legend = LEGENDS[language]
    async with demo(tmp_path, language, (80, 24)) as pilot:
        await press(pilot, "3")
        await shows(pilot, "Solveig Aas")
        assert "×" not in screen_text(pilot)
        with writing(), bypassing_row_security():
            someone = tables.Person.name.in_(["Solveig Aas", "Aisha Khan"])
            tables.Person.update(end_date=NOW.date() - timedelta(days=1)).where(someone).execute()
        await press(pilot, "f5")
        await shows(pilot, legend)
        assert "× Solveig Aas" in screen_text(pilot)
        await press(pilot, "2")
        await shows(pilot, legend)
        assert "× Aisha Khan" in screen_text(pilot)
        await press(pilot, "4")
        await shows(pilot, legend)
        assert "→ × Solveig Aas" in screen_text(pilot)
        await press(pilot, "l")
        await shows(pilot, legend)
        assert "× Solveig" in screen_text(pilot)
        await press(pilot, "escape", "6", "enter")
        await shows(pilot, legend)
        assert "× Solveig Aas" in screen_text(pilot)
