"""Fills a big database to try the commands on: `python -m benchmarks.filling FOLDER [PEOPLE]`.

Then: `XDG_CONFIG_HOME=FOLDER/config XDG_DATA_HOME=FOLDER/data samtale verify`, and so on. The owner is the first
person, who leads everyone and administers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks import scale
from tui_app import environment
from tui_app.domain.audit import GENESIS_HASH, AuditEntry, AuditKind
from tui_app.files.keys import write_key
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings, save_settings
from tui_app.storage import audit_log, database
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.tables import registry as tables

LOGGED = timedelta(days=730)
"""The log begins so long ago."""


def fill_home(folder: Path, people: int) -> AppPaths:
    """Create the files of a user whose SQLite database has this many people, ten actions and one log entry each."""
    paths = AppPaths(folder / "config" / "samtale", folder / "data" / "samtale")
    paths.data.mkdir(parents=True, mode=0o700)
    address = SqliteAddress(paths.database, write_key(paths.key, environment.new_key()))
    scale.fill(address, people)
    with database.writing():
        tables.Person.update(is_administrator=True).where(tables.Person.id == 1).execute()
        rows = audit_log.chained(_entries(people), GENESIS_HASH)
        while chunk := [row for _number, row in zip(range(1000), rows, strict=False)]:
            tables.AuditEntry.insert_many(chunk).execute()
    save_settings(Settings(me={address.name: 1}), paths.settings)
    return paths


def _entries(people: int) -> Iterator[AuditEntry]:
    first = environment.now() - LOGGED
    for person in range(1, people + 1):
        yield AuditEntry(first + LOGGED * person / people, AuditKind.SIGNED_IN, person, person, terminal="ward-3 tty1")


if __name__ == "__main__":
    fill_home(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else scale.PEOPLE)
