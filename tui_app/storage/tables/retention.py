"""The table of retention holds."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.tables.base import Table
from tui_app.storage.tables.people import Person


class Hold(Table):
    """A hold on a person's data: nothing about them is erased until `ended_on` is set."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    reason = pw.CharField(max_length=300)
    since = pw.DateField()
    ended_on = pw.DateField(null=True)
