"""Queries about minutes: written, commented, signed, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tui_app.domain.conversations.conversation_view import MinutesComment, MinutesDraft
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.minutes.signed_minutes import (
    SignedMinutes,
    Statement,
    StoredMinutes,
    parse_minutes_leniently,
    sha256_hex,
)
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.storage import versioned
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.history import recording
from tui_app.storage.tables import registry as tables


def get_draft(conversation_id: int) -> MinutesDraft | None:
    """The version that is not signed yet, or None."""
    table = tables.Minutes
    row = (
        table.select()
        .where(table.conversation == conversation_id, table.state != ConversationState.SIGNED)
        .dicts()
        .first()
    )
    return _draft_record(row) if row else None


def conversation_of(minutes_id: int) -> int | None:
    """The conversation that these minutes are of."""
    table = tables.Minutes
    row = table.select(table.conversation).where(table.id == minutes_id).tuples().first()
    return row[0] if row else None


def _draft_record(row: Mapping[str, Any]) -> MinutesDraft:
    return MinutesDraft(
        id=row["id"],
        number=row["number"],
        state=row["state"],
        texts=section_texts(row["id"]),
        comments=_comments(row["id"]),
        submitted_at=row["submitted_at"],
        version=row["version"],
    )


def section_texts(minutes_id: int) -> dict[str, Versioned]:
    """Section -> what the employee wrote in it; it stays when the minutes are signed."""
    table = tables.MinutesText
    rows = table.select().where(table.minutes == minutes_id).dicts()
    return {row["section"]: Versioned(row["text"], row["version"], row["at"]) for row in rows}


def _comments(minutes_id: int) -> tuple[MinutesComment, ...]:
    table = tables.MinutesComment
    query = (
        table.select(table, tables.Person.name.alias("by_name"))
        .join(tables.Person, on=(table.by == tables.Person.id))
        .where(table.minutes == minutes_id)
        .order_by(table.id)
    )
    return tuple(MinutesComment(row["section"], row["by_name"], row["at"], row["text"]) for row in query.dicts())


def all_comments(conversation_id: int) -> tuple[MinutesComment, ...]:
    """The comments on every version of a conversation's minutes, the oldest first."""
    table = tables.Minutes
    versions = table.select(table.id).where(table.conversation == conversation_id).order_by(table.number)
    return tuple(one for (version,) in list(versions.tuples()) for one in _comments(version))


def comments_and_statements_by(person_id: int) -> tuple[tuple[int, datetime, str], ...]:
    """Conversation, moment and text of what somebody has commented and stated, wherever, the oldest first."""
    found: list[tuple[int, datetime, str]] = []
    for table in (tables.MinutesComment, tables.Statement):
        query = table.select(tables.Minutes.conversation, table.at, table.text).join(
            tables.Minutes, on=(table.minutes == tables.Minutes.id)
        )
        found += list(query.where(table.by == person_id).tuples())
    return tuple(sorted(found, key=lambda one: one[1]))


def create_draft(conversation_id: int, number: int, texts: Mapping[str, str], at: datetime) -> int:
    """Begin minutes or an amendment with these texts; the id."""
    values = {"conversation": conversation_id, "number": number, "state": ConversationState.DRAFTING}
    new: int = recording.insert_query(ChangeSubject.MINUTES, values).execute()
    with bypassing_row_security():  # the leader may begin an amendment, and the employee goes on with the text
        for section, text in texts.items():
            save_section(new, section, text, 0, at)
    return new


def save_section(minutes_id: int, section: str, text: str, seen_version: int, at: datetime) -> int | None:
    """Store a section's text; the new version, or None when it was saved from elsewhere since."""
    keys = {"minutes": minutes_id, "section": section}
    return versioned.save(tables.MinutesText, keys, {"text": text}, seen_version, at)


