"""TODO-DOC."""

from __future__ import annotations

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records.conversation import ConversationState, RemarkKind
from tui_app.storage.tables.base import Table, UtcField
from tui_app.storage.tables.conversations import Conversation
from tui_app.storage.tables.people import Person


class Minutes(Table):
    """The minutes of a conversation (number 1) or an amendment; `signed` and `sha256` are set once, at signing."""

    conversation = pw.ForeignKeyField(Conversation, backref="versions", on_delete="CASCADE", index=False)
    number = pw.IntegerField()
    state = EnumField(ConversationState, max_length=20)
    submitted_at = UtcField(null=True)
    signed = pw.TextField(default="")
    sha256 = pw.CharField(max_length=64, default="")
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("conversation", "number"), True),)


class MinutesText(Table):
    """What the employee wrote in one section."""

    minutes = pw.ForeignKeyField(Minutes, backref="texts", on_delete="CASCADE", index=False)
    section = pw.CharField(max_length=40)
    text = pw.TextField()
    at = UtcField()
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("minutes", "section"), True),)


class MinutesComment(Table):
    """What the leader says about a section when returning the minutes; section "" is the whole."""

    minutes = pw.ForeignKeyField(Minutes, backref="comments", on_delete="CASCADE")
    section = pw.CharField(max_length=40)
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UtcField()
    text = pw.TextField()


class Statement(Table):
    """What one party adds beside signed minutes."""

    minutes = pw.ForeignKeyField(Minutes, backref="statements", on_delete="CASCADE")
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UtcField()
    text = pw.TextField()


class RemarkDraft(Table):
    """What one party has written about minutes and not handed over yet; section "" is the whole, or a statement."""

    conversation = pw.ForeignKeyField(Conversation, backref="remarks", on_delete="CASCADE", index=False)
    writer = pw.ForeignKeyField(Person, on_delete="CASCADE")
    kind = EnumField(RemarkKind, max_length=20)
    section = pw.CharField(max_length=40)
    text = pw.TextField()
    at = UtcField()
    version = pw.IntegerField(default=1)

    class Meta:
        table_name = "remark"
        indexes = ((("conversation", "writer", "kind", "section"), True),)
