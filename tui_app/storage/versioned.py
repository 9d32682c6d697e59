"""Saving one text that two terminals may write at the same time: a saving names the version it was based on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.storage.database import proxy


def save(
    table: Any, keys: Mapping[str, object], fields: Mapping[str, object], seen_version: int, at: datetime
) -> int | None:
    """Store a text under its keys; the new version, or None when somebody else saved it since.

    Args:
        table: has `at` and `version` beside the keys and fields.
        seen_version: 0 when there was none.
    """
    if seen_version == 0:
        try:
            with proxy.atomic():
                table.insert({**keys, **fields, "at": at, "version": 1}).execute()
        except pw.IntegrityError:
            return None
        return 1
    here = [getattr(table, name) == value for name, value in keys.items()]
    changed = (
        table.update({**fields, "at": at, "version": seen_version + 1})
        .where(*here, table.version == seen_version)
        .execute()
    )
    return seen_version + 1 if changed == 1 else None
