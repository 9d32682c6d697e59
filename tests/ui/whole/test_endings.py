"""The end of the program, ordered and by a crash."""

from __future__ import annotations

import gc
import inspect
from datetime import datetime
from pathlib import Path

import pytest

from tests.ui.screens import running, setup_for
from tui_app.domain.records.person import Person, Viewer


async def test_what_had_no_time_to_begin_before_the_end_warns_of_nothing(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        begun: list[int] = []

        async def late() -> None:
            begun.append(1)

        coroutine = late()
        pilot.app.ctx.spawn(coroutine)  # type: ignore[attr-defined]
        pilot.app.workers.cancel_all()
    gc.collect()
    assert not begun
    assert inspect.getcoroutinestate(coroutine) == inspect.CORO_CLOSED


async def test_a_crash_leaves_a_reference_and_nothing_that_anybody_wrote(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    secret = "Hemmelig notat"

    def broken(*_: object) -> None:
        raise ZeroDivisionError(secret)

    with pytest.raises(Exception, match=secret):
        async with running(setup_for(kari, now, tmp_path)) as pilot:
            app = pilot.app
            app.ctx.spawn(app.ctx.call(broken))  # type: ignore[attr-defined]
            await pilot.pause(0.2)
    assert "1234abcd" in app.crash_message  # type: ignore[attr-defined]
    log = tmp_path / "crashes.log"
    assert log.stat().st_mode & 0o777 == 0o600
    assert "1234abcd" in log.read_text()
    assert secret not in log.read_text() + app.crash_message  # type: ignore[attr-defined]
