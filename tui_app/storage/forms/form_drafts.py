"""Queries about form drafts: unsaved text in forms. Each reads or changes the drafts of one writer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from tui_app.domain.dates.clock import CLOCK_TOLERANCE
from tui_app.domain.form_drafts import UNSAVED_TEXT_PREFIX, FormDraft, FormDraftKey, UnsavedText
from tui_app.storage import versioned
from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import upsert

_TEXT, _REASON, _REPLACED = "text", "why", "replaced"


def save(
    writer_id: int, key: FormDraftKey, title: str, texts: Mapping[str, str], base_version: int, at: datetime
) -> int | None:
    """Store the texts of a form by field, and return their version.

    Args:
        base_version: the version that they are based on; 0 if there was none.

    Returns:
        None if another version is stored. A draft that was deleted is written anew.
    """
    table = tables.FormDraft
    keys = {"writer": writer_id, "form": key.name}
    if base_version and not table.select().where(table.writer == writer_id, table.form == key.name).exists():
        base_version = 0
    fields = {"about": key.about_id, "title": title, "texts": dict(texts), "is_told": False}
    return versioned.save(table, keys, fields, base_version, at)


def get(writer_id: int, name: str, since: datetime) -> FormDraft | None:
    """Return the draft of a form that was stored at or after `since`, or None."""
    table = tables.FormDraft
    row = table.select().where(table.writer == writer_id, table.form == name, table.at >= since).dicts().first()
    return _record(row) if row else None


def all_of_writer(writer_id: int) -> tuple[FormDraft, ...]:
    """Return all drafts of a writer, the newest first."""
    table = tables.FormDraft
    rows = table.select().where(table.writer == writer_id).order_by(table.at.desc(), table.id.desc()).dicts()
    return tuple(_record(row) for row in rows)


def save_unsaved(writer_id: int, unsaved: UnsavedText) -> None:
    """Store a text that could not be saved in its place, as a draft."""
    table, texts = tables.FormDraft, {_TEXT: unsaved.text, _REASON: unsaved.reason}
    if unsaved.is_replaced:
        texts[_REPLACED] = "1"
    values = {"about": unsaved.key.about_id, "title": unsaved.title, "texts": texts, "at": unsaved.at, "is_told": False}
    upsert(table, {"writer": writer_id, "form": unsaved.key.name}, values)


def unsaved_texts(writer_id: int, since: datetime) -> tuple[UnsavedText, ...]:
    """Return the texts that a writer could not save at or after `since`, the oldest first."""
    table = tables.FormDraft
    query = table.select().where(
        table.writer == writer_id, table.form.startswith(UNSAVED_TEXT_PREFIX), table.at >= since
    )
    return tuple(
        UnsavedText(
            FormDraftKey(row["form"], row["about"]),
            row["title"],
            row["texts"][_TEXT],
            row["texts"][_REASON],
            row["at"],
            is_replaced=_REPLACED in row["texts"],
        )
        for row in query.order_by(table.at, table.id).dicts()
    )


def unannounced_titles(writer_id: int) -> dict[str, str]:
    """Return the drafts that the writer was not notified of, name -> title, the newest first.

    Texts that could not be saved are left out, since they are shown in full.
    """
    table = tables.FormDraft
    is_draft = ~table.form.startswith(UNSAVED_TEXT_PREFIX)
    unannounced = (table.writer == writer_id) & is_draft & (table.is_told == False)  # noqa: E712
    query = table.select(table.form, table.title).where(unannounced)
    return dict(query.order_by(table.at.desc(), table.id.desc()).tuples())


def mark_announced(writer_id: int, names: Collection[str]) -> None:
    """Note that the writer was notified of these drafts."""
    table = tables.FormDraft
    table.update(is_told=True).where(table.writer == writer_id, table.form.in_(list(names))).execute()


def has_any(writer_id: int) -> bool:
    """True if a writer has any draft."""
    table = tables.FormDraft
    return bool(table.select().where(table.writer == writer_id).exists())


def delete(writer_id: int, name: str, version: int | None = None) -> None:
    """Delete the draft of a form, since the form was saved or cancelled.

    Args:
        version: delete this version only; None for any.
    """
    table = tables.FormDraft
    query = table.delete().where(table.writer == writer_id, table.form == name)
    (query if version is None else query.where(table.version == version)).execute()


def delete_older(writer_id: int, before: datetime, now: datetime) -> None:
    """Delete a writer's drafts from before a time. Those that a wrong clock has dated in the future count from now."""
    table = tables.FormDraft
    table.delete().where(table.writer == writer_id, table.at < before).execute()
    table.update(at=now).where(table.writer == writer_id, table.at > now + CLOCK_TOLERANCE).execute()


def _record(row: Mapping[str, Any]) -> FormDraft:
    return FormDraft(row["title"], row["texts"], row["at"], row["version"])
