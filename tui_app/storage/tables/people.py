"""The tables of people and of stand-ins."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.tables.base import Table, UtcField


class Person(Table):
    """A person in the organisation.

    `search` and `sorting` hold normalized text, since the databases compare and sort differently. `search` is empty
    once the person is erased. `email_key` is the address as addresses are compared; null without one, and for whoever
    shares an address with somebody since before it had to be unique.
    """

    name = pw.CharField(max_length=120)
    search = pw.CharField(max_length=600)
    sorting = pw.CharField(max_length=300)
    employee_number = pw.CharField(max_length=40, null=True, unique=True)
    email = pw.CharField(max_length=200, default="", index=True)
    email_key = pw.CharField(max_length=400, null=True, unique=True)
    title = pw.CharField(max_length=120, default="")
    unit = pw.CharField(max_length=120, default="")
    start_date = pw.DateField(null=True)
    end_date = pw.DateField(null=True, index=True)
    leader = pw.ForeignKeyField("self", null=True, on_delete="SET NULL")
    is_administrator = pw.BooleanField(default=False)
    version = pw.IntegerField(default=1)


class StandIn(Table):
    """Who leads a team while its leader is away; first and last day included."""

    leader = pw.ForeignKeyField(Person, on_delete="CASCADE")
    stand_in = pw.ForeignKeyField(Person, on_delete="CASCADE")
    first = pw.DateField()
    last = pw.DateField()


class StaffImport(Table):
    """The last import of a staff list; only that can be taken back."""

    by = pw.ForeignKeyField(Person, null=True, on_delete="SET NULL")
    at = UtcField()
    name = pw.CharField(max_length=300)


class StaffImportChange(Table):
    """A person whom the last import made or changed.

    `before` has the changed fields as they were, null for a new person; `version` is the person's after the import.
    """

    staff_import = pw.ForeignKeyField(StaffImport, on_delete="CASCADE")
    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    before = pw.JSONField(null=True)
    version = pw.IntegerField()
