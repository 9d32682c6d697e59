"""Queries about sessions: who is signed in at shared terminals."""

from __future__ import annotations

from datetime import date, datetime

import peewee as pw

from tui_app.domain.accounts.records import Session
from tui_app.domain.records.person import Viewer
from tui_app.storage.people import stand_ins
from tui_app.storage.people.people import has_not_left
from tui_app.storage.queries.prepared import first, prepared
from tui_app.storage.tables import registry as tables


def end_all_sessions(person_id: int, at: datetime, except_id: str = "") -> None:
    """End all sessions of a person, except one if given."""
    table = tables.Session
    table.update(ended_at=at).where(
        table.person == person_id, table.ended_at.is_null(), table.id != except_id
    ).execute()


def start_session(session: Session, at: datetime) -> None:
    """Store a new session."""
    tables.Session.insert(id=session.id, person=session.person_id, terminal=session.terminal, started_at=at).execute()


def end_session(session_id: str, at: datetime) -> None:
    """End a session; one that has ended keeps its time."""
    table = tables.Session
    table.update(ended_at=at).where(table.id == session_id, table.ended_at.is_null()).execute()


def sessions_of_person(person_id: int) -> tuple[tuple[str, datetime, datetime | None], ...]:
    """Return a person's sessions, the newest first: terminal, start and end, without the secret session id."""
    table = tables.Session
    query = table.select(table.terminal, table.started_at, table.ended_at).where(table.person == person_id)
    return tuple(query.order_by(table.started_at.desc()).tuples())


def get_viewer(session: Session, today: date) -> Viewer | None:
    """Return who acts in a session, or None if it has ended, the account is closed or the person has left."""
    row = first(_active(session.person_id, session.id, today))
    if row is None or not row["is_open"] or (session.id and row["session"] is None):
        return None
    covered = stand_ins.leaders_covered_by(session.person_id, today)
    return Viewer(session.person_id, row["name"], bool(row["is_administrator"]), covered)


@prepared
def _active(person_id: int, session_id: str, today: date) -> pw.ModelSelect:
    """Select the account of a person who has not left, and the session if it has not ended."""
    person, account, table = tables.Person, tables.Account, tables.Session
    return (
        person.select(
            person.name,
            person.is_administrator,
            pw.fn.COALESCE(account.is_open, True).alias("is_open"),
            table.id.alias("session"),
        )
        .join(account, pw.JOIN.LEFT_OUTER, on=(account.person == person.id))
        .switch(person)
        .join(
            table,
            pw.JOIN.LEFT_OUTER,
            on=((table.person == person.id) & (table.id == session_id) & table.ended_at.is_null()),
        )
        .where(person.id == person_id, has_not_left(today))
        .dicts()
    )
