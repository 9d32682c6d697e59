"""A real sshd on loopback, set up as docs/kiosk.md says."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.services.hasher import PASSWORD
from tests.services.sample_conversations import set_bookmark
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.forms.form import Form, Section
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import first_start, passwords
from tui_app.services.accounts.password_hasher import HashCost, PasswordHasher
from tui_app.services.administration import templates
from tui_app.services.conversations import planning
from tui_app.services.people import people
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import SqliteAddress

SSHD = shutil.which("sshd") or ("/usr/sbin/sshd" if Path("/usr/sbin/sshd").exists() else None)
PAGE = Path(__file__).parents[3] / "docs" / "kiosk.md"
FORM = Form("short", ConversationKind.FOLLOW_UP, {"en": "Short"}, (Section("talk", {"en": "Talk"}, 15, ()),))


@dataclass(frozen=True)
class Kiosk:
    """A terminal server on loopback."""

    folder: Path
    port: int
    conversation_id: int
    ola: Viewer

    def ssh(self, *options: str, command: tuple[str, ...] = ()) -> list[str]:
        """The command line of the client."""
        return [
            *("ssh", "-F", "none", "-p", str(self.port), "-i", str(self.folder / "client")),
            *("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"),
            *("-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"),
            *options,
            f"{getpass.getuser()}@127.0.0.1",
            *command,
        ]

    def run(self, *command: str, seconds: float = 8) -> str:
        """The output of a client command, which is killed after a while."""
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as process:
            try:
                return process.communicate("exit\n", timeout=seconds)[0]
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # scp has an ssh of its own
                return process.communicate()[0]


def stanza(command: str) -> str:
    """The settings of sshd from the page, for this user and this program."""
    block = PAGE.read_text(encoding="utf-8").split("```sshd_config\n")[1].split("```")[0]
    assert "ForceCommand /usr/local/bin/samtale --kiosk" in block
    block = block.replace("Match User samtale", f"Match User {getpass.getuser()}")
    return block.replace("/usr/local/bin/samtale --kiosk", command)


def settings(folder: Path, port: int) -> str:
    """The settings of sshd: those that a test needs, then those of the page."""
    environment = {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "LC_ALL": "C.UTF-8",
    }
    variables = " ".join(f"{name}={value}" for name, value in environment.items())
    program = f"/usr/bin/env {variables} {sys.executable} -m tui_app --kiosk"
    return "\n".join(
        (
            f"Port {port}",
            "ListenAddress 127.0.0.1",
            f"HostKey {folder / 'host'}",
            f"AuthorizedKeysFile {folder / 'authorized'}",
            "StrictModes no",  # the folder of a test lies below a shared one
            "UsePAM no",
            "PidFile none",
            "PermitRootLogin yes",
            "Subsystem sftp internal-sftp",
            "X11Forwarding yes",  # as a distribution ships it
            "AcceptEnv LANG LC_*",
            f"SetEnv PYTHONPATH={Path(__file__).parents[3]}",
            stanza(program),
            "",
        )
    )


def set_up(folder: Path) -> tuple[Viewer, int]:
    """Set up a shared computer; return Ola, who has a password, and the id of his conversation."""
    now = datetime.now(UTC)
    config, data = folder / "config" / "samtale", folder / "data" / "samtale"
    config.mkdir(parents=True)
    data.mkdir(parents=True)
    address = SqliteAddress(data / "samtale.db", "ab" * 32)
    (config / "samtale.key").write_text(address.key)
    (config / "sign-in.key").write_text("cd" * 32)
    (config / "settings.json").write_text(json.dumps({"language": "en", "several": True}))
    storage.bind_database(schema.open_sqlite(address, create=True))
    kari = first_start.create_first_person(now, validate_draft(PersonDraft, {"name": "Kari Nordmann"}))
    person = people.add(kari, now, validate_draft(PersonDraft, {"name": "Ola Hansen"}))
    ola = Viewer(person.id, person.name)
    hasher = PasswordHasher(bytes.fromhex("cd" * 32), os.urandom, HashCost(memory_kib=64, rounds=1))
    passwords.choose_password(ola, now, hasher, "", PASSWORD)
    (template,) = templates.install_shipped(kari, now, [FORM])
    plan = validate_draft(ConversationPlanDraft, {"template_id": template.id, "on": now.date()})
    conversation_id = planning.plan(kari, now, ola.id, plan).subject_id
    planning.start(kari, now, conversation_id)
    set_bookmark(ola, conversation_id, "talk")
    return ola, conversation_id


def wait_for_port(port: int) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("sshd did not start")


def environment() -> dict[str, str]:
    """The environment of the client."""
    return {**os.environ, "TERM": "xterm-256color"}


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
