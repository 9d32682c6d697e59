"""How commands find and open their database, and what they say and leave alone where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.computer import Computer
from tui_app.cli import common
from tui_app.cli.common import ExitCode
from tui_app.domain.records.person import Viewer
from tui_app.files.settings import Settings, save_settings

SIGNED_IN = ("team", "actions", "figures", "export", "retention", "remind", "import people list.csv")
MAINTENANCE = ("verify", "backup", "rekey", "rekey --sign-in", "restore copy.db")


@pytest.fixture
def fresh(tmp_path: Path) -> Computer:
    """A computer on which nobody has started Samtale."""
    return Computer(tmp_path, Viewer(0, ""))


@pytest.mark.parametrize("words", SIGNED_IN)
def test_a_command_for_people_needs_somebody_and_creates_nothing(fresh: Computer, words: str) -> None:
    for database in ([], ["--database", str(fresh.home / "nowhere.db")]):
        done = fresh.run(*database, *words.split())
        assert (done.returncode, done.stdout) == (ExitCode.FAILED, "")
        assert "Start Samtale once first" in done.stderr
    assert not list(fresh.home.iterdir())


@pytest.mark.parametrize("words", MAINTENANCE)
def test_a_command_for_the_database_needs_the_key_and_creates_nothing(fresh: Computer, words: str) -> None:
    done = fresh.run("--database", str(fresh.home / "nowhere.db"), *words.split())
    assert (done.returncode, "key is missing" in done.stderr) == (ExitCode.FAILED, True)
    assert not list(fresh.home.iterdir())


@pytest.mark.parametrize("words", ["verify", "backup", "rekey", "upgrade"])
def test_a_database_that_is_not_there_is_told(computer: Computer, words: str) -> None:
    done = computer.run("--database", str(computer.home / "nowhere.db"), words)
    assert (done.returncode, "The database was not found" in done.stderr) == (ExitCode.FAILED, True)
    assert not (computer.home / "nowhere.db").exists()


@pytest.mark.parametrize("words", ["backup", "rekey", "restore copy.db"])
def test_a_server_has_tools_of_its_own_and_is_not_opened(fresh: Computer, words: str) -> None:
    done = fresh.run("--database", "postgresql://kari:pw@127.0.0.1:9/none", *words.split())
    assert done.returncode == ExitCode.FAILED
    assert "postgresql://127.0.0.1:9/none" in done.stderr


def test_a_lost_database_is_told_by_every_command(computer: Computer) -> None:
    for path in computer.database.parent.glob("samtale.db*"):
        path.unlink()
    for words in ("team", "verify"):
        done = computer.run(words)
        assert (done.returncode, "The database used before is missing" in done.stderr) == (ExitCode.FAILED, True)


def test_somebody_must_be_there_to_be_asked_on_a_shared_computer(computer: Computer) -> None:
    save_settings(Settings(language="en", several=True), computer.paths.settings)
    done = computer.run("team")
    assert (done.returncode, "Run this in a terminal" in done.stderr) == (ExitCode.FAILED, True)


def test_help_loads_every_command_and_a_wrong_word_is_told(computer: Computer) -> None:
    done = computer.run("--help")
    assert done.returncode == ExitCode.DONE
    for command in ("backup", "calendars", "demo", "doctor", "export", "import", "team", "verify"):
        assert f"  {command} " in done.stdout
    assert computer.run("tema").returncode == ExitCode.FAILED
    assert computer.run("--kiosk", "team").returncode == ExitCode.FAILED


def test_a_mistake_of_ours_is_logged_and_told_without_a_traceback(computer: Computer) -> None:
    broken = "import tui_app.wiring as wiring\nwiring.sign_in_owner = lambda *given: 1 / 0"
    done = computer.run("team", before=broken)
    assert (done.returncode, done.stdout) == (ExitCode.PROBLEMS, "")
    assert done.stderr.startswith("Samtale had to stop.")
    assert "Traceback" not in done.stderr
    assert str(computer.paths.crash_log) in done.stderr
    assert "ZeroDivisionError" in computer.paths.crash_log.read_text()


def test_the_greeting_is_for_a_terminal_only(capsys: pytest.CaptureFixture[str]) -> None:
    common.print_greeting()
    common.clear_greeting()
    common.print_error("Wrong")
    assert capsys.readouterr() == ("", "Wrong\n")


def test_the_keys_are_listed_with_what_was_changed(computer: Computer) -> None:
    done = computer.run("keys")
    assert done.returncode == 0
    assert "comment               c               Comment" in done.stdout
    save_settings(Settings(language="nb", keys={"comment": "z", "end": "e"}), computer.paths.settings)
    done = computer.run("keys")
    assert done.returncode == 1
    assert "comment               z             * " in done.stdout
    assert done.stderr == "keys: «end» kan ikke være e, for det er «edit».\n"


@pytest.mark.parametrize(
    "broken", ["", "import tui_app.wiring as wiring\nwiring.build_app = lambda *given, **more: 1 / 0"]
)
def test_a_kiosk_that_cannot_start_names_no_folder(computer: Computer, broken: str) -> None:
    if not broken:
        computer.database.unlink()
    done = computer.run("--kiosk", before=broken)
    assert done.returncode != 0
    assert done.stderr.strip()
    assert str(computer.home) not in done.stderr
    assert str(computer.home) in computer.run(before=broken).stderr
