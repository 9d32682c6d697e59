"""Queries about preparations: answers of one side, and whether they are shared."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tui_app.domain.conversations.conversation_view import Preparation
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.storage import versioned
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.tables import registry as tables


def get(conversation_id: int, writer_id: int, *, only_shared: bool = False) -> Preparation:
    """What somebody prepared; empty when there is nothing, or with `only_shared` nothing that was shared."""
    head = _row(conversation_id, writer_id)
    if head is None or (only_shared and head["shared_at"] is None):
        return Preparation({})
    table = tables.Answer
    rows = table.select().where(table.preparation == head["id"]).dicts()
    answers = {row["question"]: Versioned(row["value"], row["version"], row["at"]) for row in rows}
    return Preparation(answers, head["shared_at"])


def get_answer(conversation_id: int, writer_id: int, question: str) -> Versioned | None:
    """One answer as it stands."""
    return get(conversation_id, writer_id).answers.get(question)


def writer_names(conversation_id: int) -> str:
    """Names of those who have answered anything in a conversation's preparation; empty when nobody has."""
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
    with bypassing_row_security():  # that somebody has written is told, not what
        return ", ".join(name for (name,) in query.tuples())


def save_answer(
    conversation_id: int, writer_id: int, question: str, value: object, seen_version: int, at: datetime
) -> int | None:
    """Store an answer; the new version, or None when it was saved from elsewhere since."""
    keys = {"preparation": _get_or_create_id(conversation_id, writer_id), "question": question}
    return versioned.save(tables.Answer, keys, {"value": value}, seen_version, at)


def share(conversation_id: int, writer_id: int, at: datetime | None) -> None:
    """Let the other side see it from `at` on; None takes it back."""
    made = _get_or_create_id(conversation_id, writer_id)
    tables.Preparation.update(shared_at=at).where(tables.Preparation.id == made).execute()


def stop_sharing(conversation_id: int, writer_id: int) -> None:
    """Let nobody else see it any more."""
    table = tables.Preparation
    table.update(shared_at=None).where(table.conversation == conversation_id, table.writer == writer_id).execute()


def formerly_shared_with(conversation_id: int, writer_id: int) -> int | None:
    """The leader to whom somebody had shown it last, where a change of leader ended that; None otherwise."""
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
    head = _row(conversation_id, writer_id)
    if head is None:
        table.insert(conversation=conversation_id, writer=writer_id).on_conflict_ignore().execute()
        head = _row(conversation_id, writer_id)
    assert head is not None
    return int(head["id"])
