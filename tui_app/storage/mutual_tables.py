"""The tables of what each does for the other: follow-ups asked for, and when somebody was last here."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.table_base import Person, Table, UtcField


class FollowUpRequest(Table):
    """An employee asks to be followed up; `answered_on` is set when it is answered or taken back."""

    person = pw.ForeignKeyField(Person, backref="requests", on_delete="CASCADE")
    text = pw.CharField(max_length=300, default="")
    asked_on = pw.DateField()
    answered_on = pw.DateField(null=True)
    version = pw.IntegerField(default=1)


class Visit(Table):
    """Up to which change somebody has seen what others did."""

    person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    upto = pw.IntegerField()
    at = UtcField()
