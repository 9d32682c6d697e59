"""After a bug in the demonstration, the log that its message names can be read."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.programs import environment
from tests.ui.tty import Tty

pytestmark = pytest.mark.slow

BROKEN = """
import sys
from tui_app.ui.app import SamtaleApp
SamtaleApp.action_settings = lambda self: 1 / 0
sys.argv = ["samtale", "demo"]
from tui_app.__main__ import main
main()
"""


@pytest.mark.parametrize("is_in_use", [True, False])
def test_the_log_stays_when_the_folder_of_the_demonstration_is_gone(tmp_path: Path, is_in_use: bool) -> None:
    folder, temporary = tmp_path / "data" / "samtale", tmp_path / "tmp"
    temporary.mkdir()
    if is_in_use:
        folder.mkdir(parents=True)
    given = environment(tmp_path, TERM="xterm-256color", TMPDIR=str(temporary))
    with Tty([sys.executable, "-c", BROKEN], given, columns=200) as tty:
        tty.wait_for("My team", 60)
        tty.write(b"\x1bOQ")  # F2
        tty.wait_for("had to stop")
        assert tty.wait_exit() == 1
        named = re.search(r"^(/\S+)\s*$", tty.text(), re.MULTILINE)
    assert named, tty.text()
    log = Path(named[1])
    assert "ZeroDivisionError" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    assert folder.exists() == is_in_use  # nothing of one's own is made for a demonstration
    assert [path for path in temporary.iterdir() if path != log] == []
