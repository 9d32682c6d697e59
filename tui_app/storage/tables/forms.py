"""The tables of form templates and of unsaved form drafts."""

from __future__ import annotations

import peewee as pw
from playhouse.fields import EnumField

from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.template import TemplateState
from tui_app.storage.tables.base import Table, UtcField
from tui_app.storage.tables.people import Person


class Template(Table):
    """One version of a form: a draft can be changed; a published version cannot, and a newer one retires it.

    `set_aside` has the texts of a draft in languages that were turned off, as JSON; empty if there are none.
    """

    key = pw.CharField(max_length=40)
    number = pw.IntegerField()
    state = EnumField(TemplateState, max_length=20)
    kind = EnumField(ConversationKind, max_length=20)
    title = pw.JSONField()
    body = pw.JSONField()
    published_at = UtcField(null=True)
    version = pw.IntegerField(default=1)
    set_aside = pw.TextField(default="")

    class Meta:
        indexes = ((("key", "number"), True),)


class FormDraft(Table):
    """Text typed in a form that is not saved yet; also deleted with the person it is `about`.

    `is_told` is set when the writer has been notified, at sign-in or start, that the draft exists.
    """

    writer = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
    about = pw.ForeignKeyField(Person, null=True, on_delete="CASCADE")
    form = pw.CharField(max_length=120)
    title = pw.CharField(max_length=300)
    texts = pw.JSONField()
    at = UtcField()
    is_told = pw.BooleanField(default=False)
    version = pw.IntegerField(default=1)

    class Meta:
        table_name = "unfinished"
        indexes = ((("writer", "form"), True),)
