"""Verifying the database: an intact one passes, and each kind of tampering is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.conftest import POSTGRES
from tests.services.sample_conversations import Cast, planned, signed, submitted
from tui_app.domain.audit import GENESIS_HASH, AuditEntry, AuditKind, ChainHead
from tui_app.domain.maintenance.integrity import DatabaseDamage
from tui_app.domain.minutes.signed_minutes import canonical_json, parse_minutes, sha256_hex
from tui_app.domain.retention import RetentionKind
from tui_app.services import access_log
from tui_app.services.administration import erasure
from tui_app.services.maintenance import integrity
from tui_app.services.minutes import amendments, signing, submission
from tui_app.storage import audit_log
from tui_app.storage import database as storage
from tui_app.storage.addresses import PostgresAddress
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.queries import batches
from tui_app.storage.tables import registry as tables
from tui_app.text.administration.database import verification_lines


@contextmanager
def as_attacker(database: Any) -> Iterator[Callable[..., Any]]:
    """SQL by somebody who has the key or the server, and bypasses the triggers."""
    if isinstance(database, PostgresAddress):
        import psycopg

        with psycopg.connect(POSTGRES, dbname=database.url.rpartition("/")[2]) as server:
            server.execute("set local session_replication_role = replica")
            yield lambda statement, *values: server.execute(statement.replace("?", "%s"), values)
        return
    with storage.proxy.connection_context():
        do = storage.proxy.execute_sql
        do("pragma foreign_keys = 0")
        triggers = do("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            do(f"drop trigger {name}")
        yield lambda statement, *values: do(statement, values)
        for _, made in triggers:
            do(made)


def test_a_whole_database_holds(cast: Cast, now: datetime, database: Any) -> None:
    conversation_id = signed(cast, now)
    amendments.start(cast.employee, now, conversation_id)
    submission.submit(cast.employee, now, conversation_id, "nb")
    signing.sign(cast.leader, now, conversation_id)
    found = integrity.verify()
    assert found.is_intact
    assert (found.minutes, found.broken_entries, found.damage) == (2, (), ())
    assert found.head is not None
    assert found.lines == found.head.number > 0
    later = integrity.verify(found.head)
    assert later.has_earlier_head
    assert integrity.verify(ChainHead(0, found.head.hash)).has_earlier_head
    assert integrity.contents().people == 4


def test_entries_that_are_added_together_are_chained_like_single_ones(
    kari: Any, now: datetime, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH_SIZE", 2)
    entries = [AuditEntry(now, AuditKind.LEADER_CHANGED, kari.id, kari.id, details={"leader": n}) for n in range(5)]
    with writing(kari):
        audit_log.add_many(entries[:1])
        audit_log.add_many([])
        audit_log.add_many(entries[1:])
    found = integrity.verify()
    assert (found.lines, found.broken_entries) == (5, ())


def test_an_empty_log_has_an_intact_head(kari: Any, database: Any) -> None:
    found = integrity.verify()
    assert found.head == ChainHead(0, GENESIS_HASH)
    assert integrity.verify(found.head).has_earlier_head


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("update audit_entry set terminal = 'elsewhere' where id = 2", (2,)),
        ("update audit_entry set details = 'no json' where id = 2", (2,)),
        ("update audit_entry set kind = 'nothing' where id = 2", (2,)),
        ("delete from audit_entry where id = 2", (3,)),
    ],
)
def test_a_changed_line_is_found(cast: Cast, now: datetime, database: Any, statement: str, broken: Any) -> None:
    for _ in range(3):
        signed(cast, now)
    with as_attacker(database) as do:
        do(statement)
    found = integrity.verify()
    assert (found.broken_entries, found.is_intact) == (broken, False)
    assert found.altered_minutes == ()


def test_a_log_that_was_cut_is_found_by_its_earlier_head_alone(cast: Cast, now: datetime, database: Any) -> None:
    signed(cast, now)
    access_log.record_maintenance(now, AuditKind.REKEYED, "server")
    head = integrity.verify().head
    assert head is not None
    with as_attacker(database) as do:
        do("delete from audit_entry where id = ?", head.number)
    assert integrity.verify().is_intact
    found = integrity.verify(head)
    assert (found.has_earlier_head, found.is_intact) == (False, False)


def test_minutes_that_are_not_what_was_signed_are_found(cast: Cast, now: datetime, database: Any) -> None:
    signed(cast, now)
    conversation_ids = [signed(cast, now) for _ in range(4)]
    with reading(), bypassing_row_security():
        rows = {row["conversation"]: row for row in tables.Minutes.select().dicts()}
    texts = {conversation_id: rows[conversation_id]["signed"] for conversation_id in conversation_ids}
    changed = texts[conversation_ids[0]].replace("kurset", "lønnen")
    again = canonical_json(parse_minutes(changed))
    spaced = texts[conversation_ids[2]].replace('","', '", "', 1)
    with as_attacker(database) as do:
        for conversation_id, text, sha256 in (
            (conversation_ids[0], changed, rows[conversation_ids[0]]["sha256"]),
            (conversation_ids[1], again, sha256_hex(again)),  # with a new SHA-256: the log still has the old one
            (conversation_ids[2], spaced, sha256_hex(spaced)),
            (conversation_ids[3], "{}", sha256_hex("{}")),
        ):
            do("update minutes set signed = ?, sha256 = ? where conversation_id = ?", text, sha256, conversation_id)
    found = integrity.verify()
    assert found.altered_minutes == tuple(rows[conversation_id]["id"] for conversation_id in conversation_ids)
    assert (found.minutes, found.broken_entries, found.damage) == (5, (), ())


@pytest.mark.parametrize(
    "statement",
    [
        "delete from minutes where conversation_id = ?",
        "update minutes set state = 'drafting' where conversation_id = ?",
        "update minutes set state = 'drafting', signed = '', sha256 = '' where conversation_id = ?",
        "update minutes set number = 7 where conversation_id = ?",
        "delete from conversation where id = ?",
    ],
)
def test_signed_minutes_that_are_gone_are_missed(cast: Cast, now: datetime, database: Any, statement: str) -> None:
    signed(cast, now)
    conversation_id = signed(cast, now)
    with as_attacker(database) as do:
        do(statement, conversation_id)
    with reading(), bypassing_row_security():
        (entry, *_more) = audit_log.find_entries(1, conversation=conversation_id, kinds=[AuditKind.SIGNED])
    found = integrity.verify()
    assert (found.missing_minutes, found.broken_entries, found.is_intact) == ((entry.id,), (), False)


@pytest.mark.parametrize("makes", [submitted, signed])
def test_minutes_that_were_signed_by_hand_in_the_database_are_found(
    cast: Cast, now: datetime, database: Any, makes: Callable[[Cast, datetime], int]
) -> None:
    genuine, conversation_id = signed(cast, now), makes(cast, now)
    with reading(), bypassing_row_security():
        minutes_id = tables.Minutes.select(tables.Minutes.id).where(tables.Minutes.conversation == genuine).scalar()
        document = tables.Minutes.get_by_id(minutes_id).signed
    with as_attacker(database) as do:
        if makes is submitted:
            forged = "state = 'signed', signed = ?, sha256 = ?"
            sha256 = sha256_hex(document)
            do(f"update minutes set {forged} where conversation_id = ?", document, sha256, conversation_id)
            do("update conversation set state = 'signed' where id = ?", conversation_id)
        else:  # an amendment that nobody signed
            columns = "state, version, submitted_at, returned, signed, sha256"
            do(
                f"insert into minutes (conversation_id, number, {columns})"
                f" select conversation_id, 2, {columns} from minutes where conversation_id = ?",
                conversation_id,
            )
    found = integrity.verify()
    with reading(), bypassing_row_security():
        query = tables.Minutes.select(tables.Minutes.id).where(tables.Minutes.conversation == conversation_id)
        forged_id = query.order_by(tables.Minutes.number.desc()).limit(1).scalar()
    assert (found.unlogged_minutes, found.altered_minutes, found.missing_minutes) == ((forged_id,), (), ())
    assert not found.is_intact
    assert str(forged_id) in " ".join(line.text for line in verification_lines(found))


@pytest.mark.parametrize(
    ("makes", "changed"),
    [
        (submitted, "state = 'signed'"),
        (planned, "state = 'signed'"),
        (signed, "state = 'drafting'"),
        (signed, "person_id = (select id from person where name = 'Per Berg')"),
    ],
)
def test_a_conversation_that_is_not_as_its_minutes_is_found(
    cast: Cast, now: datetime, database: Any, makes: Callable[[Cast, datetime], int], changed: str
) -> None:
    signed(cast, now)
    conversation_id = makes(cast, now)
    with as_attacker(database) as do:
        do(f"update conversation set {changed} where id = ?", conversation_id)
    found = integrity.verify()
    assert (found.altered_conversations, found.is_intact) == ((conversation_id,), False)
    assert str(conversation_id) in " ".join(line.text for line in verification_lines(found))


def test_what_retention_erased_is_not_missed(cast: Cast, now: datetime, database: Any) -> None:
    for _ in range(3):
        signed(cast, now)
    assert erasure.erase_due(cast.administrator, now + timedelta(days=3000), "Erased").counts[RetentionKind.MINUTES]
    assert integrity.verify().is_intact
    conversation_id = signed(cast, now)  # SQLite may give it the number of one that was erased
    assert integrity.verify().is_intact
    with as_attacker(database) as do:
        do("delete from minutes where conversation_id = ?", conversation_id)
    assert len(integrity.verify().missing_minutes) == 1


def test_what_an_older_version_erased_is_not_missed(cast: Cast, now: datetime, database: Any) -> None:
    conversation_id = signed(cast, now)
    with as_attacker(database) as do:
        do("delete from minutes where conversation_id = ?", conversation_id)
    with writing():
        about = AuditEntry(now, AuditKind.ERASED, None, cast.employee.id, details={"minutes": 1})
        audit_log.add(about)
    assert integrity.verify().missing_minutes == ()


def test_a_row_that_points_nowhere_and_a_guard_that_is_gone_are_found(cast: Cast, now: datetime, database: Any) -> None:
    conversation_id = submitted(cast, now)
    with as_attacker(database) as do:
        do("delete from conversation where id = ?", conversation_id)
    found = integrity.verify()
    assert {one.code for one in found.damage} == {"points_nowhere"}
    with writing():
        on = " on audit_entry" if isinstance(database, PostgresAddress) else ""
        storage.proxy.execute_sql(f"drop trigger audit_entry_kept{on}")
    try:
        assert DatabaseDamage("log_unguarded", "audit_entry_kept") in integrity.verify().damage
    finally:
        if on:
            with writing():
                storage.proxy.execute_sql(
                    "create trigger audit_entry_kept before truncate on audit_entry"
                    " for each statement execute function audit_entry_stays()"
                )


def test_damaged_pages_are_found(cast: Cast, now: datetime, database: Any) -> None:
    if isinstance(database, PostgresAddress):
        pytest.skip("about SQLite")
    signed(cast, now)
    with storage.proxy.connection_context():
        storage.proxy.execute_sql("pragma wal_checkpoint(truncate)").fetchall()
        of_topics = "select rootpage from sqlite_master where name = 'topic'"  # without the schema it does not open
        page = storage.proxy.execute_sql(of_topics).fetchone()[0]
    with database.path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\0" * 4096)
    found = integrity.verify()
    assert not found.is_intact
    assert "page_changed" in {one.code for one in found.damage}
