"""A person types minutes in a real terminal and the program is killed: what is lost?"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.ui.tty import Tty
from tui_app.domain.drafts import PersonDraft, PlanDraft, checked
from tui_app.domain.forms import Form, Section
from tui_app.domain.records import ConversationKind, Viewer
from tui_app.services import conversations, people, sheet, templates
from tui_app.storage import database, minutes
from tui_app.storage.database import PostgresAddress, SqliteAddress

SECTION = "talk"
FORM = Form("short", ConversationKind.FOLLOW_UP, {"en": "Short"}, (Section(SECTION, {"en": "Talk"}, 15, ()),))


@dataclass(frozen=True, slots=True)
class Desk:
    """A computer on which somebody writes minutes: the environment of the program, and the conversation."""

    env: dict[str, str]
    conversation_id: int

    def stored(self) -> str:
        """What the database holds of the minutes."""
        with database.reading():
            draft = minutes.draft(self.conversation_id)
        written = draft.texts.get(SECTION) if draft else None
        return str(written.value) if written else ""


def desk(address: SqliteAddress | PostgresAddress, key: str, folder: Path) -> Desk:
    """A conversation that was held, and the employee's computer with its sheet left open. The database is in use."""
    now = datetime.now(UTC)
    kari = people.set_up(now, checked(PersonDraft, {"name": "Kari Nordmann"}))
    ola = people.add(kari, now, checked(PersonDraft, {"name": "Ola Hansen"}))
    (template,) = templates.install(kari, now, [FORM])
    plan = checked(PlanDraft, {"template_id": template.id, "on": now.date()})
    talk = conversations.plan(kari, now, ola.id, plan).subject_id
    conversations.begin(kari, now, talk)
    sheet.remember_place(Viewer(ola.id, ola.name), now, talk, SECTION)
    config, data = folder / "config" / "samtale", folder / "data" / "samtale"
    config.mkdir(parents=True)
    data.mkdir(parents=True)
    (config / "samtale.key").write_text(key)
    name = str(address.path) if isinstance(address, SqliteAddress) else address.url
    settings = {"language": "en", "database": name, "me": {_name(name): ola.id}}
    (config / "settings.json").write_text(json.dumps(settings))
    env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    env |= {"XDG_CONFIG_HOME": str(config.parent), "XDG_DATA_HOME": str(data.parent)}
    return Desk(env, talk)


def _name(name: str) -> str:
    """How settings name a PostgreSQL database: without the password."""
    credentials, at, rest = name.rpartition("@")
    return f"{credentials.split('://')[0]}://{rest}" if at else name


def lost_seconds(desk: Desk, tries: int, seed: int) -> list[float]:
    """Type for a while, kill, and look, so many times.

    Returns:
        For each try how long before the kill the oldest word that is missing was typed; 0 when nothing is.
    """
    chance = random.Random(seed)
    found = []
    for number in range(tries):
        with Tty([sys.executable, "-m", "tui_app"], desk.env) as tty:
            tty.wait_for("Minutes")
            tty.settle(0.3)
            tty.type(" ")  # the words of the try before end without one
            sent: list[tuple[float, str]] = []
            end = time.perf_counter() + chance.uniform(0.3, 2.5)
            while time.perf_counter() < end:
                word = f"w{number}x{len(sent)}"
                tty.type(word + " ")
                sent.append((time.perf_counter(), word))
                until = time.perf_counter() + chance.uniform(0.02, 0.1)
                while time.perf_counter() < until:
                    tty.read(0.01)
            os.kill(tty.pid, signal.SIGKILL)
            killed = time.perf_counter()
        there = desk.stored().split()
        found.append(max((killed - at for at, word in sent if word not in there), default=0.0))
    return found
