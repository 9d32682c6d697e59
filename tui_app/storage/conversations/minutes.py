"""Queries about minutes, their comments and the statements added to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from tui_app.domain.conversations.conversation_view import MinutesComment, MinutesDraft
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.minutes.signed_minutes import (
    SignedMinutes,
    Statement,
    StoredMinutes,
    StoredStatement,
    parse_minutes_leniently,
    sha256_hex,
)
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.storage import versioned
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.history import recording
from tui_app.storage.people import people
from tui_app.storage.tables import registry as tables


def get_draft(conversation_id: int) -> MinutesDraft | None:
    """Return the minutes or amendment that is not signed yet, or None."""
    table = tables.Minutes
    row = (
        table.select()
        .where(table.conversation == conversation_id, table.state != ConversationState.SIGNED)
        .dicts()
        .first()
    )
    return _draft_record(row) if row else None


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
    """Return the employee's texts by section; they remain after signing."""
    table = tables.MinutesText
    rows = table.select().where(table.minutes == minutes_id).dicts()
    return {row["section"]: Versioned(row["text"], row["version"], row["at"]) for row in rows}


def _comments(minutes_id: int) -> tuple[MinutesComment, ...]:
    table = tables.MinutesComment
    query = people.select_with_author(table).where(table.minutes == minutes_id).order_by(table.id)
    return tuple(
        MinutesComment(row["section"], row["by_name"], row["at"], row["text"], row["by_end"]) for row in query.dicts()
    )


def all_comments(conversation_id: int) -> tuple[MinutesComment, ...]:
    """Return the comments on all minutes and amendments of a conversation, the oldest first."""
    table = tables.Minutes
    minutes = table.select(table.id).where(table.conversation == conversation_id).order_by(table.number)
    return tuple(comment for (minutes_id,) in list(minutes.tuples()) for comment in _comments(minutes_id))


def comments_and_statements_by(person_id: int) -> tuple[tuple[int, datetime, str], ...]:
    """Return a person's comments and statements, the oldest first: conversation id, time and text."""
    found: list[tuple[int, datetime, str]] = []
    for table in (tables.MinutesComment, tables.Statement):
        query = table.select(tables.Minutes.conversation, table.at, table.text).join(
            tables.Minutes, on=(table.minutes == tables.Minutes.id)
        )
        found += list(query.where(table.by == person_id).tuples())
    return tuple(sorted(found, key=itemgetter(1)))


def create_draft(conversation_id: int, number: int, texts: Mapping[str, str], at: datetime) -> int:
    """Create minutes or an amendment with texts by section, and return the id."""
    values = {"conversation": conversation_id, "number": number, "state": ConversationState.DRAFTING}
    minutes_id: int = recording.insert_query(ChangeSubject.MINUTES, values).execute()
    with bypassing_row_security():  # a leader who starts an amendment may not read the employee's texts
        for section, text in texts.items():
            save_section(minutes_id, section, text, 0, at)
    return minutes_id


def save_section(minutes_id: int, section: str, text: str, base_version: int, at: datetime) -> int | None:
    """Store a section's text and return its new version, or None if another save came first (see `versioned.save`)."""
    keys = {"minutes": minutes_id, "section": section}
    return versioned.save(tables.MinutesText, keys, {"text": text}, base_version, at)


def update_draft(draft: MinutesDraft, values: Mapping[str, object]) -> bool:
    """Set columns of unsigned minutes; False if they were changed since `draft` was read."""
    table = tables.Minutes
    changes = {**values, "version": draft.version + 1}
    return bool(table.update(changes).where(_is_unchanged(draft)).execute() == 1)


def delete_draft(draft: MinutesDraft) -> bool:
    """Delete unsigned minutes; False if they were changed since `draft` was read."""
    return bool(tables.Minutes.delete().where(_is_unchanged(draft)).execute() == 1)


def _is_unchanged(draft: MinutesDraft) -> Any:
    table = tables.Minutes
    return (table.id == draft.id) & (table.version == draft.version) & (table.state != ConversationState.SIGNED)


def submitted_document(minutes_id: int) -> str:
    """Return the canonical document that the employee submitted; empty if none."""
    return str(tables.Minutes.select(tables.Minutes.signed).where(tables.Minutes.id == minutes_id).scalar() or "")


def returned_document(minutes_id: int) -> str:
    """Return the canonical document that the leader returned; empty if none."""
    return str(tables.Minutes.select(tables.Minutes.returned).where(tables.Minutes.id == minutes_id).scalar() or "")


def forget_returned(minutes_id: int) -> None:
    """Delete the document that the leader returned: it is not for the next leader."""
    tables.Minutes.update(returned="").where(tables.Minutes.id == minutes_id).execute()


def submitter_name(conversation_id: int) -> str:
    """Return the employee's name if the newest minutes of a conversation are submitted or signed; otherwise empty."""
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
    """Add a leader's comment on a section; section "" means the minutes as a whole."""
    tables.MinutesComment.insert(minutes=minutes_id, section=section, by=by_id, at=at, text=text).execute()


