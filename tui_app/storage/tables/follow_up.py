"""The tables of follow-ups: log, schedules, pauses, requests and sessions in progress."""

from __future__ import annotations

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.follow_up.schedule import DEFAULT_CONVERSATION_MONTHS, PauseKind
from tui_app.storage.tables.base import Table, UtcField
from tui_app.storage.tables.people import Person


class FollowUp(Table):
    """One entry of a person's follow-up log; `next_on` is the date set for the next one, `due_on` when this was due."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    on = pw.DateField()
    note = pw.TextField(default="")
    next_on = pw.DateField(null=True)
    version = pw.IntegerField(default=1)
    due_on = pw.DateField(null=True)

    class Meta:
        indexes = ((("person", "on"), False),)


class FollowUpSchedule(Table):
    """How often follow-ups and conversations are due: for a leader's team (`is_team`), or for one person."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
    is_team = pw.BooleanField()
    weeks = pw.IntegerField()
    days = pw.CharField(max_length=100, default="")
    months = pw.IntegerField(default=DEFAULT_CONVERSATION_MONTHS)
    version = pw.IntegerField(default=1)

    class Meta:
        table_name = "rhythm"
        indexes = ((("person", "is_team"), True),)


class Pause(Table):
    """A period without follow-ups, first and last day included: of one person, or of a leader's team (`is_team`)."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    is_team = pw.BooleanField()
    first = pw.DateField()
    last = pw.DateField()
    kind = EnumField(PauseKind, max_length=20)
    is_withdrawn = pw.BooleanField(default=False)
    version = pw.IntegerField(default=1)


class FollowUpSession(Table):
    """Progress (`walker` is the owner) through one person's open actions; deleted when the follow-up is logged.

    `session` names one session, and is new when another one starts in the same row.
    """

    walker = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    actions = pw.JSONField()
    outcomes = pw.JSONField(default=dict)
    place = pw.IntegerField(default=0)
    note = pw.TextField(default="")
    at = UtcField()
    version = pw.IntegerField(default=1)
    session = pw.CharField(max_length=40, default="")

    class Meta:
        table_name = "walk"
        indexes = ((("walker", "person"), True),)


class TeamFollowUpSession(Table):
    """Progress of a leader (`walker`) through the follow-ups of the team, in the order of `people`."""

    walker = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    people = pw.JSONField()
    place = pw.IntegerField(default=0)
    at = UtcField()

    class Meta:
        table_name = "team_walk"


class FollowUpRequest(Table):
    """A request by an employee for a follow-up; `answered_on` is set when it is answered or withdrawn."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    text = pw.CharField(max_length=300, default="")
    asked_on = pw.DateField()
    answered_on = pw.DateField(null=True)
    version = pw.IntegerField(default=1)
