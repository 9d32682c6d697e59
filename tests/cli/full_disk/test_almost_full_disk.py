"""A disk that fills up in the middle of a command: what the command says agrees with what it has done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.computer import Computer, set_up
from tests.small_disks import fill_up, small_disk
from tui_app import environment
from tui_app.domain.audit import AuditKind
from tui_app.services import access_log
from tui_app.storage.database import proxy

pytestmark = pytest.mark.slow


@pytest.fixture
def on_small_disk(tmp_path: Path) -> Iterator[Computer]:
    """A computer whose whole disk is a few megabytes."""
    with small_disk(tmp_path / "disk") as folder:
        yield set_up(folder)


def logged(computer: Computer) -> list[AuditKind]:
    """What the log has about the whole database and about erasing, the newest first."""
    computer.open()
    entries = access_log.all_entries(computer.kari, environment.now())
    proxy.close()
    return [entry.entry.kind for entry in entries]


@pytest.mark.parametrize("leaving", [60_000, 120_000, 300_000, 1_200_000])
def test_what_is_erased_is_said_to_be_erased(on_small_disk: Computer, leaving: int) -> None:
    """Rewriting the file takes as much room again; without it, what was erased is erased all the same."""
    left = (environment.now() - timedelta(days=4000)).date().isoformat()
    on_small_disk.hire("Ola Hansen", start_date="2010-01-01", end_date=left)
    proxy.close()
    filler = fill_up(on_small_disk.home, leaving)
    done = on_small_disk.run("retention")
    filler.unlink()
    is_erased = AuditKind.ERASED in logged(on_small_disk)
    assert ("Erased" in done.stdout) == is_erased, done.stdout + done.stderr
    assert (done.returncode != 2) == is_erased
    assert on_small_disk.run("retention").returncode == 0
    assert on_small_disk.run("verify").returncode == 0


@pytest.mark.parametrize("words", ["backup", "rekey", "restore ../copy.db --replace"])
def test_what_is_done_with_the_database_is_said_to_be_done(on_small_disk: Computer, words: str, tmp_path: Path) -> None:
    """With each amount of room: from too little for anything to enough for everything."""
    kinds = {"backup": AuditKind.COPIED, "rekey": AuditKind.REKEYED, "restore": AuditKind.RESTORED}
    kind = kinds[words.split()[0]]
    assert on_small_disk.run("backup", str(tmp_path / "copy.db")).returncode == 0
    size, codes = on_small_disk.database.stat().st_size, set()
    for quarters in range(2, 14):
        before, names = logged(on_small_disk), on_small_disk.names()
        key = on_small_disk.paths.key.read_text()
        filler = fill_up(on_small_disk.home, leaving=size * quarters // 4)
        done = on_small_disk.run(*words.split())
        filler.unlink()
        codes.add(done.returncode)
        after = logged(on_small_disk)
        if done.returncode == 2:
            assert on_small_disk.names() == names, done.stderr
            assert on_small_disk.paths.key.read_text() == key
            assert kind not in after[: len(after) - len(before)]
        else:
            is_logged = after[0] is kind and (kind is AuditKind.RESTORED or len(after) > len(before))
            assert is_logged == (done.returncode == 0), done.stderr
            assert done.stdout
        for path in on_small_disk.database.parent.glob("samtale.db.b*"):  # backups and what was before
            path.unlink()
        assert on_small_disk.run("verify").returncode == 0
    assert {0, 2} <= codes
