"""A mail server that takes its time is waited for with a sign that work goes on."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.cli.test_remind import NAMES, MailingComputer, computer
from tests.mail.server import mail_server
from tests.programs import COMMAND, environment
from tests.ui.tty import Tty

__all__ = ["computer"]
pytestmark = pytest.mark.slow


def test_a_slow_mail_server_is_no_silent_command(computer: MailingComputer, tmp_path: Path) -> None:
    over = threading.Event()

    def slowly(step: str, argument: str) -> None:
        over.wait(1)

    with mail_server(tmp_path) as post:
        post.answer = slowly
        computer.sends_through(post)
        with Tty([*COMMAND, "remind"], environment(computer.home)) as terminal:
            terminal.wait_for("Working … 2 s", 60)
            over.set()
            terminal.wait_for("3 reminders sent.")
            assert terminal.wait_exit() == 0
            assert "Working" not in terminal.text()
    assert len(post.addresses) == len(NAMES)
