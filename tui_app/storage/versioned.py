"""Optimistic locking of texts: a save names the version it is based on, and fails if another save came first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.storage.database import proxy


def save(
    table: Any, keys: Mapping[str, object], fields: Mapping[str, object], base_version: int, at: datetime
) -> int | None:
    """Store a text and return its new version, or None if the stored version is not `base_version`.

    Args:
        table: a table that has `at` and `version` besides the columns of `keys` and `fields`.
        keys: column name -> value, of the columns that identify the row.
        fields: column name -> value to store.
        base_version: the version that the text is based on; 0 if there was none.
        at: when it was written.
    """
    same_keys = [getattr(table, name) == value for name, value in keys.items()]
    if base_version == 0:
        try:
            with proxy.atomic():
                table.insert({**keys, **fields, "at": at, "version": 1}).execute()
        except pw.IntegrityError:
            return None
        # the database begins above the version of a text that was deleted here
        return int(table.select(table.version).where(*same_keys).scalar())
    changed = (
        table.update({**fields, "at": at, "version": base_version + 1})
        .where(*same_keys, table.version == base_version)
        .execute()
    )
    return base_version + 1 if changed == 1 else None
