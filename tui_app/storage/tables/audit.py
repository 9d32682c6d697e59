"""The table of the audit log."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.tables.base import Table, UtcField


class AuditEntry(Table):
    """One entry of the audit log, chained to the previous entry by its hash.

    People are named by id, without a foreign key, so that an entry outlives an erased person and contains no name.
    """

    at = UtcField()
    by = pw.IntegerField(null=True)
    person = pw.IntegerField(null=True, index=True)
    conversation = pw.IntegerField(null=True, index=True)
    kind = pw.CharField(max_length=30)
    terminal = pw.CharField(max_length=80, default="")
    details = pw.TextField(default="")
    previous = pw.CharField(max_length=64)
    hash = pw.CharField(max_length=64)
