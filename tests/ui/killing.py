"""A person types minutes, a note or into a form in a real terminal and the program is killed: what is lost?"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from tests.services.sample_conversations import set_bookmark
from tests.ui.tty import Tty
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.domain.forms.form import Form, Section
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Viewer
from tui_app.services import form_drafts
from tui_app.services.accounts import first_start
from tui_app.services.actions import actions
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.follow_up import follow_up_session
from tui_app.services.minutes import drafting, signing, statements, submission
from tui_app.services.people import people
from tui_app.storage.addresses import PostgresAddress, SqliteAddress

SECTION = "talk"
FORM = Form("short", ConversationKind.FOLLOW_UP, {"en": "Short"}, (Section(SECTION, {"en": "Talk"}, 15, ()),))


class Text(Enum):
    """What is being written on a desk."""

    MINUTES = "by the employee"
    COMMENT = "by the leader, on submitted minutes"
    STATEMENT = "by the employee, beside signed minutes"
    NOTE = "by the leader, at the end of a walk"
    FORM = "by the leader, in a form that is not saved"


SHOWN = {
    Text.MINUTES: "Minutes",
    Text.COMMENT: "Your comment",
    Text.STATEMENT: "Your statement",
    Text.NOTE: "A short note",
    Text.FORM: "Ctrl+S Add",
}
"""What is on the screen once the field is there."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A computer on which somebody writes: the environment of the program, who it is, about whom, and the text.

    Attributes:
        conversation_id: in which they write; 0 of a walk.
        action_id: on which they comment in a form; 0 elsewhere.
    """

    env: dict[str, str]
    writer: Viewer
    employee_id: int
    conversation_id: int
    text: Text
    action_id: int = 0

    def stored(self) -> str:
        """What the database holds of the text."""
        now = datetime.now(UTC)
        if self.text is Text.NOTE:
            return str(follow_up_session.get(self.writer, now, self.employee_id).note.value)
        if self.text is Text.FORM:
            begun = form_drafts.get(self.writer, now, FormDraftKey(f"action-comment:{self.action_id}"))
            return begun.texts["text"] if begun else ""
        seen = conversation_view.get_view(self.writer, now, self.conversation_id)
        written = {
            Text.MINUTES: seen.draft.texts.get(SECTION) if seen.draft else None,
            Text.COMMENT: seen.my_comments.get(SECTION),
            Text.STATEMENT: seen.my_statement,
        }[self.text]
        return str(written.value) if written else ""

    def open_field(self, tty: Tty) -> None:
        """Wait until what is typed goes into the text: the sheet opens where it was, a walk with its keys."""
        if self.text is Text.NOTE:
            walk_on(tty)
            tty.type("e")
        if self.text is Text.FORM:
            tty.wait_for("My team")
            tty.settle(0.3)
            tty.type("\r")
            tty.wait_for("Take a course")
            tty.settle(0.3)
            tty.type("c")
        tty.wait_for(SHOWN[self.text])
        tty.settle(0.3)


def walk_on(tty: Tty) -> None:
    """From the Team screen into the walk with everybody."""
    tty.wait_for("My team")
    tty.settle(0.3)
    tty.type("F")
    tty.wait_for("person 1 of 1")
    tty.settle(0.3)


def desk(address: SqliteAddress | PostgresAddress, key: str, folder: Path, text: Text = Text.MINUTES) -> Desk:
    """The computer of one who writes, in the sheet of a conversation or in a walk. The database is in use."""
    now = datetime.now(UTC)
    kari = first_start.create_first_person(now, validate_draft(PersonDraft, {"name": "Kari Nordmann"}))
    ola = people.add(kari, now, validate_draft(PersonDraft, {"name": "Ola Hansen"}))
    writer, talk, action = kari, 0, 0
    if text is Text.FORM:
        agreed = {"text": "Take a course", "responsible_id": ola.id, "due": now.date()}
        action = actions.add(kari, now, ola.id, validate_draft(ActionDraft, agreed)).subject_id
    elif text is not Text.NOTE:
        talk = _held(kari, now, ola.id)
        writer = _begin_to_write(text, kari, Viewer(ola.id, ola.name), now, talk)
    config, data = folder / "config" / "samtale", folder / "data" / "samtale"
    config.mkdir(parents=True)
    data.mkdir(parents=True)
    (config / "samtale.key").write_text(key)
    name = str(address.path) if isinstance(address, SqliteAddress) else address.url
    settings = {"language": "en", "database": name, "me": {_name(name): writer.id}}
    (config / "settings.json").write_text(json.dumps(settings))
    env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    env |= {"XDG_CONFIG_HOME": str(config.parent), "XDG_DATA_HOME": str(data.parent)}
    return Desk(env, writer, ola.id, talk, text, action)


def _held(leader: Viewer, now: datetime, employee_id: int) -> int:
    """A conversation that has begun."""
    (template,) = templates.install_shipped(leader, now, [FORM])
    plan = validate_draft(ConversationPlanDraft, {"template_id": template.id, "on": now.date()})
    talk = planning.plan(leader, now, employee_id, plan).subject_id
    planning.start(leader, now, talk)
    return talk


def _begin_to_write(text: Text, leader: Viewer, employee: Viewer, now: datetime, talk: int) -> Viewer:
    """Bring the conversation to where such a text is written; who writes it, with the field left open."""
    if text is Text.MINUTES:
        set_bookmark(employee, talk, SECTION)
        return employee
    drafting.save_section(employee, now, talk, SECTION, "agreed", 0)
    submission.submit(employee, now, talk, "en")
    if text is Text.COMMENT:
        set_bookmark(leader, talk, SECTION)
        return leader
    signing.sign(leader, now, talk)
    statements.save_draft(employee, now, talk, "I", 0)
    return employee


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
            desk.open_field(tty)
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
