"""Samtale's commands, each in a process of its own.

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
"""Samtale as a new interpreter, for what depends on its start or on being begun and left."""
SECONDS = 60
"""Time until a command is held to hang."""

_loaded = multiprocessing.get_context("forkserver")
_loaded.set_forkserver_preload(["tests.programs", *(f"tui_app.cli.{name}" for name in set(COMMAND_MODULES.values()))])


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a program is told of its surroundings: this home, English, nothing of the developer's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMTALE")}
    homes = {"XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"), "LC_ALL": "C.UTF-8"}
    return kept | homes | more


def samtale(home: Path, *words: str, before: str = "", **more: str) -> Done:
    """`samtale` with these words, until it ends.

    Args:
        home: has the folders config and data; the command is run there.
        words: what stands after `samtale` on the command line.
        before: Python that is run first in the same process.
        more: variables of its environment.

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
        said, wrong = (Path(folder, name).read_text(encoding="utf-8") for name in ("said", "wrong"))
        return Done(words, program.exitcode, said, wrong)


def _become(words: tuple[str, ...], variables: dict[str, str], home: Path, folder: Path, before: str) -> None:
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    os.chdir(home if home.is_dir() else folder)
    for number, name in ((1, "said"), (2, "wrong")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.argv = ["samtale", *words]
    exec(before, {})
    from tui_app.__main__ import main

    main()
