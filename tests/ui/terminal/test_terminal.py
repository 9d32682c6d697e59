"""The program in a real terminal: starts, stray bytes, signals, and what cannot be opened."""

from __future__ import annotations

import inspect
import signal
import sys
from pathlib import Path

import pytest

from tests import programs
from tests.ui.tty import Tty
from tui_app.storage import database as storage
from tui_app.storage.addresses import SqliteAddress

WRITES_CLIPBOARD = "\x9b\x1b]52;c;QQ==\x07"
"""What a terminal would obey: an eight-bit control character, then OSC 52."""


def said(home: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Exit code and standard error of a start that cannot succeed."""
    done = programs.samtale(Path(home["HOME"]), *arguments, HOME=home["HOME"])
    return done.returncode, done.stderr


def test_the_first_start_makes_a_team_and_the_second_finds_it(home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Your name")
        tty.type("Kari Nordmann")
        tty.wait_for("Kari Nordmann")
        tty.type("\t\t\r")
        tty.wait_for("Your team is empty")
        tty.type("p")
        tty.wait_for("New person in your team")
        tty.type("Ola Hansen\x13")
        tty.wait_for("My team (1)")
        tty.type("\x11")
        assert tty.wait_exit() == 0
    key = Path(home["XDG_CONFIG_HOME"]) / "samtale" / "samtale.key"
    assert key.stat().st_mode & 0o777 == 0o600
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")


@pytest.mark.slow
def test_something_is_seen_at_once_and_gone_when_samtale_is_there(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        while not tty.raw:
            tty.read(1)
        assert bytes(tty.raw).startswith(" Samtale …\r".encode())
        tty.wait_for("Ola Hansen")
        before_the_screen, _, _ = bytes(tty.raw).partition(b"\x1b[?1049h")
        assert before_the_screen.endswith(b"\r\x1b[K")


def test_a_stray_byte_is_a_letter_not_the_end(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        tty.type("a")
        tty.wait_for("Due")
        tty.write(b"S\xf8ke kurs")
        tty.wait_for("Søke kurs")


def test_textual_itself_still_ends_at_a_stray_byte() -> None:
    """Where this fails, `ui/terminal.py` need not replace the driver's decoder any more."""
    from textual.drivers.linux_driver import LinuxDriver

    assert 'getincrementaldecoder("utf-8")()' in inspect.getsource(LinuxDriver)


@pytest.mark.slow
def test_control_bytes_that_somebody_put_into_the_database_reach_no_terminal(
    set_up: SqliteAddress, home: dict[str, str]
) -> None:
    storage.bind_database(set_up.open())
    with storage.writing():
        storage.proxy.execute_sql("update person set name = ? where name = 'Ola Hansen'", (f"Ola {WRITES_CLIPBOARD}",))
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola ··]52;c;QQ==")
        assert b"\x1b]52" not in tty.raw
        assert b"\xc2\x9b" not in tty.raw


@pytest.mark.parametrize("number", [signal.SIGHUP, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_a_signal_ends_it_in_order(set_up: SqliteAddress, home: dict[str, str], number: signal.Signals) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        tty.kill(number)
        assert tty.wait_exit() == 128 + number
        assert b"\x1b[?1049l" in tty.raw, "the terminal gets its own screen back"


def test_a_dropped_line_is_no_mistake_of_ours(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        assert tty.drop() == 128 + signal.SIGHUP
    assert list(Path(home["XDG_DATA_HOME"]).glob("**/crashes.log")) == []


@pytest.mark.slow
def test_textuals_variables_have_no_effect(set_up: SqliteAddress, home: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "keys.log"
    with Tty(programs.COMMAND, env=home | {"TEXTUAL_LOG": str(log), "TEXTUAL_DRIVER": "nothing:here"}) as tty:
        tty.wait_for("Ola Hansen")
    assert not log.exists()


@pytest.mark.slow
def test_the_screen_is_never_drawn_into_a_file(set_up: SqliteAddress, home: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Tty(["sh", "-c", f"{sys.executable} -m tui_app 2>{log}"], env=home) as tty:
        assert tty.wait_exit() == 2
    assert "Samtale needs a terminal" in log.read_text()
    assert "Ola" not in log.read_text()


def test_a_lost_database_is_said_and_not_replaced(set_up: SqliteAddress, home: dict[str, str]) -> None:
    set_up.path.unlink()
    code, words = said(home)
    assert code != 0
    assert str(set_up.path) in words
    assert "backup" in words
    assert not set_up.path.exists()


def test_a_wrong_and_a_lost_key_are_said(set_up: SqliteAddress, home: dict[str, str]) -> None:
    key = Path(home["XDG_CONFIG_HOME"]) / "samtale" / "samtale.key"
    key.write_text("cd" * 32)
    code, words = said(home)
    assert code != 0
    assert "key does not open" in words
    key.unlink()
    code, words = said(home)
    assert code != 0
    assert "The database key is missing" in words
    assert not key.exists()


def test_a_newer_database_is_said(set_up: SqliteAddress, home: dict[str, str]) -> None:
    db = set_up.open()
    with db.connection_context():
        db.execute_sql("insert into schema_migration (name, applied) values ('9999_future', '2030-01-01')")
    code, words = said(home)
    assert code != 0
    assert "A newer version of Samtale" in words


def test_a_folder_that_is_a_file_is_said(home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    code, words = said(home)
    assert code != 0
    assert "Traceback" not in words
    assert str(tmp_path) in words


def test_an_unknown_address_is_said(home: dict[str, str]) -> None:
    code, words = said(home, "--database", "oracle://somewhere")
    assert code != 0
    assert "oracle" in words


@pytest.mark.slow
def test_no_color_is_honoured(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home | {"NO_COLOR": "1"}) as tty:
        tty.wait_for("no conversation yet")
        coloured = [
            cell.fg
            for row in tty.screen.buffer.values()
            for cell in row.values()
            if cell.data.strip() and cell.fg != "default" and len(set(_rgb(cell.fg))) > 1
        ]
        assert coloured == []


def _rgb(colour: str) -> tuple[str, str, str]:
    return (colour[:2], colour[2:4], colour[4:6])
