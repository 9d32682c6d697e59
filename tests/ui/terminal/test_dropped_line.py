"""The line drops while the screen is painted, or the terminal stops reading: saved and ended within five seconds."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests import programs
from tests.ui.dropping import BURST, SECONDS, drops
from tests.ui.killing import SHOWN, Text, desk
from tests.ui.tty import Tty
from tui_app.storage.addresses import SqliteAddress


@pytest.mark.parametrize("seed", range(4))
def test_a_line_that_drops_while_painting_ends_the_process(
    seed: int, set_up: SqliteAddress, home: dict[str, str]
) -> None:
    drops(home, seed, BURST)
    assert list(Path(home["XDG_DATA_HOME"]).glob("**/crashes.log")) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_does_not_read_holds_nothing_up(
    number: signal.Signals, set_up: SqliteAddress, home: dict[str, str]
) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        for _ in range(100):  # far more than fits into the line, and nobody reads
            tty.type("21")
            time.sleep(0.02)
        tty.kill(number)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and not os.waitid(os.P_PID, tty.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            time.sleep(0.05)
        assert os.waitid(os.P_PID, tty.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)


def test_a_terminal_that_reads_again_shows_all(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        for _ in range(30):
            tty.type("21")
            time.sleep(0.02)
        tty.type("aTa kurs")
        time.sleep(1.0)
        tty.wait_for("New action for Ola Hansen")
        tty.wait_for("Ta kurs")
        assert "╰" in tty.text()


@pytest.mark.parametrize("seed", range(3))
def test_what_was_typed_before_the_line_dropped_is_saved(database: Any, key: str, tmp_path: Path, seed: int) -> None:
    place = desk(database, key, tmp_path)
    before = place.stored()
    with Tty(programs.COMMAND, env=place.env) as tty:
        tty.wait_for(SHOWN[Text.MINUTES])
        tty.settle(0.3)
        tty.type("typed and gone")
        tty.wait_for("typed and gone"[: 4 + seed])
        assert tty.drop(SECONDS) == 128 + signal.SIGHUP
    assert place.stored() == before + "typed and gone"
