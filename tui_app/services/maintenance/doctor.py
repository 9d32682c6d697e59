"""What `samtale doctor` checks in a database. It changes nothing and reads nothing that people wrote.

Needs nobody to be signed in.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from tui_app.domain.accounts.administrators import last_day_administered
from tui_app.domain.audit import AuditKind
from tui_app.domain.errors import DomainError
from tui_app.domain.maintenance import health_checks
from tui_app.domain.maintenance.health_checks import HealthFinding, error_finding, ok_finding, warning_finding
from tui_app.services.accounts.credentials import SIGN_IN_KEY_SETTING
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.maintenance.moving import SignInWay, way_to_sign_in
from tui_app.storage import audit_log, database, schema, settings
from tui_app.storage.addresses import Address, SqliteAddress
from tui_app.storage.database import reading
from tui_app.storage.engines import postgres_rights
from tui_app.storage.maintenance import filesystems, integrity
from tui_app.storage.people import administration, identifiers, people

_ACCOUNTS_SINCE = "0004_access"
"""The migration since which the tables tell who administers, also before a database is upgraded."""
MOST_NAMED = 10
"""Most people named in one finding."""


def diagnose(
    now: datetime, address: Address, hasher: PasswordHasher | None, *, asks_who: bool = False
) -> Iterator[HealthFinding]:
    """All findings that take only a moment.

    Args:
        hasher: has this computer's sign-in key; None if there is none yet.
        asks_who: people sign in on this computer, or its owner is not known in this database.
    """
    if isinstance(address, SqliteAddress):
        yield from _check_disk(address)
    try:
        opened, missing = schema.open_without_upgrade(address)
    except DomainError as error:
        yield _finding_of(error)
        return
    database.bind_database(opened)
    yield from _check_database(now, address, hasher, missing)
    if asks_who and not missing:
        yield from _check_way_in(now, hasher)


def _check_way_in(now: datetime, hasher: PasswordHasher | None) -> Iterator[HealthFinding]:
    """Check that somebody can get in here who can let in the others."""
    try:
        if way_to_sign_in(now, hasher) is SignInWay.NOBODY:
            yield error_finding("sign_in_nobody")
    except DomainError as error:
        yield _finding_of(error)


def _finding_of(error: DomainError) -> HealthFinding:
    return error_finding(error.code, **error.values)


def _check_disk(address: SqliteAddress) -> Iterator[HealthFinding]:
    kind = filesystems.filesystem_type(address.path)
    if filesystems.is_network_type(kind):
        yield error_finding("network_disk", path=address.path, kind=kind)
    else:
        yield ok_finding("disk" if kind else "disk_unknown", kind=kind)
    if address.path.exists():
        yield health_checks.check_disk_space(shutil.disk_usage(address.path.parent).free, address.path.stat().st_size)


def _check_database(
    now: datetime, address: Address, hasher: PasswordHasher | None, missing: tuple[str, ...]
) -> Iterator[HealthFinding]:
    """Checks of an open database. A check that fails to read becomes a finding."""
    is_file = isinstance(address, SqliteAddress)
    checks: list[Callable[[], Iterator[HealthFinding]]] = [
        _check_engine,
        partial(_check_schema, missing, is_file=is_file),
        _check_damage,
    ]
    if not missing:
        checks += [partial(_check_clock, now), partial(_check_sign_in_key, hasher), _check_addresses]
    if all(name > _ACCOUNTS_SINCE for name in missing):
        checks += [partial(_check_administrators, now)]
    if not is_file:
        checks += [partial(_check_server, now)]
    elif not missing:
        checks += [partial(_check_backup, now)]
    for check in checks:
        try:
            with reading():
                yield from list(check())
        except DomainError as error:
            yield _finding_of(error)


def _check_schema(missing: tuple[str, ...], *, is_file: bool) -> Iterator[HealthFinding]:
    if not missing:
        yield ok_finding("schema", newest=schema.known_migrations()[-1])
    else:
        yield warning_finding("schema_waits") if is_file else error_finding("schema_older")


def _check_engine() -> Iterator[HealthFinding]:
    name, version = integrity.engine_version()
    if name == "SQLite":
        yield ok_finding("engine_file", version=version, cipher=integrity.cipher_version())
        yield from health_checks.check_sqlite(version)
    else:
        yield ok_finding("engine_server", version=version)


def _check_damage() -> Iterator[HealthFinding]:
    damage = list(integrity.quick_check())
    yield from (error_finding(part.code, where=part.where) for part in damage)
    if not damage:
        yield ok_finding("whole")


def _check_clock(now: datetime) -> Iterator[HealthFinding]:
    yield health_checks.check_clock(now, audit_log.newest_at())


def _check_sign_in_key(hasher: PasswordHasher | None) -> Iterator[HealthFinding]:
    """Check that this computer has the sign-in key of the database, without which nobody can sign in."""
    stored = settings.get(SIGN_IN_KEY_SETTING)
    if stored is None:
        yield ok_finding("sign_in_unused")
    elif hasher is None:
        yield error_finding("sign_in_key_missing")
    else:
        yield ok_finding("sign_in_key") if stored == hasher.fingerprint else error_finding("sign_in_key_other")


def _check_administrators(now: datetime) -> Iterator[HealthFinding]:
    if people.has_any():
        end_dates = administration.administrator_end_dates().values()
        yield health_checks.check_administrators(now.date(), last_day_administered(end_dates))


def _check_addresses() -> Iterator[HealthFinding]:
    """Check that nobody shares an e-mail address, as people could before it had to be unique."""
    if names := identifiers.without_own_address():
        shown = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
        yield warning_finding("address_shared", names=shown, count=len(names))


def _check_backup(now: datetime) -> Iterator[HealthFinding]:
    yield health_checks.check_backup(now, audit_log.newest_at(AuditKind.COPIED))


def _check_server(now: datetime) -> Iterator[HealthFinding]:
    yield ok_finding("backup_elsewhere")
    if grants := postgres_rights.missing_grants(database.proxy):
        yield error_finding("rights_missing", grants="\n".join(grants))
    server = integrity.server_status()
    yield from health_checks.compare_clocks(now, server.now)
    if server.bypasses_row_security:
        yield warning_finding("server_passes_rules")
    if server.takes_no_changes:
        yield error_finding("server_read_only", path="")  # which one, is said above
    if server.is_unencrypted:
        yield warning_finding("server_in_the_clear")
