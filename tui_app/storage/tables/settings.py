"""The table of the organisation's settings."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.tables.base import Table


class Setting(Table):
    """A setting of the organisation, as JSON."""

    key = pw.CharField(max_length=60, primary_key=True)
    value = pw.JSONField()