def update_draft(draft: MinutesDraft, values: Mapping[str, object]) -> bool:
    """Set fields of minutes that are not signed; False when somebody else took a step since they were read."""
    table = tables.Minutes
    changed = (
        table.update({**values, "version": draft.version + 1})
        .where(table.id == draft.id, table.version == draft.version, table.state != ConversationState.SIGNED)
        .execute()
    )
    return bool(changed == 1)


def delete_draft(draft: MinutesDraft) -> bool:
    """Delete minutes that are not signed; False when somebody else took a step since they were read."""
    table = tables.Minutes
    here = (table.id == draft.id) & (table.version == draft.version) & (table.state != ConversationState.SIGNED)
    return bool(table.delete().where(here).execute() == 1)


def submitted_document(minutes_id: int) -> str:
    """The canonical form of what the employee submitted."""
    return str(tables.Minutes.select(tables.Minutes.signed).where(tables.Minutes.id == minutes_id).scalar() or "")


def submitter_name(conversation_id: int) -> str:
    """The employee's name while the newest minutes of the conversation are submitted or signed; empty otherwise."""
    table = tables.Minutes
    row = (
        table.select(tables.Person.name, table.state)
        .join(tables.Conversation, on=(table.conversation == tables.Conversation.id))
        .join(tables.Person, on=(tables.Conversation.person == tables.Person.id))
        .where(table.conversation == conversation_id)
        .order_by(table.number.desc())
        .tuples()
        .first()
    )
    closed = row is not None and row[1] in (ConversationState.SUBMITTED, ConversationState.SIGNED)
    return str(row[0]) if row and closed else ""


def add_comment(minutes_id: int, section: str, by_id: int, text: str, at: datetime) -> None:
    """Write down what the leader says about a section."""
    tables.MinutesComment.insert(minutes=minutes_id, section=section, by=by_id, at=at, text=text).execute()


def add_statement(minutes_id: int, by_id: int, text: str, at: datetime) -> None:
    """Write down a statement beside signed minutes."""
    tables.Statement.insert(minutes=minutes_id, by=by_id, at=at, text=text).execute()


def ids_of_signed(conversation_id: int) -> tuple[int, ...]:
    """The ids of the signed versions, the oldest first."""
    table = tables.Minutes
    query = table.select(table.id).where(table.conversation == conversation_id, table.state == ConversationState.SIGNED)
    return tuple(row[0] for row in query.order_by(table.number).tuples())


def signed_versions(conversation_id: int) -> tuple[SignedMinutes, ...]:
    """The signed versions, the oldest first, each checked against its SHA-256 at this reading."""
    table = tables.Minutes
    query = table.select().where(table.conversation == conversation_id, table.state == ConversationState.SIGNED)
    return tuple(
        SignedMinutes(
            document=parse_minutes_leniently(row["signed"]),
            sha256=row["sha256"],
            intact=sha256_hex(row["signed"]) == row["sha256"],
            statements=_statements(row["id"]),
        )
        for row in query.order_by(table.number).dicts()
    )


def iterate_signed() -> Iterator[StoredMinutes]:
    """Every signed version of everybody, as it lies there. Call it inside `for_everybody`."""
    table, talk = tables.Minutes, tables.Conversation
    query = (
        table.select(table, talk.uid.alias("uid"))
        .join(talk, on=(table.conversation == talk.id))
        .where(table.state == ConversationState.SIGNED)
        .order_by(table.conversation, table.number)
    )
    last, before = 0, ""
    for row in query.dicts().iterator():
        before = before if row["conversation"] == last else ""
        yield StoredMinutes(
            row["id"], row["uid"], row["conversation"], row["number"], row["signed"], row["sha256"], before
        )
        last, before = row["conversation"], row["sha256"]


def _statements(minutes_id: int) -> tuple[Statement, ...]:
    table = tables.Statement
    query = (
        table.select(table, tables.Person.name.alias("by_name"))
        .join(tables.Person, on=(table.by == tables.Person.id))
        .where(table.minutes == minutes_id)
        .order_by(table.id)
    )
    return tuple(Statement(row["by_name"], row["at"], row["text"]) for row in query.dicts())
