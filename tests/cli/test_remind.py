"""`samtale remind` and `samtale calendars`, as a timer runs them, with a mail server that has bad days."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.computer import Computer, set_up
from tests.mail.server import DROP, DROP_AFTER, PASSWORD, USER, WAIT, Post, certificate, mail_server
from tests.programs import COMMAND, environment
from tests.services.hasher import HASHER
from tui_app import environment as system
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.calendars import calendar_file_name
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.settings import ReminderDraft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.reminders import choices
from tui_app.storage.database import proxy, writing
from tui_app.storage.tables import registry as tables

pytestmark = pytest.mark.slow  # a new program at each step

NAMES = ("ola", "per", "siv")


@dataclass(frozen=True)
class MailingComputer(Computer):
    """A computer with a team in which everyone has an overdue action."""

    ids: dict[str, int]

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start `samtale` with these words."""
        return subprocess.Popen(
            [*COMMAND, *words],
            env=environment(self.home),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def sends_through(self, post: Post) -> None:
        """Write the mail settings for a server."""
        config = self.paths.config
        config.joinpath("mail.toml").write_text(
            f'host = "localhost"\nport = {post.port}\nuser = "{USER}"\nfrom = "samtale@example.org"\n'
            f'ca_file = "{certificate(self.home)}"\ntimeout = 2\n'
        )
        password = config / "mail-password"
        password.touch(0o600)
        password.write_text(PASSWORD + "\n")


@pytest.fixture
def computer(tmp_path: Path) -> MailingComputer:
    plain, ids, now = set_up(tmp_path), {}, system.now()
    for name in NAMES:
        ids[name] = plain.hire(name, email=f"{name}@example.org").id
        due = now.date() - timedelta(days=3)
        draft = validate_draft(ActionDraft, {"text": f"Kurs for {name}", "responsible_id": ids[name], "due": due})
        actions.add(plain.kari, now, ids[name], draft)
    proxy.close()
    return MailingComputer(plain.home, plain.kari, ids)


def test_each_gets_one_letter_however_often_it_runs(computer: MailingComputer, tmp_path: Path) -> None:
    with mail_server(tmp_path) as post:
        computer.sends_through(post)
        tried = computer.run("remind", "--dry-run")
        assert (tried.returncode, "3 reminders would be sent." in tried.stdout, post.letters) == (0, True, [])
        assert "ola <ola@example.org>: Overdue: 1\n" in tried.stdout
        first = computer.run("remind")
        assert (first.returncode, first.stdout, first.stderr) == (0, "3 reminders sent.\n", "")
        again = computer.run("remind", "--json")
        assert (again.returncode, json.loads(again.stdout)["sent"]) == (0, 0)
    assert post.addresses == [f"{name}@example.org" for name in NAMES]
    _, letter = post.letters[0]
    assert letter["Subject"] == "En påminnelse fra Samtale"
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "Kurs for ola" in text.get_content()
    assert "Kurs for ola" in html.get_content()
    assert "Kurs for per" not in text.get_content()


def test_two_rounds_at_once_send_nobody_two(computer: MailingComputer, tmp_path: Path) -> None:
    with mail_server(tmp_path) as post:
        computer.sends_through(post)
        rounds = [computer.start("remind", "--json") for _ in range(3)]
        said = [json.loads(one.communicate(timeout=60)[0]) for one in rounds]
    assert sorted(post.addresses) == [f"{name}@example.org" for name in NAMES]
    assert sum(one["sent"] for one in said) == len(NAMES)


def fails(step: str, address: str, answer: str) -> Callable[[str, str], str | None]:
    """A server that gives this reply at one step for one person."""
    return lambda at, argument: answer if at == step and address in argument else None


@pytest.mark.parametrize(
    ("step", "answer", "code", "gets"),
    [
        ("rcpt", "550 nobody here", 1, 1),  # refused: tried again, and arrives once the server takes it
        ("rcpt", "450 4.2.1 later", 1, 1),
        ("rcpt", "421 4.7.0 closing", 1, 1),  # one address at which the server hangs up keeps nobody else from theirs
        ("rcpt", DROP, 1, 1),
        ("data", "554 no", 1, 1),
        ("letter", "452 no room", 1, 1),
        ("data", DROP, 1, 1),
        ("letter", DROP_AFTER, 1, 1),  # the server has it and did not say so: never a second one
        ("letter", DROP, 1, 0),  # the server may have had it: at most once
    ],
)
def test_a_bad_day_costs_nobody_a_second_letter(
    computer: MailingComputer, tmp_path: Path, step: str, answer: str, code: int, gets: int
) -> None:
    with mail_server(tmp_path, post=Post(answer=fails(step, "per", answer))) as post:
        computer.sends_through(post)
        assert computer.run("remind").returncode == code
        assert {"ola@example.org", "siv@example.org"} <= {*post.addresses}, "in the same run"
        post.answer = lambda at, argument: None
        computer.run("remind")
        computer.run("remind")
    assert post.addresses.count("per@example.org") == gets
    assert (post.addresses.count("ola@example.org"), post.addresses.count("siv@example.org")) == (1, 1)


def test_a_letter_that_is_refused_is_never_given_up_in_silence(computer: MailingComputer, tmp_path: Path) -> None:
    with mail_server(tmp_path, post=Post(answer=fails("rcpt", "per", "550 5.1.1 nobody here"))) as post:
        computer.sends_through(post)
        for number in range(5):
            done = computer.run("remind")
            assert (done.returncode, "per <per@example.org>: “550 5.1.1 nobody here”." in done.stderr) == (1, True)
            assert ("Given up" in done.stderr) == (number >= 2)
        [told] = json.loads(computer.run("remind", "--json").stdout)["undelivered"]
    assert (told["name"], told["given_up"], told["reason"]) == ("per", True, "“550 5.1.1 nobody here”.")
    log = (tmp_path / "data" / "samtale" / "samtale.log").read_text()
    assert "@" not in log


def test_hours_of_a_full_server_lose_no_letter(computer: MailingComputer, tmp_path: Path) -> None:
    with mail_server(tmp_path, post=Post(answer=fails("letter", "per", "452 4.2.2 full"))) as post:
        computer.sends_through(post)
        assert [computer.run("remind").returncode for _ in range(5)] == [1] * 5
        post.answer = lambda at, argument: None
        done = computer.run("remind")
        assert (done.returncode, done.stdout, done.stderr) == (0, "1 reminder sent.\n", "")
    assert post.addresses.count("per@example.org") == 1


def test_an_address_that_never_could_be_mailed_stops_nobody_else(computer: MailingComputer, tmp_path: Path) -> None:
    computer.open()
    with writing():
        tables.Person.update(email="per@x..no").where(tables.Person.id == computer.ids["per"]).execute()
    proxy.close()
    with mail_server(tmp_path) as post:
        computer.sends_through(post)
        done = computer.run("remind")
    assert (done.returncode, done.stdout) == (1, "2 reminders sent.\n")
    assert "per <per@x..no>: Mail cannot be sent to this address." in done.stderr


def test_settings_that_are_not_ascii_send_all_letters(computer: MailingComputer, tmp_path: Path) -> None:
    with mail_server(tmp_path, post=Post(user="søren", password="blåbær")) as post:
        computer.sends_through(post)
        settings = computer.paths.config / "mail.toml"
        settings.write_text(settings.read_text().replace(USER, "søren", 1).replace("example.org", "blåbær.no"))
        (computer.paths.config / "mail-password").write_text("blåbær\n")
        done = computer.run("remind")
    assert (done.returncode, done.stdout, done.stderr) == (0, "3 reminders sent.\n", "")


@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "letter"])
def test_a_killed_round_sends_nobody_two(computer: MailingComputer, tmp_path: Path, step: str) -> None:
    with mail_server(tmp_path) as post:
        program: list[subprocess.Popen[str]] = []

        def killed(at: str, argument: str) -> str | None:
            if at == step and program:
                program.pop().send_signal(signal.SIGKILL)
                return WAIT if at != "letter" else None
            return None

        post.answer = killed
        computer.sends_through(post)
        with computer.start("remind") as begun:
            program.append(begun)
            begun.communicate(timeout=60)
        post.over.set()
        assert computer.run("remind").returncode == 0
    assert len(post.addresses) == len(set(post.addresses))
    assert len(post.addresses) >= len(NAMES) - 1


