"""The tables of the change history and of what people have seen of it."""

from __future__ import annotations

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.storage.tables.base import Table, UtcField
from tui_app.storage.tables.people import Person


class History(Table):
    """One change: who, when, what, and the values before and after; changes made together share a `batch`."""

    at = UtcField()
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    batch = pw.CharField(max_length=32, index=True)
    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    subject = EnumField(ChangeSubject, max_length=20)
    subject_id = pw.IntegerField()
    kind = EnumField(ChangeKind, max_length=20)
    before = pw.JSONField(default=dict)
    after = pw.JSONField(default=dict)
    note = pw.TextField(default="")
    undone = pw.BooleanField(default=False)

    class Meta:
        indexes = ((("subject", "subject_id"), False),)


class Visit(Table):
    """The newest change (`upto`) that a person has seen, and when they last looked."""

    person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    upto = pw.IntegerField()
    at = UtcField()
