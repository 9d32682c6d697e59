"""What holds for the whole organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui_app.storage.tables import registry as tables


def get(key: str) -> Any:
    """The stored value, or None."""
    row = tables.Setting.select(tables.Setting.value).where(tables.Setting.key == key).tuples().first()
    return row[0] if row else None


def put(key: str, value: Any) -> None:
    """Store a value, in place of an older one."""
    (
        tables.Setting.insert(key=key, value=value)
        .on_conflict(conflict_target=[tables.Setting.key], update={tables.Setting.value: value})
        .execute()
    )


def get_many(keys: Sequence[str]) -> dict[str, Any]:
    """The stored values of these keys, as far as there are any."""
    table = tables.Setting
    return dict(table.select(table.key, table.value).where(table.key.in_(keys)).tuples())
