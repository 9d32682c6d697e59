"""Queries about what people have begun in forms; each reads and changes one writer's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tui_app.domain.unfinished import ASIDE, FormKey, NotSaved, Unfinished
from tui_app.storage import tables

_TEXT, _WHY = "text", "why"


def put(writer_id: int, key: FormKey, title: str, texts: Mapping[str, str], at: datetime) -> None:
    """Keep what stands in a form, in place of what stood there before."""
    table = tables.Unfinished
    values = {"about": key.about_id, "title": title, "texts": dict(texts), "at": at, "is_told": False}
    (
        table.insert(values | {"writer": writer_id, "form": key.name})
        .on_conflict(
            conflict_target=[table.writer, table.form],
            update={getattr(table, name): value for name, value in values.items()},
        )
        .execute()
    )


def of(writer_id: int, name: str, since: datetime) -> Unfinished | None:
    """What somebody has begun in a form since then; None for nothing."""
    table = tables.Unfinished
    row = table.select().where(table.writer == writer_id, table.form == name, table.at >= since).dicts().first()
    return _unfinished(row) if row else None


def all_of(writer_id: int) -> tuple[Unfinished, ...]:
    """Everything that somebody has begun, the newest first."""
    table = tables.Unfinished
    rows = table.select().where(table.writer == writer_id).order_by(table.at.desc(), table.id.desc()).dicts()
    return tuple(_unfinished(row) for row in rows)


def put_aside(writer_id: int, one: NotSaved) -> None:
    """Keep what could not be saved."""
    put(writer_id, one.key, one.title, {_TEXT: one.text, _WHY: one.why}, one.at)


def not_saved(writer_id: int, since: datetime) -> tuple[NotSaved, ...]:
    """What somebody could not save since then, the oldest first."""
    table = tables.Unfinished
    query = table.select().where(table.writer == writer_id, table.form.startswith(ASIDE), table.at >= since)
    return tuple(
        NotSaved(FormKey(row["form"], row["about"]), row["title"], row["texts"][_TEXT], row["texts"][_WHY], row["at"])
        for row in query.order_by(table.at, table.id).dicts()
    )


def untold(writer_id: int) -> tuple[str, ...]:
    """The titles of what somebody has begun and has not been told of, the newest first; from now on they have.

    What could not be saved is not begun: it is shown whole.
    """
    table = tables.Unfinished
    begun = ~table.form.startswith(ASIDE)
    here = (table.writer == writer_id) & begun & (table.is_told == False)  # noqa: E712 - peewee's own way
    query = table.select(table.title).where(here).order_by(table.at.desc(), table.id.desc())
    titles = tuple(title for (title,) in query.tuples())
    if titles:
        table.update(is_told=True).where(here).execute()
    return titles


def any_of(writer_id: int) -> bool:
    """Whether somebody has begun anything."""
    table = tables.Unfinished
    return bool(table.select().where(table.writer == writer_id).exists())


def forget(writer_id: int, name: str) -> None:
    """It was saved, or left."""
    table = tables.Unfinished
    table.delete().where(table.writer == writer_id, table.form == name).execute()


def forget_older(writer_id: int, before: datetime) -> None:
    """Clear away what has waited for too long."""
    table = tables.Unfinished
    table.delete().where(table.writer == writer_id, table.at < before).execute()


def _unfinished(row: Mapping[str, Any]) -> Unfinished:
    return Unfinished(row["title"], row["texts"], row["at"])
