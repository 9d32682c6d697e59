"""Start fast: what a command does not use it does not import; and importing does nothing else.

A graph of imports cannot tell a deferred import from an eager one, so real processes are started and looked at.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, modules

HEAVY = (
    "openpyxl",
    "dateparser",
    "psycopg",
    "babel",
    "fpdf",
    "icalendar",
    "holidays",
    "idna",
    "PIL",
    "fontTools",
    "wcwidth",
)
"""Loaded where used, never at the start of everything."""


def _names(*rooms: str) -> list[str]:
    paths = [module.path for module in modules() if module.room in rooms]
    return [path.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".") for path in paths]


def _loaded(code: str, *watched: str) -> set[str]:
    """Run `code` in a process of its own; which of the `watched` packages it has loaded."""
    tail = f"\nimport sys\nprint(*(name for name in {watched!r} if sys.modules.get(name)))"
    return set(_run(code + tail, {**os.environ}).split())


def _run(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-B", "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


NO_POSTGRES = "import sys; sys.modules['psycopg'] = None\n"
"""As where the extra `postgres` is not installed. Peewee loads the driver by itself where it is; that it can be
loaded without is what our own code owes."""


@pytest.mark.parametrize("room", ["domain", "storage", "services", "text", "files", "mail"])
def test_rooms_below_the_screen_load_without_it(room: str) -> None:
    code = NO_POSTGRES + "".join(f"import {name}\n" for name in _names(room))
    assert _loaded(code, "textual", "rich", *HEAVY) == set()


def test_texts_load_no_service_and_no_model() -> None:
    code = "".join(f"import {name}\n" for name in _names("text"))
    assert _loaded(code, "tui_app.ui", "tui_app.services", "tui_app.storage", "peewee", "pydantic") == set()


def test_the_application_loads_without_what_it_seldom_uses() -> None:
    assert _loaded(NO_POSTGRES + "import tui_app.ui.app", "textual", *HEAVY) == {"textual"}


NOT_ON_THE_FIRST_SCREEN = (
    "pydantic",
    "textual.widgets._text_area",
    "tui_app.domain.accounts.accounts",
    "tui_app.domain.accounts.codes",
    "tui_app.domain.actions.changes",
    "tui_app.domain.actions.nudges",
    "tui_app.domain.audit",
    "tui_app.domain.conversations.next_step",
    "tui_app.domain.follow_up.requests",
    "tui_app.domain.form_drafts",
    "tui_app.domain.forms.form",
    "tui_app.domain.forms.template_problems",
    "tui_app.domain.people.joining",
    "tui_app.domain.practice.sessions",
    "tui_app.domain.records.follow_up",
    "tui_app.domain.records.open_items",
    "tui_app.services.accounts.credentials",
    "tui_app.services.administration.organisation",
    "tui_app.services.administration.retention",
    "tui_app.services.conversations.next_step",
    "tui_app.services.practice.sessions",
    "tui_app.storage.actions.acknowledgements",
    "tui_app.ui.widgets.fields.line",
)
"""Loaded once the first screen is drawn, or where it is used: making each record and each model takes its time."""


NEEDED_ON_A_PERSONS_PAGE = (
    "tui_app.domain.actions.changes",
    "tui_app.domain.actions.nudges",
    "tui_app.domain.follow_up.requests",
    "tui_app.domain.practice.sessions",
    "tui_app.domain.records.follow_up",
    "tui_app.storage.actions.acknowledgements",
)


@pytest.mark.parametrize(
    ("screen", "needs"), [("team.team_screen", ()), ("people.person_screen", NEEDED_ON_A_PERSONS_PAGE)]
)
def test_the_first_screen_loads_nothing_that_only_later_ones_need(screen: str, needs: tuple[str, ...]) -> None:
    code = f"""
from tui_app import connection
connection.block_postgres_driver()
import tui_app.__main__, tui_app.cli.application, tui_app.services.administration.time_zone
import tui_app.services.accounts.password_hasher, tui_app.services.accounts.signed_in, tui_app.storage.schema
import tui_app.storage.changes.monitor, tui_app.ui.app, tui_app.ui.{screen}
"""
    assert _loaded(code, *NOT_ON_THE_FIRST_SCREEN) == set(needs)


def test_the_command_answers_without_the_screen() -> None:
    code = "import tui_app.__main__, tui_app.cli.application"
    watched = ("textual", "click", "peewee", "pydantic_core.core_schema", *HEAVY)
    assert _loaded(code, *watched) <= {"pydantic_core.core_schema"}


def test_records_do_not_compile_their_methods_at_each_start() -> None:
    assert not [
        f"{module.path}: {words}"
        for module in modules()
        if module.room in {"domain", "services", "storage", "text", "files"}
        for words in re.findall(r"@dataclass\(frozen=True, slots=True\)\nclass \w+", module.text)
    ], "a record is a msgspec.Struct"


def test_functions_for_dataclasses_are_not_called_with_records() -> None:
    """They raise an error, and mypy does not see it: it takes a struct for a dataclass."""
    taken = r"from dataclasses import .*\b(replace|asdict|astuple|fields)\b"
    assert {module.path for module in modules() if re.search(taken, module.text)} == {
        "tui_app/cli/calendars.py",
        "tui_app/ui/key_changes/changes.py",
    }, "take them from msgspec.structs"


def test_peewee_is_kept_from_postgres_driver() -> None:
    code = "from tui_app import connection\nconnection.block_postgres_driver()\nimport tui_app.services.people.team"
    assert _loaded(code, "peewee", "psycopg") == {"peewee"}


WATCHED = """
import sys
def watch(event, arguments):
    if event == "open":
        writes = isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if writes or isinstance(arguments[2], int) and arguments[2] & 3:
            print("opens for writing:", arguments[0])
    elif event.startswith(("socket.", "os.mkdir", "os.remove", "os.rename", "sqlite3.connect")):
        # made at import by asyncio's and platform's own modules, and harmless: it reaches nobody
        if event not in ("socket.__new__", "socket.gethostname"):
            print(event, arguments)
sys.addaudithook(watch)
"""


def test_importing_writes_nothing_and_reaches_nobody(tmp_path: Path) -> None:
    every_module = "".join(f"import {name}\n" for name in _names(*{module.room for module in modules()} - {"__main__"}))
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    assert _run(WATCHED + every_module, home) == ""
    assert list(tmp_path.iterdir()) == []
