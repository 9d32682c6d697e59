"""The log of who has seen and done what: added to, read, and walked along for its chain."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
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
from tui_app.storage.tables import registry as tables

_LOCK_ID = 0x5A37A1F
"""Advisory lock under which a line is chained on PostgreSQL; SQLite has one writer at a time anyway."""
_BATCH_SIZE = 500
"""Lines read at a time where the whole log is walked along."""


def add(entry: AuditEntry) -> None:
    """Add a line. Call it in a writing scope: it stands or falls with what it tells of."""
    table = tables.AuditEntry
    if is_postgres():
        proxy.execute_sql("select pg_advisory_xact_lock(%s)", (_LOCK_ID,))
    last = table.select(table.hash).order_by(table.id.desc()).limit(1).scalar() or GENESIS_HASH
    table.insert_many(chained([entry], last)).execute()


def chained(entries: Iterable[AuditEntry], last: str) -> Iterator[dict[str, Any]]:
    """The rows of lines in this order, each chained to the one before; `last` is the hash before the first."""
    for entry in entries:
        row = _row(entry, last)
        yield row
        last = row["hash"]


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
    """Lines, the newest first.

    Args:
        limit: at most so many.
        about: only what concerns this person; 0 is everybody.
        conversation: only what was done with this one; 0 is whatever was done.
        kinds: only these.
        before: only lines older than the one of this number; 0 begins with the newest.
    """
    table, by, person = tables.AuditEntry, tables.Person.alias("by_whom"), tables.Person.alias("whom")
    query = (
        table.select(table, by.name.alias("by_name"), person.name.alias("person_name"))
        .join(by, pw.JOIN.LEFT_OUTER, on=(table.by == by.id))
        .switch(table)
        .join(person, pw.JOIN.LEFT_OUTER, on=(table.person == person.id))
        .order_by(table.id.desc())
        .limit(limit)
    )
    if about:
        query = query.where(table.person == about)
    if conversation:
        query = query.where(table.conversation == conversation)
    if kinds:
        query = query.where(table.kind.in_([kind.value for kind in kinds]))
    if before:
        query = query.where(table.id < before)
    return [
        NamedAuditEntry(row["id"], _entry(row), row["by_name"] or "", row["person_name"] or "") for row in query.dicts()
    ]


def has_entry_since(kind: AuditKind, by_id: int, conversation_id: int, since: datetime) -> bool:
    """Whether somebody has such a line about a conversation from `since` on."""
    table = tables.AuditEntry
    found = table.select(table.id).where(
        table.conversation == conversation_id, table.by == by_id, table.kind == kind.value, table.at >= since
    )
    return bool(found.limit(1).exists())


def find_broken_entries() -> list[int]:
    """Numbers of the lines at which the chain does not hold; empty when the log is whole."""
    return list(broken_entries(_chain_entries()))


def count() -> int:
    """How many lines there are."""
    found: int = tables.AuditEntry.select().count()
    return found


def head() -> ChainHead:
    """The last line; number 0 while there is none."""
    table = tables.AuditEntry
    last = table.select(table.id, table.hash).order_by(table.id.desc()).limit(1).tuples().first()
    return ChainHead(*last) if last else ChainHead(0, GENESIS_HASH)


def contains(earlier: ChainHead) -> bool:
    """Whether a line of an earlier look is still in the log, under its number where that is known."""
    table = tables.AuditEntry
    found = table.select(table.id).where(table.hash == earlier.hash)
    if earlier.number:
        found = found.where(table.id == earlier.number)
    return bool(found.exists()) or earlier == ChainHead(0, GENESIS_HASH)


def newest_at(*kinds: AuditKind) -> datetime | None:
    """When the last line was added, of these kinds where some are named."""
    table = tables.AuditEntry
    query = table.select(table.at).order_by(table.id.desc())
    moment: datetime | None = (query.where(table.kind.in_([one.value for one in kinds])) if kinds else query).scalar()
    return moment


def signature_hashes() -> dict[tuple[int, int], str]:
    """Conversation and number of minutes -> the SHA-256 that the log has of their signing."""
    table = tables.AuditEntry
    rows = table.select().where(table.kind == AuditKind.SIGNED.value).dicts()
    found = (entry for row in rows.iterator() if (entry := _entry_or_none(row)) is not None)
    return {(one.conversation_id or 0, int(str(one.details["number"]))): str(one.details["sha256"]) for one in found}


def _chain_entries() -> Iterator[ChainedEntry]:
    table = tables.AuditEntry
    last = 0
    while rows := list(table.select().where(table.id > last).order_by(table.id).limit(_BATCH_SIZE).dicts()):
        for row in rows:
            yield ChainedEntry(row["id"], _entry_or_none(row), row["previous"], row["hash"])
        last = rows[-1]["id"]


def _entry_or_none(row: dict[str, Any]) -> AuditEntry | None:
    try:
        return _entry(row)
    except (ValueError, TypeError, AttributeError):
        return None
