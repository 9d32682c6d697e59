"""The table of what people have begun in forms."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.table_base import Person, Table, UtcField


class Unfinished(Table):
    """What stands in a form that is not saved; it goes with the person `about` whom it is too.

    `is_told`: at a sign-in or a start, whoever writes it was told that it waits.
    """

    writer = pw.ForeignKeyField(Person, on_delete="CASCADE", index=False)
    about = pw.ForeignKeyField(Person, null=True, on_delete="CASCADE")
    form = pw.CharField(max_length=120)
    title = pw.CharField(max_length=300)
    texts = pw.JSONField()
    at = UtcField()
    is_told = pw.BooleanField(default=False)

    class Meta:
        indexes = ((("writer", "form"), True),)
