"""Queries about conversations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.records.conversation import HELD_STATES, Conversation, ConversationState
from tui_app.storage.queries.prepared import prepared
from tui_app.storage.row_locks import lock_rows
from tui_app.storage.tables import registry as tables

_Employee = tables.Person.alias("employee")
_Leader = tables.Person.alias("leader")
_Amendment = tables.Minutes.alias("amendment")


def _record(row: Mapping[str, Any]) -> Conversation:
    return Conversation(
        id=row["id"],
        person_id=row["person"],
        person_name=row["person_name"],
        leader_id=row["leader"],
        leader_name=row["leader_name"],
        kind=row["kind"],
        state=row["state"],
        on=row["on"],
        starts=row["starts"],
        minutes=row["minutes"],
        place=row["place"],
        language=row["language"],
        note=row["note"],
        template_id=row["template"],
        title=row["title"] or {},
        uid=row["uid"],
        sequence=row["sequence"],
        in_calendar=row["in_calendar"],
        held_at=row["held_at"],
        reason=row["reason"],
        shows_draft=row["shows_draft"],
        amendment=row["amendment"],
        version=row["version"],
        person_end=row["person_end"],
        leader_end=row["leader_end"],
        person_mark=row["person_mark"] or "",
    )


def _person_mark() -> Any:
    """What tells the employee from a namesake in the team, for the leader they have; as `text.people.namesake_mark`."""
    other = tables.Person.alias("namesake")
    in_team = (other.leader == _Employee.leader) & (other.sorting == _Employee.sorting) & (other.id != _Employee.id)
    namesake = other.select(other.id).where(in_team, other.leader == tables.Conversation.leader)
    texts = (_Employee.employee_number, _Employee.email, _Employee.title, _Employee.unit)
    others = (column.cast("varchar") for column in (_Employee.start_date, _Employee.id))
    mark = pw.fn.COALESCE(*(pw.fn.NULLIF(text, "") for text in texts), *others)
    return pw.Case(None, [(pw.fn.EXISTS(namesake), mark)], "")


def _select() -> pw.ModelSelect:
    table = tables.Conversation
    return (
        table.select(
            table,
            _Employee.name.alias("person_name"),
            _Employee.end_date.alias("person_end"),
            _person_mark().alias("person_mark"),
            _Leader.name.alias("leader_name"),
            _Leader.end_date.alias("leader_end"),
            tables.Template.title.alias("title"),
            _Amendment.state.alias("amendment"),
        )
        .join(_Employee, on=(table.person == _Employee.id))
        .switch(table)
        .join(_Leader, on=(table.leader == _Leader.id))
        .switch(table)
        .join(tables.Template, pw.JOIN.LEFT_OUTER, on=(table.template == tables.Template.id))
        .switch(table)
        .join(
            _Amendment,
            pw.JOIN.LEFT_OUTER,
            on=(
                (_Amendment.conversation == table.id)
                & (table.state == ConversationState.SIGNED)
                & (_Amendment.state != ConversationState.SIGNED)
            ),
        )
    )


def get(conversation_id: int) -> Conversation | None:
    """Return the conversation, or None."""
    row = _select().where(tables.Conversation.id == conversation_id).dicts().first()
    return _record(row) if row else None


def get_many(conversation_ids: Collection[int]) -> list[Conversation]:
    """Return these conversations, in any order."""
    if not conversation_ids:
        return []
    return [_record(row) for row in _select().where(tables.Conversation.id.in_(list(conversation_ids))).dicts()]


def lock_row(conversation_id: int) -> None:
    """Lock a conversation until this transaction ends, so that what is read next cannot change before it is written.

    On PostgreSQL only: SQLite has one writer at a time.
    """
    lock_rows(tables.Conversation, [conversation_id])


def of_person(person_id: int) -> tuple[Conversation, ...]:
    """Return a person's conversations, the newest first."""
    table = tables.Conversation
    query = _select().where(table.person == person_id).order_by(table.on.desc(), table.id.desc())
    return tuple(_record(row) for row in query.dicts())


def of_party(party_id: int, since: date) -> tuple[Conversation, ...]:
    """Return a person's conversations, as employee or as leader, by date.

    Args:
        party_id: the person.
        since: include signed and cancelled conversations from this date; unfinished ones are always included.
    """
    return tuple(_record(row) for row in _of_party(party_id, party_id, since))


@prepared
def _of_party(employee_id: int, leader_id: int, since: date) -> pw.ModelSelect:
    table = tables.Conversation
    finished = table.state.in_((ConversationState.SIGNED, ConversationState.CANCELLED))
    query = _select().where(
        (table.person == employee_id) | (table.leader == leader_id),
        ~finished | (table.on >= since) | _Amendment.state.is_null(False),
    )
    return query.order_by(table.on, table.id).dicts()


def returned_to(person_id: int) -> dict[int, str]:
    """Return an employee's conversations whose minutes or amendment were returned: id -> name of the leader."""
    table, conversation = tables.Minutes, tables.Conversation
    query = (
        table.select(conversation.id, tables.Person.name)
        .join(conversation, on=(table.conversation == conversation.id))
        .join(tables.Person, on=(conversation.leader == tables.Person.id))
        .where(conversation.person == person_id, table.state == ConversationState.RETURNED)
    )
    return dict(query.tuples())


def last_dates(person_ids: Sequence[int], today: date) -> dict[int, date]:
    """Return the date of each person's latest conversation by person id: one held, or planned from `today`."""
    table = tables.Conversation
    query = (
        table.select(table.person, pw.fn.MAX(table.on))
        .where(
            table.person.in_(person_ids),
            (table.state.in_(HELD_STATES) & (table.on <= today))  # a later one was dated by a wrong clock
            | ((table.state == ConversationState.PLANNED) & (table.on >= today)),
        )
        .group_by(table.person)
    )
    return dict(query.tuples())


def planned_with_former_leader(person_ids: Sequence[int]) -> list[tuple[Conversation, int]]:
    """Return the planned conversations of these people with a former leader, each with the id of the present leader.

    All their planned conversations are locked until this transaction ends, as by `lock_row`.
    """
    table = tables.Conversation
    planned = table.person.in_(person_ids) & (table.state == ConversationState.PLANNED)
    lock_rows(table, [row[0] for row in table.select(table.id).where(planned).tuples()])
    query = _select().select_extend(_Employee.leader.alias("present_leader"))
    rows = query.where(planned, _Employee.leader != table.leader).order_by(table.id).dicts()
    return [(_record(row), row["present_leader"]) for row in list(rows)]


def mark_in_calendar(conversation_ids: Sequence[int]) -> None:
    """Record that these conversations were exported to a calendar; their version does not change."""
    table = tables.Conversation
    table.update(in_calendar=True).where(table.id.in_(conversation_ids)).execute()
