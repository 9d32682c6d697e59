"""The filler for big databases makes one that the commands take for whole."""

from __future__ import annotations

from pathlib import Path

from benchmarks.filling import fill_home
from tui_app.services.maintenance import integrity
from tui_app.storage.database import proxy, reading
from tui_app.storage.tables import registry as tables


def test_a_filled_database_is_whole(tmp_path: Path) -> None:
    paths = fill_home(tmp_path, 40)
    assert paths.database.exists()
    with reading():
        assert (tables.Person.select().count(), tables.Action.select().count()) == (40, 400)
    found = integrity.verify()
    assert (found.lines, found.is_intact) == (40, True)
    proxy.close()
