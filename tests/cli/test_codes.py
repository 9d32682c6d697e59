"""`samtale codes`, as a person or a script runs it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.computer import Computer
from tests.programs import COMMAND, environment
from tests.ui.tty import Tty
from tui_app.domain.accounts.codes import CodeScope
from tui_app.domain.records.person import Person
from tui_app.environment import now
from tui_app.services.accounts import codes

CODE = re.compile(r"^(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}", re.MULTILINE)


@pytest.fixture
def team(computer: Computer) -> tuple[Person, ...]:
    """Ola, Åse and Per, whom Kari leads."""
    return tuple(computer.hire(name, employee_number=number) for name, number in
                 (("Ola Hansen", "1002"), ("Åse Østby", "1003"), ("Per Berg", "1004")))  # fmt: skip


def waiting(computer: Computer) -> int:
    """How many have neither password nor code."""
    computer.open()
    return sum(one.code_until is None for one in codes.without_password(computer.kari, now(), CodeScope.ALL))


def test_the_codes_of_a_team_are_printed_once(team: tuple[Person, ...], computer: Computer) -> None:
    tried = computer.run("codes", "--team", "--dry-run")
    assert (tried.returncode, tried.stdout.splitlines()) == (0, ["Ola Hansen", "Per Berg", "Åse Østby"])
    assert waiting(computer) == 3
    done = computer.run("codes", "--team")
    assert done.returncode == 0, done.stderr
    assert len(CODE.findall(done.stdout)) == 3
    assert re.split(r"  +", done.stdout.splitlines()[0])[1:] == ["Ola Hansen", "1002"]
    assert "Each code works once, until" in done.stderr
    again = computer.run("codes", "--all")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "Everyone can sign in.\n")


def test_in_a_file_and_not_on_the_screen(team: tuple[Person, ...], computer: Computer, tmp_path: Path) -> None:
    refused = computer.run("codes", "--team", "--pdf", "there/is/no/folder.pdf")
    assert refused.returncode == 2
    assert waiting(computer) == 3
    done = computer.run("codes", "--team", "--pdf", "codes", "--slips")
    assert (done.returncode, done.stdout) == (0, "")
    pages = PdfReader(tmp_path / "codes.pdf").pages
    assert len(pages) == 3
    assert "Start Samtale" in pages[0].extract_text()
    existing = computer.run("codes", "Ola Hansen", "--pdf", "codes.pdf")
    assert existing.returncode == 2
    listed = computer.run("codes", "1002", "per", "--pdf", "codes.pdf", "--replace")
    assert listed.returncode == 0, listed.stderr
    assert len(CODE.findall(PdfReader(tmp_path / "codes.pdf").pages[0].extract_text())) <= 2


def test_who_is_meant_must_be_said_and_found(team: tuple[Person, ...], computer: Computer) -> None:
    assert computer.run("codes").returncode == 2
    assert computer.run("codes", "Ola Hansen", "--team").returncode == 2
    assert computer.run("codes", "--team", "--slips").returncode == 2
    nobody = computer.run("codes", "Ola Hansen", "Siri Ukjent")
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert waiting(computer) == 3
    computer.owned_by(team[0])
    for words in (["--all"], ["Per Berg"], ["Ola Hansen"]):
        refused = computer.run("codes", *words)
        assert (refused.returncode, refused.stdout) == (2, "")
    assert computer.run("codes", "--team").stderr == "Everyone can sign in.\n"
    assert waiting(computer) == 3


def test_a_name_gets_a_new_code_in_any_case(team: tuple[Person, ...], computer: Computer) -> None:
    first, second = (CODE.findall(computer.run("codes", "Ola Hansen").stdout) for _ in range(2))
    assert len(first) == len(second) == 1
    assert first != second


def test_at_a_terminal_it_shows_how_far_it_is(team: tuple[Person, ...], computer: Computer) -> None:
    with Tty([*COMMAND, "codes", "--team"], environment(computer.home, TERM="xterm-256color"), 80, 24) as tty:
        assert tty.wait_exit(60) == 0
        assert b"2 / 3" in tty.raw
        assert len(CODE.findall(tty.text())) == 3
        assert "/ 3" not in tty.text()
