"""TODO-DOC."""

from __future__ import annotations

import uuid

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.storage.tables.base import Table, UtcField
from tui_app.storage.tables.forms import Template
from tui_app.storage.tables.people import Person


class Conversation(Table):
    """A planned or held conversation; `template` is the version of the form that it began with."""

    person = pw.ForeignKeyField(Person, backref="conversations", on_delete="CASCADE", index=False)
    leader = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    kind = EnumField(ConversationKind, max_length=20)
    state = EnumField(ConversationState, max_length=20)
    on = pw.DateField()
    note = pw.TextField(default="")
    version = pw.IntegerField(default=1)
    template = pw.ForeignKeyField(Template, null=True, on_delete="RESTRICT")
    starts = UtcField(null=True)
    minutes = pw.IntegerField(default=0)
    place = pw.CharField(max_length=200, default="")
    uid = pw.CharField(max_length=36, default=lambda: str(uuid.uuid4()), unique=True)
    sequence = pw.IntegerField(default=0)
    held_at = UtcField(null=True)
    reason = pw.CharField(max_length=300, default="")
    shows_draft = pw.BooleanField(default=False)
    in_calendar = pw.BooleanField(default=False)

    class Meta:
        indexes = ((("person", "on"), False),)


class Topic(Table):
    """Something to talk about next time; `talked_on` is set when it was."""

    person = pw.ForeignKeyField(Person, backref="topics", on_delete="CASCADE")
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    text = pw.CharField(max_length=300)
    added_on = pw.DateField()
    talked_on = pw.DateField(null=True)
    version = pw.IntegerField(default=1)


class Preparation(Table):
    """What one side writes beforehand; private until shared."""

    conversation = pw.ForeignKeyField(Conversation, backref="preparations", on_delete="CASCADE", index=False)
    writer = pw.ForeignKeyField(Person, on_delete="CASCADE")
    shared_at = UtcField(null=True)

    class Meta:
        indexes = ((("conversation", "writer"), True),)


class Answer(Table):
    """One answer of one side's preparation."""

    preparation = pw.ForeignKeyField(Preparation, backref="answers", on_delete="CASCADE", index=False)
    question = pw.CharField(max_length=40)
    value = pw.JSONField(null=True)
    at = UtcField()
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("preparation", "question"), True),)


class Bookmark(Table):
    """Where in which conversation somebody was last."""

    person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE")
    place = pw.CharField(max_length=60)


class SharedMinutes(Table):
    """Signed minutes that an employee lets a later leader read."""

    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
    to = pw.ForeignKeyField(Person, on_delete="CASCADE")
    at = UtcField()

    class Meta:
        table_name = "shown_minutes"
        indexes = ((("conversation", "to"), True),)
