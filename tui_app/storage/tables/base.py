"""What all tables share, and the one that all refer to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import peewee as pw

from tui_app.storage.database import proxy


class UtcField(pw.DateTimeField):
    """Aware in Python, plain UTC in the column, on either database (they disagree on stored zones)."""

    def db_value(self, value: Any) -> Any:
        if isinstance(value, str):  # from the history, which keeps moments as text
            value = dt.datetime.fromisoformat(value)
        if isinstance(value, dt.datetime):
            if value.tzinfo is None:
                raise ValueError("a stored moment must know its zone")
            value = value.astimezone(dt.UTC).replace(tzinfo=None)
        return super().db_value(value)

    def python_value(self, value: Any) -> Any:
        moment = super().python_value(value)
        return moment.replace(tzinfo=dt.UTC) if isinstance(moment, dt.datetime) else moment


class Table(pw.Model):
    """What all tables share."""

    class Meta:
        database = proxy
        legacy_table_names = False
