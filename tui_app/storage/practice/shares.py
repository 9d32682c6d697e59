"""Queries that count practice by leader and month, for figures about many leaders together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import peewee as pw

from tui_app.domain.figures.practice import MonthOfConversations, MonthOfPractice
from tui_app.domain.practice.sessions import FORMATS
from tui_app.domain.records.conversation import HELD_STATES
from tui_app.domain.records.practice import PracticeFormat
from tui_app.storage.figures import month_of
from tui_app.storage.tables import registry as tables


def leader_ids(today: date, except_id: int) -> frozenset[int]:
    """Return the people who lead somebody today, without one."""
    table, report = tables.Person, tables.Person.alias("report")
    is_employed = [one.end_date.is_null() | (one.end_date >= today) for one in (table, report)]
    query = table.select(table.id).join(report, on=(report.leader == table.id)).where(*is_employed).distinct()
    return frozenset(person_id for (person_id,) in query.tuples() if person_id != except_id)


def months_of_practice(since: date) -> Iterator[MonthOfPractice]:
    """Yield each person's number of sessions by month, without the choice of questions for a conversation.

    Call it inside `database.bypassing_row_security`.
    """
    table = tables.PracticeSession
    shared = [one for one, facts in FORMATS.items() if facts.is_shared]
    query = (
        table.select(
            table.person,
            month_of(table.on),
            pw.fn.COUNT(table.id),
            pw.fn.COUNT(table.id).filter(table.format.in_(shared)),
        )
        .where(table.on >= since, table.format != PracticeFormat.NEXT_CONVERSATION)
        .group_by(pw.SQL("1"), pw.SQL("2"))
    )
    for person_id, month, sessions, together in query.tuples():
        yield MonthOfPractice(person_id, date.fromisoformat(f"{month}-01"), sessions, together)


def months_of_conversations(since: date, except_id: int) -> Iterator[MonthOfConversations]:
    """Yield how many conversations each leader held by month, and how many with a warm-up; without one leader.

    Call it inside `database.bypassing_row_security`.
    """
    table, warm_up = tables.Conversation, tables.WarmUp
    is_theirs = (warm_up.conversation == table.id) & (warm_up.person == table.leader)
    query = (
        table.select(table.leader, month_of(table.on), pw.fn.COUNT(table.id), pw.fn.COUNT(warm_up.id))
        .join(warm_up, pw.JOIN.LEFT_OUTER, on=is_theirs)
        .where(table.on >= since, table.state.in_(HELD_STATES), table.leader != except_id)
        .group_by(pw.SQL("1"), pw.SQL("2"))
    )
    for leader_id, month, held, warmed_up in query.tuples():
        yield MonthOfConversations(leader_id, date.fromisoformat(f"{month}-01"), held, warmed_up)
