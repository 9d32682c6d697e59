"""The base class of the tables, and helpers for their columns and rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import peewee as pw

from tui_app.storage.database import proxy

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Placeholder for a required date or time in a row that is created before there is anything to record."""


class UtcField(pw.DateTimeField):
    """A time: aware in Python, naive UTC in the column, since the databases store time zones differently."""

    def db_value(self, value: Any) -> Any:
        if isinstance(value, str):  # from the history, which stores times as text
            value = dt.datetime.fromisoformat(value)
        if isinstance(value, dt.datetime):
            if value.tzinfo is None:
                raise ValueError("a stored time needs a time zone")
            value = value.astimezone(dt.UTC).replace(tzinfo=None)
        return super().db_value(value)

    def python_value(self, value: Any) -> Any:
        moment = super().python_value(value)
        return moment.replace(tzinfo=dt.UTC) if isinstance(moment, dt.datetime) else moment


class Table(pw.Model):
    """Base class of all tables: the database of the process, and table names in snake case."""

    class Meta:
        database = proxy
        legacy_table_names = False


def upsert(table: type[Table], keys: Mapping[str, object], values: Mapping[str, object]) -> None:
    """Insert a row, or update the existing row with the same keys.

    Args:
        keys: column name -> value, of all columns of one unique index or of the primary key.
        values: column name -> value of the other columns to set.
    """
    (
        table.insert({**keys, **values})
        .on_conflict(
            conflict_target=[getattr(table, name) for name in keys],
            update={getattr(table, name): value for name, value in values.items()},
        )
        .execute()
    )
