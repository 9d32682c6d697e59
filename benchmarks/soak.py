"""Measures the memory of one terminal that is used for long: every screen, again and again.

Run it with `python -m benchmarks.soak [ROUNDS]`. A round is sixty keys; the target is at most 100 MiB after 900.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.terminal import LAST_NAME, home_with_demo_team
from tests.ui.tty import Tty

ROUND = (
    *("1", "j", "j", "\r", "j", "\x1b"),
    *("2", "j", " ", "u", "w", "w", "w"),
    *("3", "j", "\r", "\x1b[1;5B", "\x1b[1;5B", "\x1b", "\x1b"),
    *("4", "j", "j", "5", "6", "1", "n", "\x1b", "\x1b"),
    *("1", "a", "\x1b", "\x1bOP", "\x1b", "1", "f", "\x1b", "\x1b"),
    *("7", "j", "\r", "\x1b", "\x1b", "7", "j", "j", "\r", "\x1b", "\x1b"),
    *("\x10", "a", "n", "\x1b", "\x1bOQ", "\x1b[C", "\x1b[D", "\t", "\x1b[C", "\x1b[D", "\x1b"),
)
"""The keys of one round: every mode, dialogs, forms, practice, palette, help, another language and theme and back."""


def measure(folder: Path, rounds: int) -> None:
    """Print the resident memory after each round."""
    home, _ = home_with_demo_team(folder)
    with Tty([sys.executable, "-m", "tui_app"], home) as tty:
        tty.wait_for(LAST_NAME)
        tty.settle(0.5)
        print(f"at the start: {_resident(tty):.0f} MiB")
        for number in range(1, rounds + 1):
            for key in ROUND:
                tty.type(key)
                tty.settle(0.1)
            print(f"after {number * len(ROUND)} keys: {_resident(tty):.0f} MiB")


def _resident(tty: Tty) -> float:
    """Resident memory of the program, in MiB."""
    status = Path(f"/proc/{tty.pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in status if line.startswith("VmRSS"))) / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="samtale-soak-") as name:
        measure(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 18)
