"""Checks of the database itself: its pages, references, triggers and row-level security."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import peewee as pw
from msgspec import Struct

from tui_app.domain.maintenance.integrity import DatabaseDamage
from tui_app.storage.database import is_postgres, proxy
from tui_app.storage.maintenance import sqlite_files
from tui_app.storage.tables import registry as tables

MAX_FINDINGS = 20
"""The maximum number of findings of one kind; a damaged file may have one per page."""

TABLE_COUNT = len(tables.ALL_TABLES)
"""The number of tables."""

_COLUMNS = {
    "sqlite": "select t.name, c.name from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table'",
    "postgresql": "select table_name, column_name from information_schema.columns"
    " where table_schema = current_schema() and has_column_privilege("
    "format('%%I.%%I', table_schema, table_name), column_name, 'select')",
}
"""The tables that can be read, each with its columns."""

_AUDIT_TRIGGERS = {
    "sqlite": {"audit_entry_unchanged", "audit_entry_kept"},
    "postgresql": {"audit_entry_stays", "audit_entry_kept"},
}
"""The triggers that prevent changes of the audit log."""


def database_kind() -> str:
    """Return the kind of the database in use: "sqlite" or "postgresql"."""
    return "postgresql" if is_postgres() else "sqlite"


def find_damage() -> Iterator[DatabaseDamage]:
    """Yield all damage. Call it in a reading scope, inside `database.bypassing_row_security`."""
    missing_columns = tuple(_missing_columns())
    yield from missing_columns
    if not is_postgres():
        yield from _damage_of_sqlite()
    else:
        yield from _postgres_catalog_findings()
        if not missing_columns:  # they would be asked for
            yield from _dangling_references()
    missing = _AUDIT_TRIGGERS[database_kind()] - _triggers()
    yield from (DatabaseDamage("log_unguarded", name) for name in sorted(missing))


def quick_check() -> Iterator[DatabaseDamage]:
    """Yield the damage that a quick check finds."""
    if is_postgres():
        yield from _postgres_catalog_findings()
    else:
        yield from _pragma_findings("pragma quick_check")
    yield from _missing_columns()


def engine_version() -> tuple[str, str]:
    """Return the name and version of the database engine in use."""
    if is_postgres():
        return "PostgreSQL", str(_rows("show server_version")[0][0])
    return "SQLite", str(_rows("select sqlite_version()")[0][0])


def cipher_version() -> str:
    """Return the version of SQLCipher, which encrypts a SQLite file."""
    return str(_rows("pragma cipher_version")[0][0]).split()[0]  # without the edition


class ServerStatus(Struct, frozen=True):
    """A PostgreSQL server and our connection to it.

    Attributes:
        now: the time by its clock.
        bypasses_row_security: row-level security does not apply to the role that we connect as.
        takes_no_changes: it is a standby, or set to read-only.
        is_unencrypted: the connection goes over a network without encryption.
    """

    now: datetime
    bypasses_row_security: bool
    takes_no_changes: bool
    is_unencrypted: bool


def server_status() -> ServerStatus:
    """Return the status of the server in use; PostgreSQL only."""
    (row,) = _rows(
        "select clock_timestamp(), rolsuper or rolbypassrls,"
        " pg_is_in_recovery() or current_setting('default_transaction_read_only')::bool,"
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
    sqlite_files.widen_cache(proxy)
    changed_pages = _rows("pragma cipher_integrity_check")[:MAX_FINDINGS]
    yield from (DatabaseDamage("page_changed", str(line)) for (line,) in changed_pages)
    if changed_pages:
        return  # the other checks stop at the first page that cannot be decrypted
    yield from _pragma_findings("pragma integrity_check")
    for table, row, target, _key in _rows("pragma foreign_key_check")[:MAX_FINDINGS]:
        yield DatabaseDamage("points_nowhere", f"{table} {row} → {target}")


def _missing_columns() -> Iterator[DatabaseDamage]:
    """Tables and columns that were renamed or deleted, or that the role that we connect as may not read."""
    columns: dict[str, set[str]] = {}
    for table, column in _rows(_COLUMNS[database_kind()]):
        columns.setdefault(table, set()).add(column)
    for table in tables.ALL_TABLES:
        meta = table._meta  # noqa: SLF001 - peewee's description of the table
        if meta.table_name not in columns:
            yield DatabaseDamage("column_missing", meta.table_name)
        else:
            missing = {field.column_name for field in meta.sorted_fields} - columns[meta.table_name]
            yield from (DatabaseDamage("column_missing", f"{meta.table_name}.{column}") for column in sorted(missing))


def _dangling_references() -> Iterator[DatabaseDamage]:
    for table in tables.ALL_TABLES:
        meta = table._meta  # noqa: SLF001 - peewee's description of the table
        for field in meta.refs:
            target = field.rel_model.alias()
            target_key = getattr(target, field.rel_field.name)
            joined = table.select().join(target, pw.JOIN.LEFT_OUTER, on=(field == target_key))
            if dangling := joined.where(field.is_null(False), target_key.is_null()).count():
                yield DatabaseDamage("points_nowhere", f"{meta.table_name}.{field.column_name} ({dangling})")


def _postgres_catalog_findings() -> Iterator[DatabaseDamage]:
    """Problems recorded in PostgreSQL's catalogs, and tables whose row-level security was disabled."""
    for (name,) in _rows("select indexrelid::regclass::text from pg_index where not indisvalid"):
        yield DatabaseDamage("index_invalid", name)
    for (name,) in _rows(
        "select conname from pg_constraint where connamespace = current_schema()::regnamespace and not convalidated"
    ):
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
