"""Everything that `samtale doctor` can find has a text, and paths are quoted in the commands it suggests."""

from __future__ import annotations

import ast
import shlex

from tests.house.source import modules
from tui_app.domain.maintenance.health_checks import Severity, check_disk_space, error_finding
from tui_app.text.administration.database import CheckLine, format_check_line
from tui_app.text.administration.doctor import FINDING_MESSAGES, finding_message
from tui_app.text.errors import ERROR_MESSAGES

FINDING_FUNCTIONS = {"ok_finding", "warning_finding", "error_finding", "judge"}


def test_every_finding_has_words() -> None:
    codes = {
        value.value
        for module in modules()
        if module.path
        in (
            "tui_app/domain/maintenance/health_checks.py",
            "tui_app/services/maintenance/doctor.py",
            "tui_app/cli/doctor.py",
        )
        for call, name in module.calls()
        if name in FINDING_FUNCTIONS
        for value in ast.walk(call.args[0])
        if isinstance(value, ast.Constant)
    }
    assert len(codes) > 20
    assert codes <= FINDING_MESSAGES.keys() | ERROR_MESSAGES.keys() | {"files_private"}
    assert FINDING_MESSAGES.keys() <= codes


def test_a_path_with_blanks_and_worse_is_one_word_of_the_command() -> None:
    path = "/home/kari/$(rm -rf x) 'y'.key"
    said = finding_message(error_finding("open_to_others", path=path, mode="600"))
    assert shlex.split(said.splitlines()[1].partition(": ")[2]) == ["chmod", "600", path]


def test_room_is_said_in_the_unit_that_people_know() -> None:
    assert "81 GB" in finding_message(check_disk_space(81_619_000_000, 100_000_000_000))
    assert "600 MB" in finding_message(check_disk_space(600_000_000, 1_000_000_000))


def test_a_long_line_fits_the_terminal_and_its_command_stays_whole() -> None:
    path = "/home/kari/" + "a folder/" * 12 + "samtale.key"
    said = finding_message(error_finding("open_to_others", path=path, mode="600"))
    *about, command = format_check_line(CheckLine(Severity.ERROR, said), width=60).splitlines()
    assert max(map(len, about)) <= 60
    assert command.strip() == f"Run: chmod 600 '{path}'"
    assert {one[:11].strip() for one in about[1:]} == {""}
