"""A name and a password that are pasted together at the sign-in, through a real terminal."""

from __future__ import annotations

import pytest

from tests import programs
from tests.services.hasher import PASSWORD
from tests.ui.tty import Tty
from tui_app.storage.addresses import SqliteAddress


@pytest.mark.parametrize("between", ["\r", "\n", "\r\n", "\t"])
def test_a_password_pasted_after_the_name_is_never_readable(
    between: str, shared_terminal: SqliteAddress, home: dict[str, str]
) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Who are you?")
        tty.settle(0.5)
        tty.type(f"\x1b[200~ola{between}{PASSWORD}\x1b[201~")
        tty.wait_for("••••")
        assert PASSWORD.encode() not in tty.raw
        tty.type("\r")
        tty.wait_for("My page")
        assert PASSWORD.encode() not in tty.raw
