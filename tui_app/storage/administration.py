"""Queries for whoever administers: people by how their accounts stand, and how many there are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tui_app.domain.accounts import Standing, Which
from tui_app.domain.audit import AuditKind
from tui_app.domain.records import Person, TemplateState
from tui_app.storage import people, tables
from tui_app.storage.people import is_here

REFUSED_FOR = timedelta(days=7)
"""Refused tries to sign in are counted for so long."""
MOST = 1000
"""More than ever administer."""


def listed(which: Which, words: str, now: datetime, limit: int) -> list[Person]:
    """People of one kind whose name, number or e-mail has every one of the words, by name; at most `limit`."""
    return people.among(_condition(which, now), words, limit)


def administrators(today: date) -> list[Person]:
    """Those who administer and may sign in, by name."""
    closed = tables.Account.select(tables.Account.person).where(~tables.Account.is_open)
    table = tables.Person
    return people.among(table.is_administrator & is_here(today) & table.id.not_in(closed), "", MOST)


def _condition(which: Which, now: datetime) -> Any:
    today = now.date()
    if which is Which.LEFT:
        return (tables.Person.end_date < today) & (tables.Person.search != "")  # not those who are erased
    if which is Which.WITHOUT_SIGN_IN:
        return is_here(today) & _without_sign_in(now)
    if which is Which.WITHOUT_LEADER:
        return is_here(today) & _without_leader(today)
    return is_here(today)


def _without_sign_in(now: datetime) -> Any:
    table = tables.Account
    waits = (table.code != "") & (table.code_until > now)
    # a closed account is without one because somebody wants it so
    sees_to_it = table.select(table.person).where((table.secret != "") | waits | ~table.is_open)
    return tables.Person.id.not_in(sees_to_it)


def _without_leader(today: date) -> Any:
    leader = tables.Person.alias("gone")
    gone = leader.select(leader.id).where(leader.end_date < today)
    return tables.Person.leader.is_null() | tables.Person.leader.in_(gone)


def standing(now: datetime) -> Standing:
    """How the accounts of those who are here stand, in numbers."""
    account, log = tables.Account, tables.AuditEntry
    codes = (
        account.select(account.code_until)
        .join(tables.Person)
        .where(account.code != "", account.code_until > now, account.is_open, is_here(now.date()))
        .order_by(account.code_until)
    )
    until = [row[0] for row in codes.tuples()]
    refused = log.select().where(log.kind == AuditKind.SIGN_IN_FAILED.value, log.at >= now - REFUSED_FOR)
    return Standing(
        people=_count(Which.HERE, now),
        without_sign_in=_count(Which.WITHOUT_SIGN_IN, now),
        without_leader=_count(Which.WITHOUT_LEADER, now),
        codes=len(until),
        code_until=until[0] if until else None,
        refused=refused.count(),
    )


def _count(which: Which, now: datetime) -> int:
    return int(tables.Person.select().where(_condition(which, now)).count())


def forms() -> tuple[int, int]:
    """How many forms are in use, and how many drafts wait to be published."""
    table = tables.Template
    counts = [
        table.select().where(table.state == state).count() for state in (TemplateState.PUBLISHED, TemplateState.DRAFT)
    ]
    return counts[0], counts[1]
