"""The tables of practice, and of the counters of what employees answered."""

from __future__ import annotations

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records.practice import ListeningItem, ListeningOccasion, PracticeFormat
from tui_app.storage.tables.base import Table
from tui_app.storage.tables.conversations import Conversation
from tui_app.storage.tables.people import Person


class PracticeSession(Table):
    """A practice session. Nobody but the person can read it."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    format = EnumField(PracticeFormat, max_length=20)
    on = pw.DateField()
    minutes = pw.IntegerField()


class WarmUp(Table):
    """What a leader chose for a conversation. Nobody else can read it."""

    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    questions = pw.JSONField()
    rule = pw.CharField(max_length=300)
    on = pw.DateField()

    class Meta:
        indexes = ((("conversation", "person"), True),)


class LookBack(Table):
    """What a leader noted after a conversation. Nobody else can read it."""

    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    opened_up = pw.TextField()
    took_over = pw.TextField()
    next_time = pw.TextField()
    on = pw.DateField()

    class Meta:
        indexes = ((("conversation", "person"), True),)


class PracticeInvitation(Table):
    """That a leader would like to practise with an employee. Only the two can read it."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
    by = pw.ForeignKeyField(Person, on_delete="CASCADE")
    format = EnumField(PracticeFormat, max_length=20)
    on = pw.DateField()

    class Meta:
        indexes = ((("person", "by", "format"), True),)


class ListeningAsked(Table):
    """That an employee was asked, without what they answered or whether they did after the question was closed."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
    leader = pw.ForeignKeyField(Person, on_delete="CASCADE")
    half_year = pw.CharField(max_length=6)
    occasion = EnumField(ListeningOccasion, max_length=12)
    is_open = pw.BooleanField()

    class Meta:
        indexes = ((("person", "leader", "half_year", "occasion"), True),)


class ListeningCount(Table):
    """How often a value was given, in answers that wait (`waiting`) and in those the leader may see (`released`)."""

    leader = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
    half_year = pw.CharField(max_length=6)
    item = EnumField(ListeningItem, max_length=12)
    value = pw.IntegerField()
    waiting = pw.IntegerField()
    released = pw.IntegerField()

    class Meta:
        indexes = (
            (("leader", "half_year", "item", "value"), True),
            (("half_year", "item", "value", "leader", "waiting", "released"), False),
        )
