"""The tables. Rows stay in this room: queries hand out records of `domain`."""

from __future__ import annotations

import datetime as dt
from typing import Any

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records import (
    ActionStatus,
    ChangeKind,
    ConversationKind,
    ConversationState,
    GoalKind,
    GoalStatus,
    Subject,
)
from tui_app.storage.database import proxy


class UtcField(pw.DateTimeField):
    """Aware in Python, plain UTC in the column, on either database (they disagree on stored zones)."""

    def db_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            if value.tzinfo is None:
                raise ValueError("a stored moment must know its zone")
            value = value.astimezone(dt.UTC).replace(tzinfo=None)
        return super().db_value(value)

    def python_value(self, value: Any) -> Any:
        moment = super().python_value(value)
        return moment.replace(tzinfo=dt.UTC) if isinstance(moment, dt.datetime) else moment


class Table(pw.Model):
    """What all tables share."""

    class Meta:
        database = proxy
        legacy_table_names = False


class Person(Table):
    """A person of the organisation; `search` and `sorting` hold the name folded, since databases disagree on both."""

    name = pw.CharField(max_length=120)
    search = pw.CharField(max_length=600)
    sorting = pw.CharField(max_length=300)
    employee_number = pw.CharField(max_length=40, null=True, unique=True)
    email = pw.CharField(max_length=200, default="", index=True)
    title = pw.CharField(max_length=120, default="")
    unit = pw.CharField(max_length=120, default="")
    start_date = pw.DateField(null=True)
    end_date = pw.DateField(null=True)
    leader = pw.ForeignKeyField("self", null=True, backref="reports", on_delete="SET NULL")
    is_administrator = pw.BooleanField(default=False)
    version = pw.IntegerField(default=1)


class Goal(Table):
    """A development or work goal of one person."""

    person = pw.ForeignKeyField(Person, backref="goals", on_delete="CASCADE")
    text = pw.CharField(max_length=300)
    kind = EnumField(GoalKind, max_length=20)
    status = EnumField(GoalStatus, max_length=20, default=GoalStatus.OPEN)
    target = pw.DateField(null=True)
    version = pw.IntegerField(default=1)


class Action(Table):
    """Who does what by when. `done_on` and `reason` are set while it is done or dropped."""

    person = pw.ForeignKeyField(Person, backref="actions", on_delete="CASCADE", index=False)
    goal = pw.ForeignKeyField(Goal, null=True, backref="actions", on_delete="SET NULL")
    responsible = pw.ForeignKeyField(Person, backref="promises", on_delete="RESTRICT", index=False)
    text = pw.CharField(max_length=300)
    due = pw.DateField()
    first_due = pw.DateField()
    moved = pw.IntegerField(default=0)
    status = EnumField(ActionStatus, max_length=20, default=ActionStatus.OPEN)
    reason = pw.CharField(max_length=300, default="")
    done_on = pw.DateField(null=True)
    comments = pw.IntegerField(default=0)
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("person", "status", "due"), False), (("responsible", "status", "due"), False))


class Conversation(Table):
    """A planned or held conversation; its form and minutes come with the conversation itself."""

    person = pw.ForeignKeyField(Person, backref="conversations", on_delete="CASCADE", index=False)
    leader = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    kind = EnumField(ConversationKind, max_length=20)
    state = EnumField(ConversationState, max_length=20)
    on = pw.DateField()
    note = pw.TextField(default="")
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("person", "on"), False),)


class FollowUp(Table):
    """One entry of a person's follow-up log."""

    person = pw.ForeignKeyField(Person, backref="follow_ups", on_delete="CASCADE", index=False)
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    on = pw.DateField()
    note = pw.TextField(default="")
    next_on = pw.DateField(null=True)
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("person", "on"), False),)


class History(Table):
    """Every change: who, when, what, with the values before and after; changes made together share a batch."""

    at = UtcField()
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    batch = pw.CharField(max_length=32, index=True)
    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    subject = EnumField(Subject, max_length=20)
    subject_id = pw.IntegerField()
    kind = EnumField(ChangeKind, max_length=20)
    before = pw.JSONField(default=dict)
    after = pw.JSONField(default=dict)
    note = pw.TextField(default="")
    undone = pw.BooleanField(default=False)

    class Meta:
        indexes = ((("subject", "subject_id"), False),)


class Setting(Table):
    """What holds for the whole organisation, by name."""

    key = pw.CharField(max_length=60, primary_key=True)
    value = pw.JSONField()


ALL: tuple[type[Table], ...] = (Person, Goal, Action, Conversation, FollowUp, History, Setting)
"""Every table, in an order in which they can be made."""
