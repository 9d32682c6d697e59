"""TODO-DOC."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.tables.base import Table


class Setting(Table):
    """What holds for the whole organisation, by name."""

    key = pw.CharField(max_length=60, primary_key=True)
    value = pw.JSONField()
