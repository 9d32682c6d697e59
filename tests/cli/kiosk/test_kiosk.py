"""The kiosk over a real sshd on loopback: with the settings in docs/kiosk.md nobody gets past the sign-in screen."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.kiosk.sshd import SSHD, Kiosk, environment, free_port, set_up, settings, wait_for_port
from tests.services.hasher import PASSWORD
from tests.services.sample_conversations import set_bookmark
from tests.ui.tty import Tty
from tui_app.services.conversations import conversation_view

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (SSHD and shutil.which("ssh")), reason="needs an OpenSSH server and client"),
]


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """A server with temporary keys, and Ola with a conversation."""
    folder = tmp_path_factory.mktemp("kiosk")
    ola, conversation_id = set_up(folder)
    for name in ("host", "client"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    (folder / "authorized").write_text((folder / "client.pub").read_text())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "sshd_config").write_text(settings(folder, port))
    Path("/run/sshd").mkdir(exist_ok=True)
    with subprocess.Popen(
        [str(SSHD), "-D", "-e", "-f", str(folder / "sshd_config")], stderr=subprocess.DEVNULL
    ) as server:
        wait_for_port(port)
        yield Kiosk(folder, port, conversation_id, ola)
        server.terminate()


def sign_in(tty: Tty) -> None:
    """Sign in as Ola."""
    tty.wait_for("Who are you?")
    tty.type("ola")
    tty.wait_for("Ola Hansen")
    tty.type("\r")
    tty.settle(0.5)
    tty.type(PASSWORD + "\r")


def test_a_person_signs_in_and_the_next_finds_nothing_of_them(kiosk: Kiosk) -> None:
    with Tty(kiosk.ssh("-tt"), env=environment()) as tty:
        sign_in(tty)
        tty.wait_for("Short")
        before = programs(kiosk)
        tty.type("\x11")
        tty.wait_for("Who are you?")
        assert "Short" not in tty.text()
        assert programs(kiosk) == before  # the same process id, with a new program in it


def test_no_key_gets_past_the_sign_in_screen_or_out_of_a_session(kiosk: Kiosk) -> None:
    with Tty(kiosk.ssh("-tt", "-e", "none"), env=environment()) as tty:
        tty.wait_for("Who are you?")
        for key in ("\x03", "\x1a", "\x1c", "\x04", "\x11", "\x10", "\x1b"):
            tty.type(key)
            tty.settle(0.3)
            assert "Who are you?" in tty.text()
        sign_in(tty)
        tty.wait_for("Short")
        for key in ("\x03", "\x1a", "\x1c", "\x04", "\x10"):
            tty.type(key)
            tty.settle(0.3)
            assert "Short" in tty.text()


@pytest.mark.parametrize(
    "command", [("id",), ("sh", "-c", "echo escaped"), ("/bin/sh",), ("samtale", "export", "/tmp")]
)
def test_no_command_of_the_client_is_run(kiosk: Kiosk, command: tuple[str, ...]) -> None:
    answer = kiosk.run(*kiosk.ssh(command=command))
    assert "Samtale needs a terminal" in answer
    assert "uid=" not in answer
    assert "escaped" not in answer


def test_neither_sftp_nor_scp_reaches_a_file(kiosk: Kiosk, tmp_path: Path) -> None:
    common = [*kiosk.ssh()[1:3], *(one if one != "-p" else "-P" for one in kiosk.ssh()[3:-1])]
    source = f"{kiosk.ssh()[-1]}:{kiosk.folder / 'config' / 'samtale' / 'samtale.key'}"
    for program in (("scp", "-O"), ("scp",), ("sftp",)):
        kiosk.run(*program, *common, source, str(tmp_path / "stolen"), seconds=4)
        assert not (tmp_path / "stolen").exists()


def test_no_port_is_forwarded(kiosk: Kiosk) -> None:
    with socket.socket() as inner:
        inner.bind(("127.0.0.1", 0))
        inner.listen()
        inner.settimeout(1.5)
        target = inner.getsockname()[1]
        assert "SSH-" not in kiosk.run(*kiosk.ssh("-W", f"127.0.0.1:{kiosk.port}"), seconds=4)
        for kind in ("-L", "-R"):
            outer = free_port()
            forward = kiosk.ssh("-N", kind, f"127.0.0.1:{outer}:127.0.0.1:{target}")
            with subprocess.Popen(forward, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as client:
                time.sleep(2)  # as long as a forwarding takes that is allowed, many times over
                with socket.socket() as caller:
                    caller.settimeout(1)
                    caller.connect_ex(("127.0.0.1", outer))
                with pytest.raises(TimeoutError):
                    inner.accept()
                client.kill()


def test_no_variable_of_the_client_gets_in(kiosk: Kiosk, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    names = {
        "TEXTUAL_LOG": str(trap),
        "TEXTUAL_DRIVER": "trap:Trap",
        "SAMTALE_DATABASE": str(tmp_path / "other.db"),
        "PYTHONINSPECT": "1",
        "LD_PRELOAD": "/nowhere.so",
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    sent = [part for name in names for part in ("-o", f"SendEnv={name}")]
    with Tty(kiosk.ssh("-tt", *sent), env=environment() | {k: v for k, v in names.items() if k != "LD_PRELOAD"}) as tty:
        tty.wait_for("Who are you?")
        for program in programs(kiosk):
            given = Path(f"/proc/{program}/environ").read_bytes()
            assert not [name for name in names if f"{name}={names[name]}".encode() in given]
    assert not trap.exists()


def test_neither_the_clients_agent_nor_its_display_gets_in(kiosk: Kiosk, tmp_path: Path) -> None:
    with subprocess.Popen(["ssh-agent", "-D", "-a", str(tmp_path / "agent")], stdout=subprocess.DEVNULL) as agent:
        wait_for_file(tmp_path / "agent")
        given = environment() | {"SSH_AUTH_SOCK": str(tmp_path / "agent"), "DISPLAY": ":7", "LC_PAPER": "nb_NO"}
        with Tty(kiosk.ssh("-tt", "-A", "-Y", "-o", "SendEnv=LC_PAPER"), env=given) as tty:
            tty.wait_for("Who are you?")
            for program in programs(kiosk):
                theirs = Path(f"/proc/{program}/environ").read_bytes()
                assert not [name for name in (b"SSH_AUTH_SOCK", b"DISPLAY", b"LC_PAPER") if name in theirs]
        agent.terminate()


def wait_for_file(path: Path) -> None:
    """Wait until a file exists."""
    end = time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not come"
        time.sleep(0.05)


def test_a_dropped_line_ends_the_program_and_loses_nothing(kiosk: Kiosk) -> None:
    set_bookmark(kiosk.ola, kiosk.conversation_id, "talk")  # an earlier test has left it
    with Tty(kiosk.ssh("-tt"), env=environment()) as tty:
        sign_in(tty)
        tty.wait_for("Minutes")
        tty.type("Written just before the line dropped")
        tty.wait_for("line dropped")
        tty.kill(signal.SIGKILL)
        tty.wait_exit()
    end = time.monotonic() + 20
    while programs(kiosk) and time.monotonic() < end:
        time.sleep(0.1)
    assert programs(kiosk) == []
    draft = conversation_view.get_view(kiosk.ola, datetime.now(UTC), kiosk.conversation_id).draft
    assert draft is not None
    assert "Written just before the line dropped" in [one.value for one in draft.texts.values()]


def programs(kiosk: Kiosk) -> list[int]:
    """The kiosk's processes on this server."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            line = (place / "cmdline").read_bytes().split(b"\0")
            theirs = f"XDG_DATA_HOME={kiosk.folder / 'data'}".encode() in (place / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if (
            theirs
            and b"--kiosk" in line
            and b"tui_app" in b" ".join(line)
            and b"env" not in Path(os.fsdecode(line[0])).name.encode()
        ):
            found.append(int(place.name))
    return sorted(found)
