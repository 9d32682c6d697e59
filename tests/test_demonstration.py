"""The demonstration's database is filled beside the start, or at the latest when it is first asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from tui_app.demonstration import VIEWER, DemoDatabase, demo_folder
from tui_app.environment import new_key, now
from tui_app.services.people import team

ALONE = """
import sys
from pathlib import Path
from tui_app.demonstration import VIEWER, DemoDatabase
from tui_app.environment import new_key, now
database = DemoDatabase(Path(sys.argv[1]), new_key(), "nb")
assert database._process, "no process was split off"
if sys.argv[2] == "open":
    database.open()
    assert "tui_app.services.demo.fill" not in sys.modules, "it was filled here"
    from tui_app.services.people import team
    print(len(team.overview(VIEWER, now(), VIEWER.id).rows))
database.close()
"""


@pytest.mark.parametrize(("does", "said"), [("open", "14"), ("close", "")])
def test_a_process_of_its_own_fills_it(tmp_path: Path, does: str, said: str) -> None:
    command = [sys.executable, "-c", ALONE, str(tmp_path / "demo.db"), does]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"TZ": "Europe/Oslo"})
    assert (done.returncode, done.stdout.strip()) == (0, said), done.stderr


def test_beside_other_threads_it_is_filled_when_it_is_first_asked(tmp_path: Path) -> None:
    end = threading.Event()
    threading.Thread(target=end.wait).start()
    try:
        database = DemoDatabase(tmp_path / "demo.db", new_key(), "en")
        assert not (tmp_path / "demo.db").exists()
        database.open()
        assert len(team.overview(VIEWER, now(), VIEWER.id).rows) == 14
        database.close()
    finally:
        end.set()


def test_the_folder_is_deleted_while_a_thread_still_makes_files_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    end = threading.Event()

    def write(folder: Path) -> None:
        while folder.exists() and not end.is_set():
            with suppress(OSError):
                (folder / "demo.db-wal").touch()

    with demo_folder() as folder:
        writer = threading.Thread(target=write, args=[folder])
        writer.start()
    end.set()
    writer.join()
    assert not [*tmp_path.iterdir()]


def test_once_it_is_closed_no_thread_fills_it_anew(tmp_path: Path) -> None:
    database = DemoDatabase(tmp_path / "gone" / "demo.db", new_key(), "en")
    database.close()
    shutil.rmtree(tmp_path / "gone", ignore_errors=True)  # what the process made that filled it, if there was one
    database.open()
    assert not [*tmp_path.iterdir()]
