"""Runs Samtale's commands, each in its own process.

A new interpreter takes a third of a second to load Samtale; `samtale` here is forked from one that has loaded it.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tui_app.cli.main import COMMAND_MODULES

Done = subprocess.CompletedProcess[str]

COMMAND = [sys.executable, "-m", "tui_app"]
"""Samtale in a new interpreter, for tests of its start, and of commands that are not waited for."""
SECONDS = 60
"""A command that takes longer is considered to hang."""

_loaded = multiprocessing.get_context("forkserver")
_loaded.set_forkserver_preload(["tests.programs", *(f"tui_app.cli.{name}" for name in set(COMMAND_MODULES.values()))])


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a program: this home, English, and none of the developer's settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAMTALE")}
    homes = {"XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"), "LC_ALL": "C.UTF-8"}
    return inherited | homes | more


def samtale(home: Path, *words: str, before: str = "", **more: str) -> Done:
    """Run `samtale` with these words, and wait until it ends.

    Args:
        home: the folder of config and data; also the working folder.
        words: what follows `samtale` on the command line.
        before: Python code to run first in the same process.
        more: further variables of the environment.

    Raises:
        TimeoutError: it did not end.
    """
    with TemporaryDirectory() as folder:
        program = _loaded.Process(target=_become, args=(words, environment(home, **more), home, Path(folder), before))
        program.start()
        program.join(SECONDS)
        if program.exitcode is None:
            program.kill()
            raise TimeoutError(f"samtale {' '.join(words)} did not end within {SECONDS} s")
        output, errors = (Path(folder, name).read_text(encoding="utf-8") for name in ("output", "errors"))
        return Done(words, program.exitcode, output, errors)


def _become(words: tuple[str, ...], variables: dict[str, str], home: Path, folder: Path, before: str) -> None:
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    os.chdir(home if home.is_dir() else folder)
    for number, name in ((1, "output"), (2, "errors")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.argv = ["samtale", *words]
    exec(before, {})
    from tui_app.__main__ import main

    main()
