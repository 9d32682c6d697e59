"""Queries about preparations: the answers of one party, and whether they are shared."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.storage import versioned
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.tables import registry as tables


def get(conversation_id: int, writer_id: int, *, only_shared: bool = False) -> Preparation:
    """Return what a person prepared; empty if there is nothing, or, with `only_shared`, if it is not shared."""
    preparation = _row(conversation_id, writer_id)
    if preparation is None or (only_shared and preparation["shared_at"] is None):
        return Preparation({})
    table = tables.Answer
    rows = table.select().where(table.preparation == preparation["id"]).dicts()
    answers = {row["question"]: Versioned(row["value"], row["version"], row["at"]) for row in rows}
    return Preparation(answers, preparation["shared_at"])


def shared_by_other(conversation_ids: Collection[int], reader_id: int) -> frozenset[int]:
    """Return the ids of those of these conversations for which the other party has shared their preparation."""
    if not conversation_ids:
        return frozenset()
    table, conversation = tables.Preparation, tables.Conversation
    query = (
        table.select(table.conversation)
        .join(conversation, on=(table.conversation == conversation.id))
        .where(
            table.conversation.in_(list(conversation_ids)),
            (table.writer == conversation.person) | (table.writer == conversation.leader),
            table.writer != reader_id,
            table.shared_at.is_null(False),
        )
    )
    return frozenset(row[0] for row in query.tuples())


def get_answer(conversation_id: int, writer_id: int, question: str) -> Versioned | None:
    """Return the stored answer to a question, or None."""
    return get(conversation_id, writer_id).answers.get(question)


def writer_names(conversation_id: int) -> str:
    """Return the names of the people who have prepared for a conversation, separated by commas; empty if nobody has."""
    table = tables.Preparation
    query = (
        table.select(tables.Person.name)
        .join(tables.Person, on=(table.writer == tables.Person.id))
        .switch(table)
        .join(tables.Answer, on=(tables.Answer.preparation == table.id))
        .where(table.conversation == conversation_id)
        .order_by(tables.Person.name)
        .distinct()
    )
    with bypassing_row_security():  # shows who has written, not what
        return ", ".join(name for (name,) in query.tuples())


def save_answer(
    conversation_id: int, writer_id: int, question: str, value: object, base_version: int, at: datetime
) -> int | None:
    """Store an answer and return its new version, or None if another save came first (see `versioned.save`)."""
    keys = {"preparation": _get_or_create_id(conversation_id, writer_id), "question": question}
    return versioned.save(tables.Answer, keys, {"value": value}, base_version, at)


def share(conversation_id: int, writer_id: int, at: datetime | None) -> None:
    """Share a preparation with the other party at a time; None stops sharing."""
    preparation_id = _get_or_create_id(conversation_id, writer_id)
    tables.Preparation.update(shared_at=at).where(tables.Preparation.id == preparation_id).execute()


def stop_sharing(conversation_id: int, writer_id: int) -> None:
    """Stop sharing a preparation, if there is one."""
    table = tables.Preparation
    table.update(shared_at=None).where(table.conversation == conversation_id, table.writer == writer_id).execute()


def formerly_shared_with(conversation_id: int, writer_id: int) -> int | None:
    """Return the id of the former leader with whom a preparation was shared until the leader changed, or None.

    None too if the writer has shared it again, or stopped sharing it before the change.
    """
    table = tables.History
    query = table.select(table.by, table.before, table.after).where(
        table.subject == ChangeSubject.CONVERSATION, table.subject_id == conversation_id, table.kind == ChangeKind.STEP
    )
    former: int | None = None
    for by_id, before, after in query.order_by(table.id.desc()).tuples():
        if "leader_id" in before:
            former = before["leader_id"]
        elif by_id == writer_id and "shared" in (before.get("state"), after.get("state")):
            return former if after else None
    return None


def _row(conversation_id: int, writer_id: int) -> dict[str, Any] | None:
    table = tables.Preparation
    row: dict[str, Any] | None = (
        table.select().where(table.conversation == conversation_id, table.writer == writer_id).dicts().first()
    )
    return row


def _get_or_create_id(conversation_id: int, writer_id: int) -> int:
    table = tables.Preparation
    row = _row(conversation_id, writer_id)
    if row is None:
        table.insert(conversation=conversation_id, writer=writer_id).on_conflict_ignore().execute()
        row = _row(conversation_id, writer_id)
    assert row is not None
    return int(row["id"])
