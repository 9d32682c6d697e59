"""Queries about the organisation's settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import upsert


def get(key: str) -> Any:
    """Return the stored value, or None."""
    row = tables.Setting.select(tables.Setting.value).where(tables.Setting.key == key).tuples().first()
    return row[0] if row else None


def get_many(keys: Sequence[str]) -> dict[str, Any]:
    """Return the stored values by key; keys without a value are left out."""
    table = tables.Setting
    return dict(table.select(table.key, table.value).where(table.key.in_(keys)).tuples())


def put_first(key: str, value: Any) -> Any:
    """Store a value unless there is one, and return the one that is stored: of two programs at once, the first wins."""
    table = tables.Setting
    table.insert(key=key, value=value).on_conflict_ignore().execute()
    return get(key)


def put(key: str, value: Any) -> None:
    """Store a value; it replaces an earlier one."""
    upsert(tables.Setting, {"key": key}, {"value": value})
