"""Queries about the audit log: adding and finding entries, and verifying the chain."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import peewee as pw

from tui_app.domain.audit import (
    GENESIS_HASH,
    AuditEntry,
    AuditKind,
    ChainedEntry,
    ChainHead,
    NamedAuditEntry,
    broken_entries,
    entry_hash,
)
from tui_app.storage.database import is_postgres, proxy
from tui_app.storage.people import joining, people
from tui_app.storage.queries.batches import in_batches
from tui_app.storage.tables import registry as tables

_LOCK_ID = 0x5A37A1F
"""PostgreSQL advisory lock held while an entry is chained; SQLite has only one writer at a time."""
_BATCH_SIZE = 500
"""Entries read at a time when the whole log is verified."""


def add(entry: AuditEntry) -> None:
    """Add an entry. Call it in the same transaction as the event that it records."""
    add_many([entry])


def add_many(entries: Sequence[AuditEntry]) -> None:
    """Add entries in their order. Call it in the same transaction as the events that they record, as the last thing.

    The log is locked until the transaction ends, so whoever locks rows after it could wait for somebody who waits for
    the log.
    """
    if not entries:
        return
    table = tables.AuditEntry
    if is_postgres():
        proxy.execute_sql("select pg_advisory_xact_lock(%s)", (_LOCK_ID,))
    last = table.select(table.hash).order_by(table.id.desc()).limit(1).scalar() or GENESIS_HASH
    for batch in in_batches([*chained(entries, last)]):
        table.insert_many(batch).execute()


def chained(entries: Iterable[AuditEntry], previous: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of entries, each chained to the one before; `previous` is the hash before the first."""
    for entry in entries:
        row = _row(entry, previous)
        yield row
        previous = row["hash"]


def _row(entry: AuditEntry, previous: str) -> dict[str, Any]:
    return {
        "at": entry.at,
        "by": entry.by_id,
        "person": entry.person_id,
        "conversation": entry.conversation_id,
        "kind": entry.kind.value,
        "terminal": entry.terminal,
        "details": json.dumps(dict(entry.details), sort_keys=True),
        "previous": previous,
        "hash": entry_hash(entry, previous),
    }


def _entry(row: dict[str, Any]) -> AuditEntry:
    return AuditEntry(
        at=row["at"],
        kind=AuditKind(row["kind"]),
        by_id=row["by"],
        person_id=row["person"],
        conversation_id=row["conversation"],
        terminal=row["terminal"],
        details=json.loads(row["details"]),
    )


def find_entries(
    limit: int, *, about: int = 0, conversation: int = 0, kinds: Collection[AuditKind] = (), before: int = 0
) -> list[NamedAuditEntry]:
    """Find entries, the newest first.

    Args:
        limit: the maximum number of entries.
        about: only entries about this person, by any id they have had; 0 for everybody.
        conversation: only entries about this conversation; 0 for any.
        kinds: only these kinds; empty for all.
        before: only entries older than the one with this id; 0 to start with the newest.
    """
    table, by, person = tables.AuditEntry, tables.Person.alias("actor"), tables.Person.alias("subject")
    query = (
        table.select(table, by.name.alias("by_name"), person.name.alias("person_name"))
        .select_extend(by.end_date.alias("by_end"), person.end_date.alias("person_end"))
        .join(by, pw.JOIN.LEFT_OUTER, on=(table.by == by.id))
        .switch(table)
        .join(person, pw.JOIN.LEFT_OUTER, on=(table.person == person.id))
        .order_by(table.id.desc())
        .limit(limit)
    )
    if about:
        query = query.where(table.person.in_([about, *joining.former_ids(about)]))
    if conversation:
        query = query.where(table.conversation == conversation)
    if kinds:
        query = query.where(table.kind.in_([kind.value for kind in kinds]))
    if before:
        query = query.where(table.id < before)
    return _named(list(query.dicts()))


