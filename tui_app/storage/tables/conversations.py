"""The tables of conversations, their topics and preparations."""

from __future__ import annotations

import uuid

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.storage.tables.base import Table, UtcField
from tui_app.storage.tables.forms import Template
from tui_app.storage.tables.people import Person


class Conversation(Table):
    """A planned or held conversation; `template` is the form version in use when it started."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
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
    language = pw.CharField(max_length=12, default="")

    class Meta:
        indexes = ((("person", "on"), False),)


class Topic(Table):
    """A topic for the next conversation; `talked_on` is the day on which it was discussed."""

    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    text = pw.CharField(max_length=300)
    added_on = pw.DateField()
    talked_on = pw.DateField(null=True)
    version = pw.IntegerField(default=1)


class Preparation(Table):
    """What one party writes before a conversation; private until `shared_at` is set."""

    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
    writer = pw.ForeignKeyField(Person, on_delete="CASCADE")
    shared_at = UtcField(null=True)

    class Meta:
        indexes = ((("conversation", "writer"), True),)


class Answer(Table):
    """One answer in a preparation."""

    preparation = pw.ForeignKeyField(Preparation, on_delete="CASCADE", index=False)
    question = pw.CharField(max_length=40)
    value = pw.JSONField(null=True)
    at = UtcField()
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("preparation", "question"), True),)


class Bookmark(Table):
    """The conversation, and the place in it, where a person last was."""

    person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE")
    place = pw.CharField(max_length=60)


class SharedMinutes(Table):
    """Permission from an employee for a later leader (`to`) to read the signed minutes of a conversation."""

    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
    to = pw.ForeignKeyField(Person, on_delete="CASCADE")
    at = UtcField()

    class Meta:
        table_name = "shown_minutes"
        indexes = ((("conversation", "to"), True),)
