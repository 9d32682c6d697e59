"""What is said after a bug."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.ui.screens import running, setup_for
from tui_app.domain.records.person import Viewer
from tui_app.ui.app import SamtaleApp


@pytest.mark.parametrize("is_kiosk", [False, True])
async def test_the_log_is_named_except_on_a_kiosk(kari: Viewer, now: datetime, tmp_path: Path, is_kiosk: bool) -> None:
    async with running(setup_for(kari, now, tmp_path, is_kiosk=is_kiosk)) as pilot:
        assert isinstance(pilot.app, SamtaleApp)
        pilot.app.ending.note_crash()
        said = pilot.app.crash_message
    assert "1234abcd" in said
    assert (str(tmp_path) in said) == (not is_kiosk)
    assert "1234abcd" in (tmp_path / "crashes.log").read_text()