def _named(rows: Sequence[dict[str, Any]]) -> list[NamedAuditEntry]:
    """Entries with names; whoever had another id before entries of theirs were joined has the name they have now."""
    joined = joining.current_ids()
    ids = {joined[row[column]] for row in rows for column in ("by", "person") if row[column] in joined}
    names, ends = people.names_by_id(ids), people.end_dates_by_id(ids)

    def name_of(row: dict[str, Any], column: str) -> str:
        return row[f"{column}_name"] or names.get(joined.get(row[column], 0), "")

    def end_of(row: dict[str, Any], column: str) -> date | None:
        return row[f"{column}_end"] or ends.get(joined.get(row[column], 0))

    return [
        NamedAuditEntry(
            row["id"],
            _entry(row),
            name_of(row, "by"),
            name_of(row, "person"),
            end_of(row, "by"),
            end_of(row, "person"),
        )
        for row in rows
    ]


def newest_id(about: int) -> int:
    """Return the id of the newest entry about a person; 0 if there is none."""
    table = tables.AuditEntry
    return int(table.select(pw.fn.MAX(table.id)).where(table.person == about).scalar() or 0)


def has_entry_between(kind: AuditKind, by_id: int, conversation_id: int, since: datetime, until: datetime) -> bool:
    """True if the person has an entry of this kind about the conversation from `since` to `until`."""
    table = tables.AuditEntry
    query = table.select(table.id).where(
        table.conversation == conversation_id,
        table.by == by_id,
        table.kind == kind.value,
        table.at.between(since, until),
    )
    return bool(query.limit(1).exists())


def find_broken_entries() -> list[int]:
    """Return the ids of the entries that break the chain; empty if the log is intact."""
    return list(broken_entries(_chain_entries()))


def count() -> int:
    """Return the number of entries."""
    return int(tables.AuditEntry.select().count())


def head() -> ChainHead:
    """Return the last entry; with number 0 if the log is empty."""
    table = tables.AuditEntry
    last = table.select(table.id, table.hash).order_by(table.id.desc()).limit(1).tuples().first()
    return ChainHead(*last) if last else ChainHead(0, GENESIS_HASH)


def contains(earlier: ChainHead) -> bool:
    """True if the entry of an earlier head is still in the log, with the same number if that is known."""
    table = tables.AuditEntry
    query = table.select(table.id).where(table.hash == earlier.hash)
    if earlier.number:
        query = query.where(table.id == earlier.number)
    return bool(query.exists()) or earlier == ChainHead(0, GENESIS_HASH)


def newest_at(*kinds: AuditKind) -> datetime | None:
    """Return the time of the last entry, of these kinds if any are given."""
    table = tables.AuditEntry
    query = table.select(table.at).order_by(table.id.desc())
    if kinds:
        query = query.where(table.kind.in_([kind.value for kind in kinds]))
    newest: datetime | None = query.scalar()
    return newest


def entries_of(kinds: Collection[AuditKind]) -> Iterator[tuple[int, AuditEntry]]:
    """Yield the readable entries of these kinds with their numbers, the oldest first."""
    table = tables.AuditEntry
    for row in (
        table.select().where(table.kind.in_([kind.value for kind in kinds])).order_by(table.id).dicts().iterator()
    ):
        if (entry := _entry_or_none(row)) is not None:
            yield row["id"], entry


def _chain_entries() -> Iterator[ChainedEntry]:
    table = tables.AuditEntry
    last_id = 0
    while rows := list(table.select().where(table.id > last_id).order_by(table.id).limit(_BATCH_SIZE).dicts()):
        for row in rows:
            yield ChainedEntry(row["id"], _entry_or_none(row), row["previous"], row["hash"])
        last_id = rows[-1]["id"]


def _entry_or_none(row: dict[str, Any]) -> AuditEntry | None:
    try:
        return _entry(row)
    except (ValueError, TypeError, AttributeError):
        return None
