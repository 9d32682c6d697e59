"""Queries about what people have begun in forms; each reads and changes one writer's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tui_app.domain.form_drafts import UNSAVED_TEXT_PREFIX, FormDraft, FormDraftKey, UnsavedText
from tui_app.storage.tables import registry as tables

_TEXT, _REASON = "text", "why"


def save(writer_id: int, key: FormDraftKey, title: str, texts: Mapping[str, str], at: datetime) -> None:
    """Keep what stands in a form, in place of what stood there before."""
    table = tables.FormDraft
    values = {"about": key.about_id, "title": title, "texts": dict(texts), "at": at, "is_told": False}
    (
        table.insert(values | {"writer": writer_id, "form": key.name})
        .on_conflict(
            conflict_target=[table.writer, table.form],
            update={getattr(table, name): value for name, value in values.items()},
        )
        .execute()
    )


def get(writer_id: int, name: str, since: datetime) -> FormDraft | None:
    """What somebody has begun in a form since then; None for nothing."""
    table = tables.FormDraft
    row = table.select().where(table.writer == writer_id, table.form == name, table.at >= since).dicts().first()
    return _record(row) if row else None


def all_of_writer(writer_id: int) -> tuple[FormDraft, ...]:
    """Everything that somebody has begun, the newest first."""
    table = tables.FormDraft
    rows = table.select().where(table.writer == writer_id).order_by(table.at.desc(), table.id.desc()).dicts()
    return tuple(_record(row) for row in rows)


def save_unsaved(writer_id: int, one: UnsavedText) -> None:
    """Keep what could not be saved."""
    save(writer_id, one.key, one.title, {_TEXT: one.text, _REASON: one.reason}, one.at)


def unsaved_texts(writer_id: int, since: datetime) -> tuple[UnsavedText, ...]:
    """What somebody could not save since then, the oldest first."""
    table = tables.FormDraft
    query = table.select().where(
        table.writer == writer_id, table.form.startswith(UNSAVED_TEXT_PREFIX), table.at >= since
    )
    return tuple(
        UnsavedText(
            FormDraftKey(row["form"], row["about"]), row["title"], row["texts"][_TEXT], row["texts"][_REASON], row["at"]
        )
        for row in query.order_by(table.at, table.id).dicts()
    )


def take_unannounced_titles(writer_id: int) -> tuple[str, ...]:
    """The titles of what somebody has begun and has not been told of, the newest first; from now on they have.

    What could not be saved is not begun: it is shown whole.
    """
    table = tables.FormDraft
    begun = ~table.form.startswith(UNSAVED_TEXT_PREFIX)
    here = (table.writer == writer_id) & begun & (table.is_told == False)  # noqa: E712 - peewee's own way
    query = table.select(table.title).where(here).order_by(table.at.desc(), table.id.desc())
    titles = tuple(title for (title,) in query.tuples())
    if titles:
        table.update(is_told=True).where(here).execute()
    return titles


def has_any(writer_id: int) -> bool:
    """Whether somebody has begun anything."""
    table = tables.FormDraft
    return bool(table.select().where(table.writer == writer_id).exists())


def delete(writer_id: int, name: str) -> None:
    """It was saved, or left."""
    table = tables.FormDraft
    table.delete().where(table.writer == writer_id, table.form == name).execute()


def delete_older(writer_id: int, before: datetime) -> None:
    """Clear away what has waited for too long."""
    table = tables.FormDraft
    table.delete().where(table.writer == writer_id, table.at < before).execute()


def _record(row: Mapping[str, Any]) -> FormDraft:
    return FormDraft(row["title"], row["texts"], row["at"])
