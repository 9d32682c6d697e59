"""Kill -9 while somebody types costs at most the last second, on both databases; the form reopens where it was."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ui.killing import SHOWN, Text, desk, lost_seconds
from tests.ui.tty import Tty

pytestmark = pytest.mark.slow

TRIES = 8
"""In every run of the tests; `benchmarks/killing.py` does two hundred."""


@pytest.mark.parametrize("text", Text)
def test_a_kill_costs_at_most_the_last_second_of_typing(database: Any, key: str, tmp_path: Path, text: Text) -> None:
    lost = lost_seconds(desk(database, key, tmp_path, text), TRIES, seed=1)
    assert len(lost) == TRIES
    assert max(lost) <= 1.0, lost


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (signal.SIGHUP, Text.MINUTES),
        (signal.SIGTERM, Text.MINUTES),
        (signal.SIGHUP, Text.COMMENT),
        (signal.SIGHUP, Text.STATEMENT),
    ],
)
def test_a_dropped_line_saves_what_was_typed_the_moment_before(
    database: Any, key: str, tmp_path: Path, number: signal.Signals, text: Text
) -> None:
    place = desk(database, key, tmp_path, text)
    before = place.stored()
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        tty.wait_for(SHOWN[text])
        tty.settle(0.3)
        tty.type("typed and gone")
        tty.wait_for("typed and gone")
        os.kill(tty.pid, number)
        assert tty.wait_exit() == 128 + number
    assert place.stored() == before + "typed and gone"
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        tty.wait_for("typed and gone")  # the form reopens where it was


def test_quitting_saves_and_the_next_start_is_at_home(database: Any, key: str, tmp_path: Path) -> None:
    place = desk(database, key, tmp_path)
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        tty.wait_for("Minutes")
        tty.settle(0.3)
        tty.type("typed and quit\x11")
        assert tty.wait_exit() == 0
    assert place.stored() == "typed and quit"
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        tty.wait_for("Nothing is agreed yet")
        tty.settle(1.0)
        assert "typed and quit" not in tty.text()


def test_no_letter_is_lost_when_the_first_saving_begins_the_minutes(database: Any, key: str, tmp_path: Path) -> None:
    place = desk(database, key, tmp_path)
    words = " ".join(f"1u{number}" for number in range(20))
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        tty.wait_for("Minutes")
        tty.settle(0.3)
        for letter in words:
            tty.type(letter)
            tty.settle(0.03)
        tty.wait_for("1u19")
        tty.type("\x11")
        assert tty.wait_exit() == 0
    assert place.stored() == words
