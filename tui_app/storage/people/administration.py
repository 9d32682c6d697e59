"""Queries for administrators: people by the state of their accounts, and totals."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from tui_app.domain.accounts.accounts import AccountTotals, PeopleFilter
from tui_app.domain.accounts.credentials import latest_code_end
from tui_app.domain.audit import AuditKind
from tui_app.domain.dates.clock import CLOCK_TOLERANCE
from tui_app.domain.records.person import Person
from tui_app.domain.records.template import TemplateState
from tui_app.storage.people import people
from tui_app.storage.people.people import has_not_left
from tui_app.storage.tables import registry as tables

FAILED_SIGN_INS_PERIOD = timedelta(days=7)
"""How far back failed sign-ins are counted."""
MAX_ADMINISTRATORS = 1000
"""The maximum number listed; more than any organisation has."""


def search_by_account(which: PeopleFilter, words: str, now: datetime, limit: int) -> list[Person]:
    """Search the people of one group by parts of name, employee number or e-mail."""
    return people.search_where(_condition(which, now), words, limit)


def administrators(today: date) -> list[Person]:
    """Return the administrators who have not left and whose account is not closed, by name."""
    closed = tables.Account.select(tables.Account.person).where(~tables.Account.is_open)
    table = tables.Person
    return people.search_where(
        table.is_administrator & has_not_left(today) & table.id.not_in(closed), "", MAX_ADMINISTRATORS
    )


def administrator_end_dates() -> dict[int, date | None]:
    """Return the last day of each administrator whose account is not closed, by person id; also of those who left."""
    closed = tables.Account.select(tables.Account.person).where(~tables.Account.is_open)
    table = tables.Person
    query = table.select(table.id, table.end_date).where(table.is_administrator, table.id.not_in(closed))
    return dict(query.tuples())


def without_password(now: datetime, leader_ids: Collection[int] | None = None) -> list[Person]:
    """Return the people with an open account and no password, by name; of these leaders only if any are given."""
    table = tables.Account
    provided = table.select(table.person).where((table.password_hash != "") | ~table.is_open)
    condition = has_not_left(now.date()) & tables.Person.id.not_in(provided)
    if leader_ids is not None:
        condition &= tables.Person.leader.in_(list(leader_ids))
    return people.search_where(condition, "", None)


def valid_codes(now: datetime) -> dict[int, datetime]:
    """Return until when each unused code can be used, by person id."""
    table = tables.Account
    return dict(table.select(table.person, table.code_until).where(_has_valid_code(now)).tuples())


def _condition(which: PeopleFilter, now: datetime) -> Any:
    today = now.date()
    if which is PeopleFilter.LEFT:
        return (tables.Person.end_date < today) & (tables.Person.search != "")  # without erased people
    if which is PeopleFilter.WITHOUT_SIGN_IN:
        return has_not_left(today) & _without_sign_in(now)
    if which is PeopleFilter.WITHOUT_LEADER:
        return has_not_left(today) & _without_leader(today)
    return has_not_left(today)


def _without_sign_in(now: datetime) -> Any:
    table = tables.Account
    has_valid_code = _has_valid_code(now)
    # people with a closed account are not meant to sign in, so nothing is missing
    provided = table.select(table.person).where((table.password_hash != "") | has_valid_code | ~table.is_open)
    return tables.Person.id.not_in(provided)


def _has_valid_code(now: datetime) -> Any:
    """Condition: an account has a code that can be used now, as `is_code_valid` decides."""
    table = tables.Account
    return (table.code != "") & (table.code_until > now) & (table.code_until <= latest_code_end(now))


def _without_leader(today: date) -> Any:
    leader = tables.Person.alias("former_leader")
    former_leaders = leader.select(leader.id).where(leader.end_date < today)
    return tables.Person.leader.is_null() | tables.Person.leader.in_(former_leaders)


def account_counts(now: datetime) -> AccountTotals:
    """Count the accounts of people who have not left, by state, and recent failed sign-ins."""
    account, log = tables.Account, tables.AuditEntry
    codes = (
        account.select(account.code_until)
        .join(tables.Person)
        .where(_has_valid_code(now), account.is_open, has_not_left(now.date()))
        .order_by(account.code_until)
    )
    expiries = [row[0] for row in codes.tuples()]
    refused = log.select().where(
        log.kind == AuditKind.SIGN_IN_FAILED.value, log.at.between(now - FAILED_SIGN_INS_PERIOD, now + CLOCK_TOLERANCE)
    )
    return AccountTotals(
        people=_count(PeopleFilter.HERE, now),
        without_sign_in=_count(PeopleFilter.WITHOUT_SIGN_IN, now),
        without_leader=_count(PeopleFilter.WITHOUT_LEADER, now),
        codes=len(expiries),
        code_until=expiries[0] if expiries else None,
        refused=refused.count(),
    )


def _count(which: PeopleFilter, now: datetime) -> int:
    return int(tables.Person.select().where(_condition(which, now)).count())


def form_counts() -> tuple[int, int]:
    """Return the number of published forms, and of drafts that are not published yet."""
    table = tables.Template
    counts = [
        table.select().where(table.state == state).count() for state in (TemplateState.PUBLISHED, TemplateState.DRAFT)
    ]
    return counts[0], counts[1]
