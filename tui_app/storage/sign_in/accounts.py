"""Queries about accounts, tries to sign in, and sessions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.domain.accounts.records import AccountState
from tui_app.storage.tables import registry as tables


@dataclass(frozen=True, slots=True)
class StoredCredentials:
    """What a person signs in with, hashed; empty where there is none."""

    secret: str = ""
    code: str = ""
    code_until: datetime | None = None
    pin: str = ""
    pin_tries: int = 0
    is_open: bool = True


def get_credentials(person_id: int) -> StoredCredentials:
    """Somebody's locks; those of an open account without any where nothing is stored."""
    row = tables.Account.select().where(tables.Account.person == person_id).dicts().first()
    if row is None:
        return StoredCredentials()
    return StoredCredentials(
        row["secret"], row["code"], row["code_until"], row["pin"], row["pin_tries"], row["is_open"]
    )


def update_account(person_id: int, **fields: Any) -> None:
    """Set fields of somebody's account, which is made by the first of them."""
    table = tables.Account
    update = {getattr(table, name): value for name, value in fields.items()}
    table.insert(person=person_id, **fields).on_conflict(conflict_target=[table.person], update=update).execute()


def account_states(person_ids: Collection[int]) -> dict[int, AccountState]:
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


def reset_all_credentials(at: datetime) -> None:
    """Let go of everybody's secret, PIN and code, of all wrong tries, and end all sessions."""
    nothing = {"secret": "", "secret_at": None, "pin": "", "pin_tries": 0, "code": "", "code_until": None}
    tables.Account.update(nothing).execute()
    tables.SignInAttempt.delete().execute()
    tables.Session.update(ended_at=at).where(tables.Session.ended_at.is_null()).execute()


def has_any_credentials() -> bool:
    """Whether anybody has chosen a secret in this database, or was given a code to choose one with."""
    table = tables.Account
    return bool(table.select().where((table.secret != "") | (table.code != "")).limit(1).exists())
