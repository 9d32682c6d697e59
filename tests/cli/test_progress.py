"""Work that takes longer than two seconds shows on a terminal, and a long list fits a screen."""

from __future__ import annotations

import io
import sys
from threading import Event

import pytest
from msgspec.structs import replace

from tui_app.cli.output import SCREEN_LINES, showing_progress
from tui_app.cli.retention import _preview_lines
from tui_app.domain.retention import RetentionKind
from tui_app.services.administration.retention import PersonCounts, RetentionOverview


class Terminal(io.StringIO):
    """Standard error on a terminal, which tells when something is written."""

    def __init__(self) -> None:
        super().__init__()
        self.is_written = Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.is_written.set()


def test_progress_shows_after_two_seconds_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with showing_progress():
        pass
    assert terminal.getvalue() == ""
    with showing_progress():
        assert terminal.is_written.wait(20)
    assert "Working … 2 s" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_what_is_counted_shows_how_much_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with showing_progress() as progress:
        progress.count(400, 116_183)
        assert terminal.is_written.wait(20)
    assert "s: 400 of 116183" in terminal.getvalue()


def test_nothing_is_shown_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with showing_progress():
        pass
    assert capsys.readouterr().err == ""


def test_a_long_list_fits_a_screen_and_the_file_has_all() -> None:
    counts = {RetentionKind.AGREED: 2}
    people = tuple(PersonCounts(number, f"Person {number}", counts) for number in range(1, 1001))
    overview = RetentionOverview({}, {RetentionKind.AGREED: 2000}, people, (), (), None)
    on_hold = replace(overview, held_back=people)
    shown = list(_preview_lines(on_hold, SCREEN_LINES))
    assert len(shown) <= 24
    assert "988 more" in "\n".join(shown)
    assert "--list FILE" in "\n".join(shown)
    assert len(list(_preview_lines(overview, None))) == 1002
