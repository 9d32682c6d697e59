"""Commands that print import neither the screen nor PostgreSQL's driver, on a database with something in it."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest

from tests.cli.computer import Computer
from tests.programs import environment
from tui_app import environment as system
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.services.actions import actions
from tui_app.storage.database import proxy

WATCHED = ("textual", "rich", "psycopg")
MAIN = f"""
import atexit, sys
sys.argv[0] = "samtale"
atexit.register(lambda: print(*(name for name in {WATCHED!r} if sys.modules.get(name)), file=sys.stderr))
from tui_app.__main__ import main
main()
"""


@pytest.fixture
def computer(computer: Computer) -> Computer:
    """A computer on which Ola, whom Kari leads, has an overdue action."""
    ola, now = computer.hire("Ola Hansen", email="ola@example.org"), system.now()
    due = now.date() - timedelta(days=3)
    draft = validate_draft(ActionDraft, {"text": "Kurs", "responsible_id": ola.id, "due": due})
    actions.add(computer.kari, now, ola.id, draft)
    proxy.close()
    return computer


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("team", "Ola Hansen"),
        ("team --json", "Ola Hansen"),
        ("actions --team", "Kurs"),
        ("actions --team --json", "Kurs"),
        ("figures", "Actions agreed"),
        ("figures --json", "quarters"),
        ("doctor", "Samtale"),
        ("doctor --json", "findings"),
        ("remind --dry-run", "Ola Hansen"),
        ("remind --dry-run --json", "Ola Hansen"),
    ],
)
def test_a_command_imports_no_screen(computer: Computer, words: str, shown: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *words.split()],
        env=environment(computer.home),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "\n")
    assert shown in done.stdout
