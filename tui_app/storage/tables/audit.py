"""TODO-DOC."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.tables.base import Table, UtcField


class AuditEntry(Table):
    """One line of the log, chained to the one before by its hash; people are named by id, so that no name stays."""

    at = UtcField()
    by = pw.IntegerField(null=True)
    person = pw.IntegerField(null=True, index=True)
    conversation = pw.IntegerField(null=True, index=True)
    kind = pw.CharField(max_length=30)
    terminal = pw.CharField(max_length=80, default="")
    details = pw.TextField(default="")
    previous = pw.CharField(max_length=64)
    hash = pw.CharField(max_length=64)
