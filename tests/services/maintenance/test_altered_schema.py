"""A table or column that somebody renamed, deleted or locked is found by both checks, whatever it holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.services.maintenance.test_doctor import found_in, standing
from tests.services.maintenance.test_integrity import as_attacker
from tests.services.sample_conversations import Cast, signed
from tui_app.domain.maintenance.integrity import DatabaseDamage
from tui_app.services.maintenance import integrity
from tui_app.storage.addresses import PostgresAddress
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.maintenance import integrity as stored_integrity
from tui_app.text.administration.database import verification_lines


@pytest.mark.parametrize(
    ("statement", "back", "where"),
    [
        (
            "alter table action rename column due to due_day",
            "alter table action rename column due_day to due",
            "action.due",
        ),
        (
            "alter table minutes rename column returned to came_back",
            "alter table minutes rename column came_back to returned",
            "minutes.returned",
        ),
        ("alter table visit rename to visited", "alter table visited rename to visit", "visit"),
    ],
)
def test_what_is_missing_is_named(
    cast: Cast, now: datetime, database: Any, statement: str, back: str, where: str
) -> None:
    signed(cast, now)
    with reading(), bypassing_row_security():
        assert list(stored_integrity.quick_check()) == []
    with as_attacker(database) as do:
        do(statement)
    try:
        found = integrity.verify()
        with reading(), bypassing_row_security():
            quickly = list(stored_integrity.quick_check())
    finally:
        with as_attacker(database) as do:  # other tests use the same database on a server
            do(back)
    assert DatabaseDamage("column_missing", where) in found.damage
    assert quickly == [DatabaseDamage("column_missing", where)]
    assert where in " ".join(line.text for line in verification_lines(found))
    assert integrity.verify().is_intact


def test_doctor_says_that_a_server_takes_no_changes(cast: Cast, now: datetime, database: Any) -> None:
    if not isinstance(database, PostgresAddress):
        pytest.skip("about PostgreSQL")
    url = f"{database.url}{'&' if '?' in database.url else '?'}options=-cdefault_transaction_read_only%3Don"
    assert standing(found_in(PostgresAddress(url), now))["server_read_only"] == "wrong"
    assert "server_read_only" not in found_in(database, now)