def test_a_server_that_is_not_there_is_told_and_nobody_is_forgotten(computer: MailingComputer, tmp_path: Path) -> None:
    assert computer.run("remind").returncode == 2
    with mail_server(tmp_path) as post:
        computer.sends_through(post)
    gone = computer.run("remind")
    assert (gone.returncode, "localhost" in gone.stderr) == (2, True)
    with mail_server(tmp_path) as post:
        computer.sends_through(post)
        assert computer.run("remind").returncode == 0
    assert len(post.addresses) == len(NAMES)
    log = (tmp_path / "data" / "samtale" / "samtale.log").read_text()
    assert "@" not in log


def test_a_calendar_is_written_when_it_changes_and_goes_with_the_choice(
    computer: MailingComputer, tmp_path: Path
) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    folder.joinpath("index.html").write_text("not ours")
    now, ola = system.now(), Viewer(computer.ids["ola"], "ola")
    computer.open()
    chosen = choices.choose(ola, now, HASHER, validate_draft(ReminderDraft, {"calendar": True}))
    path = folder / calendar_file_name(chosen.calendar)
    assert computer.run("calendars", str(folder)).returncode == 0
    content = path.read_text()
    assert ("Kurs for ola" in content, "Kurs for per" in content) == (True, False)
    assert path.stat().st_mode & 0o777 == 0o640
    before = path.stat().st_mtime_ns
    assert json.loads(computer.run("calendars", str(folder), "--json").stdout)["unchanged"] == 1
    assert path.stat().st_mtime_ns == before
    (action,) = actions.checklist(ola, now, actions.ChecklistScope.MINE)
    actions.change(ola, now, [ActionVersion(action.id, action.version)], SetStatus(ActionStatus.DONE))
    assert computer.run("calendars", str(folder)).returncode == 0
    assert "Kurs" not in path.read_text()
    choices.choose(ola, now, HASHER, validate_draft(ReminderDraft, {}))
    assert json.loads(computer.run("calendars", str(folder), "--json").stdout)["removed"] == 1
    assert [one.name for one in folder.iterdir()] == ["index.html"]
