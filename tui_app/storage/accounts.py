"""Queries about accounts, tries to sign in, and sessions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee as pw

from tui_app.domain.accounts import AccountState, Session, Tries
from tui_app.domain.records import Viewer
from tui_app.storage import stand_ins, tables
from tui_app.storage.database import is_postgres
from tui_app.storage.people import is_here


@dataclass(frozen=True, slots=True)
class Locks:
    """What a person signs in with, hashed; empty where there is none."""

    secret: str = ""
    code: str = ""
    code_until: datetime | None = None
    pin: str = ""
    pin_tries: int = 0
    is_open: bool = True


def locks(person_id: int) -> Locks:
    """Somebody's locks; those of an open account without any where nothing is stored."""
    row = tables.Account.select().where(tables.Account.person == person_id).dicts().first()
    if row is None:
        return Locks()
    return Locks(row["secret"], row["code"], row["code_until"], row["pin"], row["pin_tries"], row["is_open"])


def change(person_id: int, **fields: Any) -> None:
    """Set fields of somebody's account, which is made by the first of them."""
    table = tables.Account
    update = {getattr(table, name): value for name, value in fields.items()}
    table.insert(person=person_id, **fields).on_conflict(conflict_target=[table.person], update=update).execute()


def end_sessions(person_id: int, at: datetime, but: str = "") -> None:
    """End all sessions of somebody; `but` names one that goes on."""
    table = tables.Session
    table.update(ended_at=at).where(table.person == person_id, table.ended_at.is_null(), table.id != but).execute()


def states(person_ids: Collection[int]) -> dict[int, AccountState]:
    """Person -> how their account stands; those without one stand in it too."""
    accounts = {
        row["person"]: row for row in tables.Account.select().where(tables.Account.person.in_(list(person_ids))).dicts()
    }
    table = tables.Session
    sessions = dict(
        table.select(table.person, pw.fn.COUNT(table.id))
        .where(table.person.in_(list(person_ids)), table.ended_at.is_null())
        .group_by(table.person)
        .tuples()
    )
    return {one: _state(one, accounts.get(one), sessions.get(one, 0)) for one in person_ids}


def _state(person_id: int, row: dict[str, Any] | None, sessions: int) -> AccountState:
    if row is None:
        return AccountState(person_id, sessions=sessions)
    return AccountState(person_id, row["is_open"], bool(row["secret"]), bool(row["pin"]), row["code_until"], sessions)


def forget_locks(at: datetime) -> None:
    """Let go of everybody's secret, PIN and code, of all wrong tries, and end all sessions."""
    nothing = {"secret": "", "secret_at": None, "pin": "", "pin_tries": 0, "code": "", "code_until": None}
    tables.Account.update(nothing).execute()
    tables.SignInTry.delete().execute()
    tables.Session.update(ended_at=at).where(tables.Session.ended_at.is_null()).execute()


def anybody_has_secret() -> bool:
    """Whether anybody has chosen a secret in this database, or was given a code to choose one with."""
    table = tables.Account
    return bool(table.select().where((table.secret != "") | (table.code != "")).limit(1).exists())


def tries(key: str) -> Tries:
    """The wrong tries under a key; held by the writing scope."""
    table = tables.SignInTry
    table.insert(key=key, count=0, last_at=_LONG_AGO).on_conflict_ignore().execute()
    query = table.select(table.count, table.last_at).where(table.key == key)
    if is_postgres():
        query = query.for_update()
    count, last_at = query.tuples().first()
    return Tries(count, last_at) if count else Tries()


def count_try(keys: Collection[str], at: datetime) -> None:
    """Count a try under each of these keys."""
    table = tables.SignInTry
    table.update(count=table.count + 1, last_at=at).where(table.key.in_(list(keys))).execute()


def keep_tries(keys: Collection[str], at: datetime) -> None:
    """Write down once more when the last try was: it costs what another line in the log does."""
    table = tables.SignInTry
    table.update(last_at=at).where(table.key.in_(list(keys))).execute()


def forget_tries(keys: Collection[str], before: datetime) -> None:
    """Forget the tries under these keys, and everybody's from before a moment."""
    table = tables.SignInTry
    table.delete().where(table.key.in_(list(keys)) | (table.last_at < before)).execute()


def begin_session(session: Session, at: datetime) -> None:
    """Keep a new session."""
    tables.Session.insert(id=session.id, person=session.person_id, terminal=session.terminal, started_at=at).execute()


def end_session(session_id: str, at: datetime) -> None:
    """End one session."""
    table = tables.Session
    table.update(ended_at=at).where(table.id == session_id, table.ended_at.is_null()).execute()


def sessions_of(person_id: int) -> tuple[tuple[str, datetime, datetime | None], ...]:
    """Where somebody signed in, from when to when, the newest first; not by what the sessions are known."""
    table = tables.Session
    query = table.select(table.terminal, table.started_at, table.ended_at).where(table.person == person_id)
    return tuple(query.order_by(table.started_at.desc()).tuples())


def acting(session: Session, today: date) -> Viewer | None:
    """Who acts in a session; None when it has ended, the account is closed, or the person is not here any more."""
    person, account, table = tables.Person, tables.Account, tables.Session
    row = (
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
            on=((table.person == person.id) & (table.id == session.id) & table.ended_at.is_null()),
        )
        .where(person.id == session.person_id, is_here(today))
        .dicts()
        .first()
    )
    if row is None or not row["is_open"] or (session.id and row["session"] is None):
        return None
    standing = stand_ins.stood_in_for(session.person_id, today)
    return Viewer(session.person_id, row["name"], bool(row["is_administrator"]), standing)


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
