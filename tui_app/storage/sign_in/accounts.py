"""Queries about accounts: how people sign in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import peewee as pw
from msgspec import Struct

from tui_app.domain.accounts.accounts import AccountState
from tui_app.storage.database import is_postgres
from tui_app.storage.row_locks import lock_rows
from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import upsert


class StoredCredentials(Struct, frozen=True):
    """The hashes of what a person signs in with; empty if there is none."""

    password_hash: str = ""
    code_hash: str = ""
    code_until: datetime | None = None
    pin_hash: str = ""
    pin_tries: int = 0
    is_open: bool = True


def get_credentials(person_id: int, *, lock: bool = False) -> StoredCredentials:
    """Return a person's credentials; an open account without any if nothing is stored.

    Args:
        lock: nobody else changes them until this transaction ends; for several people, see `lock_accounts`.
    """
    if lock:
        lock_accounts([person_id])
    row = tables.Account.select().where(tables.Account.person == person_id).dicts().first()
    if row is None:
        return StoredCredentials()
    return StoredCredentials(
        row["password_hash"], row["code"], row["code_until"], row["pin"], row["pin_tries"], row["is_open"]
    )


def lock_accounts(person_ids: Collection[int]) -> None:
    """Let nobody else change these people's accounts until this transaction ends.

    An account that does not exist yet is created: nobody could wait for it.
    """
    if is_postgres():
        for person_id in sorted(set(person_ids)):
            tables.Account.insert(person=person_id).on_conflict_ignore().execute()
    lock_rows(tables.Account, person_ids)


def told_upto(person_id: int) -> int:
    """Return the id of the newest entry of the log that a person was told about; 0 if they were never told."""
    return int(tables.Account.select(tables.Account.told_upto).where(tables.Account.person == person_id).scalar() or 0)


def update_account(person_id: int, **columns: Any) -> None:
    """Set columns of a person's account, which is created if it does not exist."""
    upsert(tables.Account, {"person": person_id}, columns)


def count_pin_attempt(person_id: int, limit: int) -> str:
    """Count an attempt with the PIN before it is checked, and return the PIN's hash.

    Counting and looking are one statement, so that no more than `limit` attempts get a hash, however many come at once.

    Returns:
        Empty if there is no PIN, or if it was tried too often.
    """
    table = tables.Account
    counted = table.update(pin_tries=table.pin_tries + 1).where(
        table.person == person_id, table.pin != "", table.pin_tries < limit
    )
    return next((row[0] for row in counted.returning(table.pin).tuples().execute()), "")


def account_states(person_ids: Collection[int]) -> dict[int, AccountState]:
    """Return the state of each person's account by person id, also if nothing is stored."""
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
    return {
        person_id: _state(person_id, accounts.get(person_id), sessions.get(person_id, 0)) for person_id in person_ids
    }


def _state(person_id: int, row: dict[str, Any] | None, sessions: int) -> AccountState:
    if row is None:
        return AccountState(person_id, sessions=sessions)
    return AccountState(
        person_id,
        row["is_open"],
        bool(row["password_hash"]),
        bool(row["pin"]),
        row["code_until"],
        sessions,
        row["password_at"],
    )


def reset_all_credentials(at: datetime) -> None:
    """Delete everybody's password, PIN and one-time code and all failed sign-ins, and end all sessions."""
    no_credentials = {
        "password_hash": "",
        "password_at": None,
        "pin": "",
        "pin_tries": 0,
        "code": "",
        "code_until": None,
    }
    tables.Account.update(no_credentials).execute()
    tables.SignInAttempt.delete().execute()
    tables.Session.update(ended_at=at).where(tables.Session.ended_at.is_null()).execute()


def has_any_credentials() -> bool:
    """True if anybody has a password, or a one-time code to choose one with."""
    table = tables.Account
    return bool(table.select().where((table.password_hash != "") | (table.code != "")).limit(1).exists())
