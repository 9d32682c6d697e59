"""Verifying the statements beside signed minutes, and the days in the rows of the minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.services.maintenance.test_integrity import as_attacker
from tests.services.sample_conversations import Cast, signed
from tui_app.domain.audit import AuditKind
from tui_app.domain.maintenance.integrity import CheckedStatements
from tui_app.services.administration import erasure
from tui_app.services.maintenance import integrity
from tui_app.services.minutes import statements
from tui_app.storage import audit_log
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables
from tui_app.text.administration.database import verification_lines


def stated(cast: Cast, now: datetime, text: str = "Jeg er uenig i dette") -> int:
    """A statement beside newly signed minutes; its id."""
    statements.add(cast.employee, now, signed(cast, now), text)
    with reading(), bypassing_row_security():
        return int(tables.Statement.select(tables.Statement.id).order_by(tables.Statement.id.desc()).scalar())


def words() -> str:
    return "\n".join(line.text for line in verification_lines(integrity.verify()))


def test_statements_as_they_were_added_hold(cast: Cast, now: datetime, database: Any) -> None:
    moment = now.replace(microsecond=123456)
    stated(cast, moment)
    stated(cast, moment, "Ærlig talt – «nei»\n\nog nei")
    found = integrity.verify()
    assert (found.statements, found.is_intact) == (CheckedStatements(count=2), True)
    assert "Statements: 2, all unchanged" in words()


@pytest.mark.parametrize(
    "changed",
    [
        "text = 'Jeg er enig i dette'",
        "at = '2020-01-01 12:00:00'",
        "by_id = (select id from person where name = 'Per Berg')",
        "minutes_id = (select min(id) from minutes)",
    ],
)
def test_a_changed_statement_is_found(cast: Cast, now: datetime, database: Any, changed: str) -> None:
    signed(cast, now)
    stated(cast, now)
    statement_id = stated(cast, now)
    with as_attacker(database) as do:
        do(f"update statement set {changed} where id = ?", statement_id)
    found = integrity.verify()
    assert (found.statements.altered, found.is_intact) == ((statement_id,), False)
    assert f"these differ from what was added: {statement_id}" in words()


def test_a_deleted_statement_is_found(cast: Cast, now: datetime, database: Any) -> None:
    statement_id = stated(cast, now)
    with as_attacker(database) as do:
        do("delete from statement where id = ?", statement_id)
    with reading(), bypassing_row_security():
        ((number, _entry),) = audit_log.entries_of([AuditKind.STATED])
    found = integrity.verify()
    assert (found.statements.missing, found.is_intact) == ((number,), False)
    assert f"log entry {number}" in words()


def test_one_that_nobody_added_is_found_and_older_ones_are_not(cast: Cast, now: datetime, database: Any) -> None:
    values = "select id, {by}, '2020-01-01 12:00:00', 'Enig' from minutes where conversation_id = {conversation}"
    insert = f"insert into statement (minutes_id, by_id, at, text) {values}"
    conversation_id = signed(cast, now)
    with as_attacker(database) as do:  # as an older version did, without a line in the log
        do(insert.format(by=cast.leader.id, conversation=conversation_id))
    found = integrity.verify()
    assert (found.statements, found.is_intact) == (CheckedStatements(count=1, unchecked=1), True)
    assert "too old to check: 1" in words()
    stated(cast, now)
    assert integrity.verify().is_intact
    with as_attacker(database) as do:
        do(insert.format(by=cast.leader.id, conversation=conversation_id))
    found = integrity.verify()
    assert (len(found.statements.unlogged), found.statements.unchecked, found.is_intact) == (1, 1, False)


def test_statements_that_retention_erased_are_not_missed(cast: Cast, now: datetime, database: Any) -> None:
    stated(cast, now)
    erasure.erase_due(cast.administrator, now + timedelta(days=3000), "Erased")
    found = integrity.verify()
    assert (found.statements, found.is_intact) == (CheckedStatements(), True)
    stated(cast, now)  # SQLite may give it the number of one that was erased
    assert integrity.verify().is_intact


@pytest.mark.parametrize(
    "statement",
    [
        "update conversation set \"on\" = '2020-01-01' where id = ?",
        "update minutes set submitted_at = '2020-01-01 12:00:00' where conversation_id = ?",
        "update minutes set submitted_at = null where conversation_id = ?",
    ],
)
def test_another_day_than_was_signed_is_found(cast: Cast, now: datetime, database: Any, statement: str) -> None:
    moment = now.replace(microsecond=654321)
    signed(cast, moment)
    conversation_id = signed(cast, moment)
    assert integrity.verify().is_intact
    with as_attacker(database) as do:
        do(statement, conversation_id)
    with reading(), bypassing_row_security():
        minutes = tables.Minutes.select(tables.Minutes.id).where(tables.Minutes.conversation == conversation_id)
        minutes_id = minutes.scalar()
    found = integrity.verify()
    assert (found.altered_minutes, found.is_intact) == ((minutes_id,), False)
