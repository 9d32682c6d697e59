"""The tables of the organisation's settings, and of what the database notes for itself."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.tables.base import Table


class Setting(Table):
    """A setting of the organisation, as JSON."""

    key = pw.CharField(max_length=60, primary_key=True)
    value = pw.JSONField()


class ChangeNotice(Table):
    """Whose pages a transaction has changed, for other terminals on SQLite; see `storage/changes/notices.py`."""

    people = pw.TextField()


class VersionFloor(Table):
    """The highest version of the deleted rows of a table; new rows begin above it, so that no version comes twice.

    Triggers write and read it (`migrations/0015_versions.py`).
    """

    name = pw.CharField(max_length=40, primary_key=True)
    value = pw.IntegerField()
