"""What `samtale doctor` finds out about the database; nothing in it is changed, and nothing that people wrote is read.

Nobody is signed in for it, as in `upkeep`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from tui_app.domain import health
from tui_app.domain.audit import AuditKind
from tui_app.domain.health import Finding, fine, warning, wrong
from tui_app.domain.refusals import Refusal
from tui_app.services.locksmith import Locksmith
from tui_app.services.sessions import FINGERPRINT
from tui_app.storage import audit, checking, database, disks, schema, settings
from tui_app.storage.database import Address, SqliteAddress, reading


def look(now: datetime, address: Address, smith: Locksmith | None) -> Iterator[Finding]:
    """Everything about the database that a moment's look tells.

    Args:
        smith: with this computer's sign-in key; None while it has none.
    """
    if isinstance(address, SqliteAddress):
        yield from _disk(address)
    try:
        opened, missing = schema.open_as_it_is(address)
    except Refusal as refusal:
        yield _refused(refusal)
        return
    database.use(opened)
    yield from _parts(now, address, smith, missing)


def _refused(refusal: Refusal) -> Finding:
    return wrong(refusal.code, **refusal.values)


def _disk(address: SqliteAddress) -> Iterator[Finding]:
    kind = disks.kind_of(address.path)
    if disks.is_shared(kind):
        yield wrong("network_disk", path=address.path, kind=kind)
    else:
        yield fine("disk" if kind else "disk_unknown", kind=kind)
    if address.path.exists():
        yield health.of_room(shutil.disk_usage(address.path.parent).free, address.path.stat().st_size)


def _parts(now: datetime, address: Address, smith: Locksmith | None, missing: tuple[str, ...]) -> Iterator[Finding]:
    """What an open database tells; a part that cannot be read is one more thing that is wrong."""
    is_file = isinstance(address, SqliteAddress)
    looks: list[Callable[[], Iterator[Finding]]] = [_engine, partial(_schema, missing, is_file=is_file), _whole]
    if not missing:
        looks += [partial(_clock, now), partial(_sign_in_key, smith)]
    if not is_file:
        looks += [partial(_server, now)]
    elif not missing:
        looks += [partial(_backup, now)]
    for one in looks:
        try:
            with reading():
                yield from list(one())
        except Refusal as refusal:
            yield _refused(refusal)


def _schema(missing: tuple[str, ...], *, is_file: bool) -> Iterator[Finding]:
    if not missing:
        yield fine("schema", newest=schema.known()[-1])
    else:
        yield warning("schema_waits") if is_file else wrong("schema_older")


def _engine() -> Iterator[Finding]:
    name, version = checking.engine()
    if name == "SQLite":
        yield fine("engine_file", version=version, cipher=checking.cipher())
        yield from health.of_sqlite(version)
    else:
        yield fine("engine_server", version=version)


def _whole() -> Iterator[Finding]:
    damage = list(checking.quick_damage())
    yield from (wrong(one.code, where=one.where) for one in damage)
    if not damage:
        yield fine("whole")


def _clock(now: datetime) -> Iterator[Finding]:
    yield health.of_clock(now, audit.newest())


def _sign_in_key(smith: Locksmith | None) -> Iterator[Finding]:
    """Whether people can sign in here: their secrets are made with one key, the same on all computers."""
    known = settings.get(FINGERPRINT)
    if known is None:
        yield fine("sign_in_unused")
    elif smith is None:
        yield wrong("sign_in_key_missing")
    else:
        yield fine("sign_in_key") if known == smith.fingerprint else wrong("sign_in_key_other")


def _backup(now: datetime) -> Iterator[Finding]:
    yield health.of_backup(now, audit.newest(AuditKind.COPIED))


def _server(now: datetime) -> Iterator[Finding]:
    yield fine("backup_elsewhere")
    found = checking.server()
    yield from health.of_two_clocks(now, found.now)
    if found.passes_rules:
        yield warning("server_passes_rules")
    if found.in_the_clear:
        yield warning("server_in_the_clear")
