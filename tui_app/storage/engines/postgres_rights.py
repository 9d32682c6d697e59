"""What a role of PostgreSQL lacks to work with Samtale's tables, as the statements that give it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import peewee as pw

from tui_app.domain.errors import StorageError

_WHERE = """
    select quote_ident(current_user), quote_ident(n.nspname), n.oid,
           has_schema_privilege(n.oid, 'usage'), has_schema_privilege(n.oid, 'create'),
           n.nspname = any(current_schemas(false))
      from pg_namespace n
     where n.nspname = coalesce(
               (select min(m.nspname) from pg_namespace m
                 where exists (select from pg_class c where c.relnamespace = m.oid and c.relname = 'schema_migration')
                   and exists (select from pg_class c where c.relnamespace = m.oid and c.relname = 'audit_entry')),
               'public')
"""
"""The role, and the schema in which Samtale's tables are, or would be."""
_TABLES = """
    select count(*) filter (where c.relkind in ('r', 'p')
                              and not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
                                       and has_table_privilege(c.oid, 'update')
                                       and has_table_privilege(c.oid, 'delete'))),
           count(*) filter (where c.relkind = 'S' and not has_sequence_privilege(c.oid, 'usage')),
           count(*) filter (where c.relkind in ('r', 'p'))
      from pg_class c
     where c.relnamespace = %s and c.relkind in ('r', 'p', 'S')
"""
"""How many tables and sequences the role cannot use, and how many tables there are."""
_OTHER_OWNER = """
    select min(pg_get_userbyid(c.relowner)) from pg_class c
     where c.relname = 'schema_migration' and not pg_has_role(c.relowner, 'usage')
"""
"""Who owns the tables, if the role cannot act as that role."""

_REVOKED = frozenset({"42501", "42P01", "3F000"})
"""SQLSTATEs of a refusal: no right, a table that cannot be seen, a schema that cannot be seen."""


def missing_grants(db: Any, *, upgrades: bool = False) -> tuple[str, ...]:
    """Return the SQL statements that give the role of an open PostgreSQL database what it lacks, for its owner to run.

    Args:
        upgrades: it is also to create tables.
    """
    row = db.execute_sql(_WHERE).fetchone()
    if row is None:
        return ()
    role, schema, schema_id, may_use, may_create, is_searched = row
    tables, sequences, count = db.execute_sql(_TABLES, (schema_id,)).fetchone()
    wanted = {
        f"grant usage on schema {schema} to {role};": not may_use,
        f"grant create on schema {schema} to {role};": upgrades and not may_create,
        f"grant select, insert, update, delete on all tables in schema {schema} to {role};": bool(tables),
        f"grant usage on all sequences in schema {schema} to {role};": bool(sequences),
        f"alter role {role} set search_path to {schema};": may_use and count and not is_searched,
    }
    return tuple(statement for statement, is_needed in wanted.items() if is_needed)


def may_be_revoked(error: BaseException | None) -> bool:
    """True if an error, or what it arose from, can mean that the role has lost a right."""
    while error is not None:
        if str(getattr(error, "sqlstate", None) or "") in _REVOKED:
            return True
        error = error.__cause__ or error.__context__
    return False


def check_rights(db: Any, *, upgrades: bool = False) -> None:
    """Check that the role has every right it needs; a check that cannot be made finds nothing.

    Args:
        upgrades: it is also to create tables, or to change them, which only their owner may.

    Raises:
        StorageError: `rights_missing`, with the statements that give them, or `tables_of_another_role`.
    """
    with suppress(pw.PeeweeException):
        ((owner,),) = db.execute_sql(_OTHER_OWNER).fetchall()
        if upgrades and owner is not None:
            raise StorageError("tables_of_another_role", owner=owner)
        if grants := missing_grants(db, upgrades=upgrades):
            raise StorageError("rights_missing", grants="\n".join(grants))
