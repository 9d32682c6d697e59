"""The tables of reminders."""

from __future__ import annotations

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records.reminder import ReminderStatus
from tui_app.storage.tables.base import Table
from tui_app.storage.tables.people import Person


class ReminderChoice(Table):
    """How a person wants to be reminded; an empty `rhythm` or `language` means the organisation's setting."""

    person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    rhythm = pw.CharField(max_length=10, default="")
    weekday = pw.IntegerField(default=0)
    language = pw.CharField(max_length=5, default="")
    bare = pw.BooleanField(default=False)
    calendar = pw.CharField(max_length=64, default="")
    since = pw.DateField()


class Reminder(Table):
    """A person's last reminder, claimed before the mail is sent."""

    person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    first = pw.DateField()
    until = pw.DateField()
    day = pw.DateField()
    state = EnumField(ReminderStatus, max_length=10)
    tries = pw.IntegerField(default=0)
    reply = pw.CharField(max_length=300, default="")
    address = pw.CharField(max_length=200, default="")
