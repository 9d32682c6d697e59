"""The columns of all tables that refer to people."""

from __future__ import annotations

from typing import Any

import peewee as pw

from tui_app.storage.tables import registry as tables


def person_references(*on_delete: str) -> list[Any]:
    """The columns that refer to a person, with one of these `on_delete` rules; without any, all of them."""
    fields = (field for table in tables.ALL_TABLES for field in table._meta.sorted_fields)  # noqa: SLF001
    return [
        field
        for field in fields
        if isinstance(field, pw.ForeignKeyField)
        and field.rel_model is tables.Person
        and (not on_delete or field.on_delete in on_delete)
    ]
