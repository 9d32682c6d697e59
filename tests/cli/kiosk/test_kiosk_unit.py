"""The systemd unit for the first console: systemd accepts it, and nothing on the screen reaches the journal."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[3] / "docs" / "samtale-kiosk.service"


def settings() -> dict[str, str]:
    """The settings in the unit; each occurs once."""
    lines = [line for line in UNIT.read_text(encoding="utf-8").splitlines() if "=" in line and line[0] != "#"]
    return {name: value for name, _equals, value in (line.partition("=") for line in lines)}


def test_the_screen_goes_to_the_console_and_nowhere_else() -> None:
    found = settings()
    # Textual draws on the standard error
    assert {found[f"Standard{name}"] for name in ("Input", "Output", "Error")} == {"tty"}
    assert found["LimitCORE"] == "0"


def test_it_comes_back_however_often_it_ends() -> None:
    assert (settings()["Restart"], settings()["StartLimitIntervalSec"]) == ("always", "0")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd's own check")
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    there = tmp_path / UNIT.name
    there.write_text(UNIT.read_text(encoding="utf-8").replace("/usr/local/bin/samtale", sys.executable))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(there)], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if UNIT.name in line] == []
