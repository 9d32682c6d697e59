"""The tables of minutes, with comments and statements."""

from __future__ import annotations

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records.conversation import ConversationState, RemarkKind
from tui_app.storage.tables.base import Table, UtcField
from tui_app.storage.tables.conversations import Conversation
from tui_app.storage.tables.people import Person


class Minutes(Table):
    """The minutes of a conversation (`number` 1) or an amendment (2 and up).

    `signed` is the canonical document, stored at submission; signing makes it final and sets its `sha256`.
    `returned` is the document that the leader returned, until the minutes are signed or another leader has them.
    """

    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
    number = pw.IntegerField()
    state = EnumField(ConversationState, max_length=20)
    submitted_at = UtcField(null=True)
    signed = pw.TextField(default="")
    sha256 = pw.CharField(max_length=64, default="")
    version = pw.IntegerField(default=1)
    returned = pw.TextField(default="")

    class Meta:
        indexes = ((("conversation", "number"), True),)


class MinutesText(Table):
    """The employee's text in one section."""

    minutes = pw.ForeignKeyField(Minutes, on_delete="CASCADE", index=False)
    section = pw.CharField(max_length=40)
    text = pw.TextField()
    at = UtcField()
    version = pw.IntegerField(default=1)

    class Meta:
        indexes = ((("minutes", "section"), True),)


class MinutesComment(Table):
    """The leader's comment on a section of returned minutes; section "" means the minutes as a whole."""

    minutes = pw.ForeignKeyField(Minutes, on_delete="CASCADE")
    section = pw.CharField(max_length=40)
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UtcField()
    text = pw.TextField()


class Statement(Table):
    """A statement that one party adds to signed minutes."""

    minutes = pw.ForeignKeyField(Minutes, on_delete="CASCADE")
    by = pw.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UtcField()
    text = pw.TextField()


class RemarkDraft(Table):
    """A comment or statement that is not sent yet; section "" means the minutes as a whole, or a statement."""

    conversation = pw.ForeignKeyField(Conversation, on_delete="CASCADE", index=False)
    writer = pw.ForeignKeyField(Person, on_delete="CASCADE")
    kind = EnumField(RemarkKind, max_length=20)
    section = pw.CharField(max_length=40)
    text = pw.TextField()
    at = UtcField()
    version = pw.IntegerField(default=1)

    class Meta:
        table_name = "remark"
        indexes = ((("conversation", "writer", "kind", "section"), True),)
