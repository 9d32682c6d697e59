"""The tables of goals and actions."""

from __future__ import annotations

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.storage.tables.base import Table
from tui_app.storage.tables.conversations import Conversation
from tui_app.storage.tables.people import Person


class Goal(Table):
    """A development or work goal of one person."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    text = pw.CharField(max_length=300)
    kind = EnumField(GoalKind, max_length=20)
    status = EnumField(GoalStatus, max_length=20, default=GoalStatus.OPEN)
    target = pw.DateField(null=True)
    version = pw.IntegerField(default=1)
    conversation = pw.ForeignKeyField(Conversation, null=True, on_delete="SET NULL")


class Action(Table):
    """Who does what by when.

    `done_on` is set while the action is done, `reason` while it is dropped; `moved` counts the moves of the due date.
    `handed_over_after` is the newest change before the responsible person took it over, 0 if nobody handed it over.
    """

    person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
    goal = pw.ForeignKeyField(Goal, null=True, on_delete="SET NULL")
    responsible = pw.ForeignKeyField(Person, on_delete="RESTRICT", index=False)
    text = pw.CharField(max_length=300)
    due = pw.DateField()
    first_due = pw.DateField()
    moved = pw.IntegerField(default=0)
    status = EnumField(ActionStatus, max_length=20, default=ActionStatus.OPEN)
    reason = pw.CharField(max_length=300, default="")
    done_on = pw.DateField(null=True)
    comments = pw.IntegerField(default=0)
    version = pw.IntegerField(default=1)
    conversation = pw.ForeignKeyField(Conversation, null=True, on_delete="SET NULL")
    agreed_on = pw.DateField(null=True)
    acknowledged_on = pw.DateField(null=True)
    handed_over_after = pw.IntegerField(default=0)

    class Meta:
        indexes = (
            (("person", "status", "due"), False),
            (("responsible", "status", "due"), False),
            (("due", "status", "done_on", "moved", "person"), False),
            (("agreed_on", "person"), False),
        )
