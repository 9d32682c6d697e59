"""Every command with streams closed or full and in any locale: a right result, or one plain sentence."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Sized

import pytest

from tests.cli.computer import Computer
from tests.programs import COMMAND, SECONDS, environment
from tests.ui.tty import Tty
from tui_app.storage.database import proxy

pytestmark = pytest.mark.slow  # a new program at each step

COMMANDS = {
    # the command -> the exit codes with which it can be done
    "backup copy.db --replace": {0},
    "verify": {0},
    "verify --json": {0},
    "doctor": {0},
    "team": {0},
    "team --json": {0},
    "actions": {0},
    "figures --organisation": {0, 2},
    "figures --csv figures.csv --replace": {0, 2},
    "export out": {0, 1},
    "retention --dry-run": {0},
    "calendars out": {0},
    "remind --dry-run": {0, 2},
    "import people staff.csv --dry-run": {0},
    "upgrade": {0},
    "restore copy.db --replace": {0},
    "rekey --sign-in": {0},
    "--version": {0},
    "--help": {0},
    "no-such-command": {2},
    "demo": {2},
    "": {2},
}
PER_STATE = int(os.environ.get("SAMTALE_TEST_STREAMS", "5"))
"""How many of the commands each state of the streams and each locale tries; all with SAMTALE_TEST_STREAMS=22."""
ALWAYS = ("backup copy.db --replace", "team --json")
"""Tried in each: restoring needs the copy, and this prints what no small alphabet has."""
STREAMS = {
    # how the shell starts it -> True if what it prints is lost
    "<&-": False,
    ">&-": True,
    "2>&-": False,
    "<&- >&- 2>&-": True,
    ">/dev/full": True,
    "2>/dev/full": False,
    ">/dev/full 2>/dev/full": True,
}
LOCALES = [
    {"LC_ALL": "", "LANG": "nb_NO"},
    {"LC_ALL": "nb_NO.ISO-8859-1"},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX"},
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "ascii"},
    {"TERM": "dumb"},
]
UNWANTED = ("Traceback", "Error:\n", "Exception", "had to stop", "Errno", "Reference")


@pytest.fixture
def computer(computer: Computer) -> Computer:
    """A computer with a person whose name is in no small alphabet."""
    computer.hire("Łukasz Ødegård 王", email="lukasz@example.org")
    proxy.close()
    (computer.home / "out").mkdir()
    (computer.home / "staff.csv").write_text("Name\nÅse Łoś\n", encoding="utf-8")
    return computer


def run(computer: Computer, words: str, redirections: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """A command as a shell starts it, with these redirections."""
    line = f"exec {shlex.join([*COMMAND, *words.split()])} {redirections}"
    return subprocess.run(
        ["sh", "-c", line],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        cwd=computer.home,
        env=environment(computer.home, **variables),
        timeout=SECONDS,
        check=False,
    )


def commands_of(number: int) -> dict[str, set[int]]:
    """The commands that this state or locale tries, in their order; the next ones go on where these stop."""
    names = [name for name in COMMANDS if name not in ALWAYS]
    turn = {names[(number * PER_STATE + place) % len(names)] for place in range(PER_STATE)}
    return {name: codes for name, codes in COMMANDS.items() if name in turn or name in ALWAYS}


@pytest.mark.parametrize("states", [STREAMS, LOCALES], ids=["streams", "locales"])
def test_every_command_has_its_turn(states: Sized) -> None:
    assert {name for number in range(len(states)) for name in commands_of(number)} == set(COMMANDS)


@pytest.mark.parametrize(("number", "redirections"), list(enumerate(STREAMS)))
def test_streams_that_are_closed_or_full(computer: Computer, number: int, redirections: str) -> None:
    is_lost = STREAMS[redirections]
    for words, codes in commands_of(number).items():
        done = run(computer, words, redirections)
        told = (words, done.returncode, done.stdout, done.stderr)
        assert done.returncode in (codes | {1} if is_lost else codes), told
        assert not [sign for sign in UNWANTED if sign in done.stderr + done.stdout], told
    assert (computer.home / "copy.db").exists()
    assert computer.run("verify").returncode == 0


@pytest.mark.parametrize(("number", "variables"), list(enumerate(LOCALES)), ids=str)
def test_locales_without_our_letters(computer: Computer, number: int, variables: dict[str, str]) -> None:
    for words, codes in commands_of(number).items():
        done = run(computer, words, **variables)
        told = (words, done.returncode, done.stdout, done.stderr)
        assert done.returncode in codes, told
        assert not [sign for sign in UNWANTED if sign in done.stderr + done.stdout], told
        if words == "team --json":
            assert json.loads(done.stdout)["people"][0]["name"] == "Łukasz Ødegård 王"


def test_a_lost_output_is_told_and_the_work_is_done(computer: Computer) -> None:
    done = run(computer, "backup copy.db", ">/dev/full")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "could not be written" in done.stderr
    assert (computer.home / "copy.db").exists()


def test_a_lost_report_of_problems_is_told_too(computer: Computer) -> None:
    (computer.database.parent / "samtale.db.before-0002").write_bytes(b"")  # an older copy, which erasing reports
    for redirection in (">/dev/full", ">&-"):
        done = run(computer, "retention", redirection)
        assert (done.returncode, done.stderr) == (1, "The output could not be written to standard output.\n")


def test_a_reader_that_has_enough_is_no_problem(computer: Computer) -> None:
    done = run(computer, "doctor", "| head -c 1 >/dev/null")
    assert done.stderr == ""


@pytest.mark.parametrize(
    "words",
    ["figures --csv", "figures --xlsx", "figures --pdf", "backup", "restore", "export", "calendars", "--database"],
)
def test_an_empty_name_is_refused_in_a_sentence(computer: Computer, words: str) -> None:
    done = computer.run(*words.split(), "")
    assert done.returncode == 2
    assert "empty" in done.stderr
    assert not [sign for sign in UNWANTED if sign in done.stderr]


@pytest.mark.parametrize("empty", ["", "  "])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("export . --person", "empty"),
        ("actions --person", "empty"),
        ("team --of", "empty"),
        ("--database", "empty"),
        ("verify --since", "Enter it as printed"),
    ],
)
def test_an_empty_choice_never_means_everything(computer: Computer, words: str, said: str, empty: str) -> None:
    """As a script gives it whose variable is not set: it must not export everybody, or leave a check out."""
    done = computer.run(*words.split(), empty)
    assert done.returncode == 2
    assert said in done.stderr
    assert not done.stdout


@pytest.mark.parametrize("words", [[], ["demo"]])
def test_a_terminal_that_cannot_show_it_is_told_and_not_painted(computer: Computer, words: list[str]) -> None:
    with Tty([*COMMAND, *words], environment(computer.home, TERM="dumb")) as terminal:
        while terminal.read(20):
            pass
        assert b"TERM=dumb" in terminal.raw
        assert b"\x1b[?1049h" not in terminal.raw


@pytest.mark.parametrize(
    ("variables", "encoding"),
    [
        ({"TERM": "xterm", "PYTHONIOENCODING": "latin-1"}, "latin-1"),
        ({"TERM": "vt100", "PYTHONIOENCODING": "ascii"}, "ascii"),
    ],
)
def test_a_terminal_without_utf_8_gets_the_letters_that_it_has(
    computer: Computer, variables: dict[str, str], encoding: str
) -> None:
    with Tty([*COMMAND, "demo"], environment(computer.home, **variables)) as terminal:
        terminal.wait_for("Tuva", 60)
        terminal.settle(1)
        terminal.raw.decode(encoding)
        assert b"\\u" not in terminal.raw
        assert b"?" not in terminal.text().encode()
        assert "+==" in terminal.text()


@pytest.mark.parametrize("words", ["team", "export .", "import people staff.csv --dry-run", "backup copy.db"])
def test_a_folder_that_was_deleted_meanwhile_is_no_bug(computer: Computer, words: str) -> None:
    gone = computer.home / "gone"
    gone.mkdir()
    line = f"rmdir {shlex.quote(str(gone))} && exec {shlex.join([*COMMAND, *words.split()])}"
    done = subprocess.run(
        ["sh", "-c", line],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        cwd=gone,
        env=environment(computer.home),
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode in {0, 1, 2}
    assert not any(word in done.stdout + done.stderr for word in UNWANTED)
    assert not list(computer.home.glob("**/crashes.log"))
