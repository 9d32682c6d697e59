"""A terminal that is taken away at some moment of painting."""

from __future__ import annotations

import random
import signal
import time

from tests import programs
from tests.ui.tty import Tty

SECONDS = 5.0
"""By then the process has ended, whatever happens to the terminal."""


def drops(env: dict[str, str], seed: int, burst: str) -> None:
    """Paint as fast as it goes, and close the terminal at some moment of it."""
    chance = random.Random(seed)
    with Tty(programs.COMMAND, env=env) as tty:
        tty.wait_for("Ola Hansen")
        for _ in range(chance.randint(1, 4)):
            tty.type(burst * chance.randint(1, 10))
            if chance.random() < 0.5:
                tty.read(chance.uniform(0, 0.05))
        time.sleep(chance.uniform(0, 0.3))
        assert tty.drop(SECONDS) in (128 + signal.SIGHUP, -signal.SIGHUP)


BURST = "2134\x1b[B\x1b[A/ola\x1b"
"""Keys that paint a lot."""
