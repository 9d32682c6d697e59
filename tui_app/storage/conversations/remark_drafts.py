"""Queries about remarks: what one party has written about minutes and not handed over yet."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.records.conversation import RemarkKind
from tui_app.storage import versioned
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.tables import registry as tables


def get(conversation_id: int, writer_id: int, kind: RemarkKind) -> dict[str, Versioned]:
    """Section -> what somebody has written; a statement stands under ""."""
    table = tables.RemarkDraft
    query = table.select().where(table.conversation == conversation_id, table.writer == writer_id, table.kind == kind)
    return {row["section"]: Versioned(row["text"], row["version"], row["at"]) for row in query.dicts()}


def save(
    conversation_id: int, writer_id: int, kind: RemarkKind, section: str, text: str, seen_version: int, at: datetime
) -> int | None:
    """Store a text; the new version, or None when it was saved from elsewhere since."""
    keys = {"conversation": conversation_id, "writer": writer_id, "kind": kind, "section": section}
    return versioned.save(tables.RemarkDraft, keys, {"text": text}, seen_version, at)


def delete(conversation_id: int, writer_id: int, kind: RemarkKind) -> None:
    """They are handed over, or of no use any more."""
    table = tables.RemarkDraft
    where = (table.conversation == conversation_id, table.writer == writer_id, table.kind == kind)
    with bypassing_row_security():  # also by the other side's step
        table.delete().where(*where).execute()