def add_statement(minutes_id: int, by_id: int, text: str, at: datetime) -> int:
    """Add a statement to signed minutes, and return its id."""
    return int(tables.Statement.insert(minutes=minutes_id, by=by_id, at=at, text=text).execute())


def ids_of_signed(conversation_id: int) -> tuple[int, ...]:
    """Return the ids of a conversation's signed minutes and amendments, the oldest first."""
    table = tables.Minutes
    query = table.select(table.id).where(table.conversation == conversation_id, table.state == ConversationState.SIGNED)
    return tuple(row[0] for row in query.order_by(table.number).tuples())


def signed_versions(conversation_id: int) -> tuple[SignedMinutes, ...]:
    """Return a conversation's signed minutes and amendments, the oldest first, each checked against its SHA-256."""
    table = tables.Minutes
    conversation, employee, leader = tables.Conversation, tables.Person.alias("employee"), tables.Person.alias("leader")
    query = (
        table.select(table, employee.end_date.alias("employee_end"), leader.end_date.alias("leader_end"))
        .join(conversation, on=(table.conversation == conversation.id))
        .join(employee, on=(conversation.person == employee.id))
        .switch(conversation)
        .join(leader, on=(conversation.leader == leader.id))
        .where(table.conversation == conversation_id, table.state == ConversationState.SIGNED)
    )
    return tuple(
        SignedMinutes(
            document=parse_minutes_leniently(row["signed"]),
            sha256=row["sha256"],
            intact=sha256_hex(row["signed"]) == row["sha256"],
            statements=_statements(row["id"]),
            employee_end=row["employee_end"],
            leader_end=row["leader_end"],
        )
        for row in query.order_by(table.number).dicts()
    )


def iterate_signed() -> Iterator[StoredMinutes]:
    """Yield everybody's signed minutes and amendments as stored; call it inside `database.bypassing_row_security`."""
    table, conversation = tables.Minutes, tables.Conversation
    query = (
        table.select(
            table,
            conversation.uid.alias("uid"),
            conversation.person.alias("person"),
            conversation.leader.alias("leader"),
            conversation.on.alias("held_on"),
        )
        .join(conversation, on=(table.conversation == conversation.id))
        .where(table.state == ConversationState.SIGNED)
        .order_by(table.conversation, table.number)
    )
    conversation_id, previous = 0, ""
    for row in query.dicts().iterator():
        previous = previous if row["conversation"] == conversation_id else ""
        yield StoredMinutes(
            row["id"],
            row["uid"],
            row["conversation"],
            row["person"],
            row["leader"],
            row["number"],
            row["signed"],
            row["sha256"],
            previous,
            row["held_on"],
            row["submitted_at"],
        )
        conversation_id, previous = row["conversation"], row["sha256"]


def iterate_statements() -> Iterator[StoredStatement]:
    """Yield everybody's statements as stored, by id; call it inside `database.bypassing_row_security`."""
    table, of_minutes, conversation = tables.Statement, tables.Minutes, tables.Conversation
    query = (
        table.select(
            table.id, conversation.uid, of_minutes.conversation, of_minutes.number, table.by, table.at, table.text
        )
        .join(of_minutes, on=(table.minutes == of_minutes.id))
        .join(conversation, on=(of_minutes.conversation == conversation.id))
        .order_by(table.id)
    )
    for row in query.tuples().iterator():
        yield StoredStatement(*row)


def leaders_by_history(conversation_id: int) -> set[int] | None:
    """Return the ids of the leaders to whom a conversation was handed over; None if its history does not go so far.

    Call it inside `database.bypassing_row_security`.
    """
    table = tables.History
    query = table.select(table.kind, table.after).where(
        table.subject == ChangeSubject.CONVERSATION, table.subject_id == conversation_id
    )
    rows = list(query.tuples())
    if not any(kind is ChangeKind.CREATED for kind, _after in rows):
        return None
    return {int(after["leader_id"]) for _kind, after in rows if after.get("leader_id")}


def conversations_that_disagree() -> tuple[int, ...]:
    """Return the conversations that count as signed without signed minutes, or as unsigned with them.

    Call it inside `database.bypassing_row_security`.
    """
    table, conversation, signed = tables.Minutes, tables.Conversation, ConversationState.SIGNED
    with_signed = table.select(table.conversation).where(table.state == signed)
    counts_as_signed, has_signed = conversation.state == signed, conversation.id.in_(with_signed)
    disagree = (counts_as_signed & ~has_signed) | (~counts_as_signed & has_signed)
    return tuple(row[0] for row in conversation.select(conversation.id).where(disagree).tuples())


def _statements(minutes_id: int) -> tuple[Statement, ...]:
    table = tables.Statement
    query = people.select_with_author(table).where(table.minutes == minutes_id).order_by(table.id)
    return tuple(Statement(row["by_name"], row["at"], row["text"], row["by_end"]) for row in query.dicts())
