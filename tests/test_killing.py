"""Kill -9 costs at most the last second, on both databases; the form reopens where it was, and so does the walk."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ui.killing import SHOWN, Text, desk, lost_seconds, walk_on
from tests.ui.tty import Tty
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.follow_up.session import FollowUpOutcome
from tui_app.domain.records.action import ActionStatus
from tui_app.services.actions import actions
from tui_app.services.follow_up import follow_up_session

pytestmark = pytest.mark.slow

TRIES = {Text.MINUTES: 8, Text.FORM: 8}
"""In every run of the tests, the other texts 3, which are saved as the minutes are; the benchmarks do two hundred."""


@pytest.mark.parametrize("text", Text)
def test_a_kill_costs_at_most_the_last_second_of_typing(database: Any, key: str, tmp_path: Path, text: Text) -> None:
    tries = TRIES.get(text, 3)
    lost = lost_seconds(desk(database, key, tmp_path, text), tries, seed=1)
    assert len(lost) == tries
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


def test_what_is_half_typed_in_a_form_outlives_a_dropped_line(database: Any, key: str, tmp_path: Path) -> None:
    place = desk(database, key, tmp_path, Text.FORM)
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        place.open_field(tty)
        tty.type("typed and gone")
        tty.wait_for("typed and gone")
        os.kill(tty.pid, signal.SIGHUP)
        assert tty.wait_exit() == 128 + signal.SIGHUP
    assert place.stored() == "typed and gone"
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        tty.wait_for("Not finished: Comment")
        place.open_field(tty)
        tty.wait_for("typed and gone")
        tty.type(" and here\x13")
        tty.read_for(1.0)
    assert place.stored() == ""


def test_quitting_saves_and_the_next_start_is_at_home(database: Any, key: str, tmp_path: Path) -> None:
    place = desk(database, key, tmp_path)
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        tty.wait_for("Minutes")
        tty.settle(0.3)
        tty.type("typed and quit\x11")
        assert tty.wait_exit() == 0
    assert place.stored() == "typed and quit"
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        tty.wait_for("Nothing has been agreed yet")
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


def test_a_walk_goes_on_after_a_kill_with_what_was_done_and_written(database: Any, key: str, tmp_path: Path) -> None:
    place = desk(database, key, tmp_path, Text.NOTE)
    now = datetime.now(UTC)
    for text in ("First", "Second", "Third"):
        values = {"text": text, "responsible_id": place.employee_id, "due": now.date()}
        actions.add(place.writer, now, place.employee_id, validate_draft(ActionDraft, values))
    for keys, shown in ((" y", "3 of 3"), ("s", "A short note")):
        with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
            walk_on(tty)
            tty.type(keys)
            tty.wait_for(shown)
            tty.read_for(1.0)
            os.kill(tty.pid, signal.SIGKILL)
    stands = follow_up_session.get(place.writer, now, place.employee_id)
    assert list(stands.outcomes.values()) == [FollowUpOutcome.DONE, FollowUpOutcome.ON_TRACK, FollowUpOutcome.STARTED]
    assert [one.status for one in stands.actions] == [ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.STARTED]
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        place.open_field(tty)
        tty.type("Well under way")
        tty.read_for(1.0)
        os.kill(tty.pid, signal.SIGKILL)
    with Tty([sys.executable, "-m", "tui_app"], place.env) as tty:
        walk_on(tty)
        tty.wait_for("1 on track  Second")
        tty.wait_for("Well under way")
        tty.type("\x13")
        tty.wait_for("That was everyone")
