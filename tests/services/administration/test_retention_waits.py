"""Erasing while somebody writes: neither waits for the other for ever, and neither is refused."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.conftest import POSTGRES
from tests.services.administration.erasing import later, run
from tests.services.sample_conversations import Cast, signed
from tui_app.domain.errors import DomainError
from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt
from tui_app.domain.records.person import Viewer
from tui_app.domain.retention import RetentionKind
from tui_app.services.minutes import statements
from tui_app.storage.addresses import PostgresAddress
from tui_app.storage.conversations import conversations
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.row_locks import lock_people, lock_rows
from tui_app.storage.tables import registry as tables


def wait_until_blocked(name: str) -> None:
    """Wait until some connection to this database waits for a lock."""
    import psycopg

    waiting = "select 1 from pg_stat_activity where datname = %s and wait_event_type = 'Lock'"
    end = time.monotonic() + 10
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        while not server.execute(waiting, (name,)).fetchone():
            assert time.monotonic() < end, "the erasure did not wait"


def minutes_of(conversation_id: int) -> None:
    found = tables.Minutes.select(tables.Minutes.id).where(tables.Minutes.conversation == conversation_id)
    lock_rows(tables.Minutes, [row[0] for row in found.tuples()])


HELD: dict[str, Callable[[Cast, int], None]] = {
    "conversation": lambda cast, conversation_id: conversations.lock_row(conversation_id),
    "minutes": lambda cast, conversation_id: minutes_of(conversation_id),
    "person": lambda cast, conversation_id: lock_people([cast.employee.id]),
}


@pytest.mark.postgres
@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize("writer", ["employee", "leader"])
def test_whoever_writes_meanwhile_ends_first(cast: Cast, now: datetime, database: Any, held: str, writer: str) -> None:
    if not isinstance(database, PostgresAddress):
        pytest.skip("SQLite has one writer at a time")
    conversation_id = signed(cast, now)
    who: Viewer = getattr(cast, writer)
    found: list[ErasureReceipt | DomainError] = []

    def erase() -> None:
        try:
            found.append(run(cast, later(now, 36)))
        except DomainError as error:
            found.append(error)

    thread = threading.Thread(target=erase)
    with writing(who), bypassing_row_security():
        HELD[held](cast, conversation_id)
        thread.start()
        wait_until_blocked(database.url.rpartition("/")[2]) if held != "person" else time.sleep(0.3)
        statements.add(who, now, conversation_id, "Jeg er uenig")
    thread.join()
    (receipt,) = found
    assert isinstance(receipt, ErasureReceipt)
    assert receipt.counts[RetentionKind.MINUTES] == 1
    with writing(), bypassing_row_security():
        assert not tables.Statement.select().count()
