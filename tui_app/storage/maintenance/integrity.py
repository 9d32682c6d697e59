"""Whether the database itself is whole: its pages, its references, and the rules that guard what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.domain.maintenance.integrity import DatabaseDamage
from tui_app.storage.database import is_postgres, proxy
from tui_app.storage.tables import registry as tables

MAX_FINDINGS = 20
"""Findings of one kind that are told; a damaged file would give one for each page."""

TABLE_COUNT = len(tables.ALL_TABLES)

_AUDIT_TRIGGERS = {
    "sqlite": {"audit_entry_unchanged", "audit_entry_kept"},
    "postgresql": {"audit_entry_stays", "audit_entry_kept"},
}
"""The triggers by which the log refuses to be changed."""


def database_kind() -> str:
    """Which kind of database is in use: "sqlite" or "postgresql"."""
    return "postgresql" if is_postgres() else "sqlite"


def find_damage() -> Iterator[DatabaseDamage]:
    """All that does not hold. Call it in a reading scope, inside `for_everybody`."""
    yield from _damage_of_postgres() if is_postgres() else _damage_of_sqlite()
    missing = _AUDIT_TRIGGERS[database_kind()] - _triggers()
    yield from (DatabaseDamage("log_unguarded", name) for name in sorted(missing))


def quick_check() -> Iterator[DatabaseDamage]:
    """What a look of a moment finds."""
    if is_postgres():
        yield from _postgres_catalog_findings()
    else:
        yield from _pragma_findings("pragma quick_check")


def engine_version() -> tuple[str, str]:
    """What the database in use is run by, and its version."""
    if is_postgres():
        return "PostgreSQL", str(_rows("show server_version")[0][0])
    return "SQLite", str(_rows("select sqlite_version()")[0][0])


def cipher_version() -> str:
    """The version of what encrypts a SQLite file."""
    return str(_rows("pragma cipher_version")[0][0]).split()[0]  # then its edition


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """A PostgreSQL server as this program meets it.

    Attributes:
        now: by its own clock.
        passes_rules: whether row-level security does not hold for whom we sign in as.
        in_the_clear: whether what goes over the network to it can be read on the way.
    """

    now: datetime
    passes_rules: bool
    in_the_clear: bool


def server_status() -> ServerStatus:
    """The server in use; PostgreSQL only."""
    (row,) = _rows(
        "select clock_timestamp(), rolsuper or rolbypassrls,"
        " not coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false)"
        " and not coalesce(inet_server_addr() << '127.0.0.0/8' or inet_server_addr() = '::1', true)"
        " from pg_roles where rolname = current_user"
    )
    return ServerStatus(*row)


def _rows(statement: str) -> list[tuple[Any, ...]]:
    return list(proxy.execute_sql(statement).fetchall())


def _pragma_findings(check: str) -> Iterator[DatabaseDamage]:
    for (line,) in _rows(f"{check}({MAX_FINDINGS})"):
        if line != "ok":
            yield DatabaseDamage("damaged", str(line))


def _damage_of_sqlite() -> Iterator[DatabaseDamage]:
    changed = _rows("pragma cipher_integrity_check")[:MAX_FINDINGS]
    yield from (DatabaseDamage("page_changed", str(line)) for (line,) in changed)
    if changed:
        return  # the other checks end at the first page that cannot be decrypted
    yield from _pragma_findings("pragma integrity_check")
    for table, row, target, _key in _rows("pragma foreign_key_check")[:MAX_FINDINGS]:
        yield DatabaseDamage("points_nowhere", f"{table} {row} → {target}")


def _damage_of_postgres() -> Iterator[DatabaseDamage]:
    yield from _postgres_catalog_findings()
    for table in tables.ALL_TABLES:
        about = table._meta  # noqa: SLF001 - where peewee tells of a table
        for field in about.refs:
            target = field.rel_model.alias()
            there = getattr(target, field.rel_field.name)
            joined = table.select().join(target, pw.JOIN.LEFT_OUTER, on=(field == there))
            if lost := joined.where(field.is_null(False), there.is_null()).count():
                yield DatabaseDamage("points_nowhere", f"{about.table_name}.{field.column_name} ({lost})")


def _postgres_catalog_findings() -> Iterator[DatabaseDamage]:
    """What PostgreSQL itself knows not to be right, and rules that somebody has put out of use."""
    for (name,) in _rows("select indexrelid::regclass::text from pg_index where not indisvalid"):
        yield DatabaseDamage("index_invalid", name)
    ours = "connamespace = current_schema()::regnamespace and not convalidated"
    for (name,) in _rows(f"select conname from pg_constraint where {ours}"):
        yield DatabaseDamage("rule_unchecked", name)
    for (count,) in _rows(
        "select checksum_failures from pg_stat_database where datname = current_database() and checksum_failures > 0"
    ):
        yield DatabaseDamage("page_changed", str(count))
    for (name,) in _rows(
        "select relname from pg_class c where not (relrowsecurity and relforcerowsecurity)"
        " and relnamespace = current_schema()::regnamespace"
        " and exists (select 1 from pg_policy p where p.polrelid = c.oid)"
    ):
        yield DatabaseDamage("open_to_all", name)


def _triggers() -> set[str]:
    if is_postgres():
        found = _rows("select tgname from pg_trigger where tgrelid = 'audit_entry'::regclass and tgenabled <> 'D'")
    else:
        found = _rows("select name from sqlite_master where type = 'trigger' and tbl_name = 'audit_entry'")
    return {name for (name,) in found}
