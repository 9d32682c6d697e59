"""Queries for whoever administers: people by how their accounts stand, and how many there are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tui_app.domain.accounts.records import AccountTotals, PeopleFilter
from tui_app.domain.audit import AuditKind
from tui_app.domain.records.person import Person
from tui_app.domain.records.template import TemplateState
from tui_app.storage.people import people
from tui_app.storage.people.people import has_not_left
from tui_app.storage.tables import registry as tables

FAILED_SIGN_INS_PERIOD = timedelta(days=7)
"""Refused tries to sign in are counted for so long."""
MAX_ADMINISTRATORS = 1000
"""More than ever administer."""


def search_by_account(which: PeopleFilter, words: str, now: datetime, limit: int) -> list[Person]:
    """People of one kind whose name, number or e-mail has every one of the words, by name; at most `limit`."""
    return people.search_where(_condition(which, now), words, limit)


def administrators(today: date) -> list[Person]:
    """Those who administer and may sign in, by name."""
    closed = tables.Account.select(tables.Account.person).where(~tables.Account.is_open)
    table = tables.Person
    return people.search_where(
        table.is_administrator & has_not_left(today) & table.id.not_in(closed), "", MAX_ADMINISTRATORS
    )


def _condition(which: PeopleFilter, now: datetime) -> Any:
    today = now.date()
    if which is PeopleFilter.LEFT:
        return (tables.Person.end_date < today) & (tables.Person.search != "")  # not those who are erased
    if which is PeopleFilter.WITHOUT_SIGN_IN:
        return has_not_left(today) & _without_sign_in(now)
    if which is PeopleFilter.WITHOUT_LEADER:
        return has_not_left(today) & _without_leader(today)
    return has_not_left(today)


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


def account_counts(now: datetime) -> AccountTotals:
    """How the accounts of those who are here stand, in numbers."""
    account, log = tables.Account, tables.AuditEntry
    codes = (
        account.select(account.code_until)
        .join(tables.Person)
        .where(account.code != "", account.code_until > now, account.is_open, has_not_left(now.date()))
        .order_by(account.code_until)
    )
    until = [row[0] for row in codes.tuples()]
    refused = log.select().where(log.kind == AuditKind.SIGN_IN_FAILED.value, log.at >= now - FAILED_SIGN_INS_PERIOD)
    return AccountTotals(
        people=_count(PeopleFilter.HERE, now),
        without_sign_in=_count(PeopleFilter.WITHOUT_SIGN_IN, now),
        without_leader=_count(PeopleFilter.WITHOUT_LEADER, now),
        codes=len(until),
        code_until=until[0] if until else None,
        refused=refused.count(),
    )


def _count(which: PeopleFilter, now: datetime) -> int:
    return int(tables.Person.select().where(_condition(which, now)).count())


def form_counts() -> tuple[int, int]:
    """How many forms are in use, and how many drafts wait to be published."""
    table = tables.Template
    counts = [
        table.select().where(table.state == state).count() for state in (TemplateState.PUBLISHED, TemplateState.DRAFT)
    ]
    return counts[0], counts[1]
