"""Queries about comments and statements that are not sent yet."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.records.conversation import RemarkKind
from tui_app.storage import versioned
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.tables import registry as tables


def get(conversation_id: int, writer_id: int, kind: RemarkKind) -> dict[str, Versioned]:
    """Return a writer's unsent texts of one kind, by section; a statement has section ""."""
    table = tables.RemarkDraft
    query = table.select().where(table.conversation == conversation_id, table.writer == writer_id, table.kind == kind)
    return {row["section"]: Versioned(row["text"], row["version"], row["at"]) for row in query.dicts()}


def conversations_with_statement(writer_id: int) -> set[int]:
    """Return the conversations about whose signed minutes a person has begun a statement and not added it."""
    table = tables.RemarkDraft
    query = table.select(table.conversation).where(
        table.writer == writer_id, table.kind == RemarkKind.STATEMENT, table.text != ""
    )
    return {row[0] for row in query.tuples()}


def save(
    conversation_id: int, writer_id: int, kind: RemarkKind, section: str, text: str, base_version: int, at: datetime
) -> int | None:
    """Store a text and return its new version, or None if another save came first (see `versioned.save`)."""
    keys = {"conversation": conversation_id, "writer": writer_id, "kind": kind, "section": section}
    return versioned.save(tables.RemarkDraft, keys, {"text": text}, base_version, at)


def delete(conversation_id: int, writer_id: int, kind: RemarkKind) -> None:
    """Delete a writer's unsent texts of one kind, since they are sent or no longer needed."""
    table = tables.RemarkDraft
    query = table.delete().where(table.conversation == conversation_id, table.writer == writer_id, table.kind == kind)
    with bypassing_row_security():  # a step by the other party may delete them too
        query.execute()
