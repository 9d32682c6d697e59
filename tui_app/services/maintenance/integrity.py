"""Checking that the log, the signed minutes and the database are intact. Returns nothing that people wrote.

Needs nobody to be signed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from msgspec import Struct

from tui_app.domain.audit import AuditKind, ChainHead
from tui_app.domain.errors import StorageError
from tui_app.domain.maintenance.integrity import BackupContents, CheckedStatements, DatabaseDamage, IntegrityReport
from tui_app.domain.maintenance.signatures import Signature, expected_signatures, expected_statements, shown_to
from tui_app.domain.minutes.signed_minutes import StoredMinutes, is_intact, statement_sha256
from tui_app.storage import audit_log
from tui_app.storage.conversations import minutes, sharing
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.maintenance import integrity
from tui_app.storage.people import joining, people

Result = TypeVar("Result")


class CheckedMinutes(Struct, frozen=True):
    """The signed minutes, compared with the log.

    Attributes:
        altered: ids of those that differ from what was signed.
        missing: numbers of the log entries whose minutes are gone or no longer signed.
        unlogged: ids of those whose signing is not in the log.
        conversations: ids of those that do not agree with their minutes.
    """

    count: int = 0
    altered: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    unlogged: tuple[int, ...] = ()
    conversations: tuple[int, ...] = ()


def verify(earlier: ChainHead | None = None) -> IntegrityReport:
    """Check the whole log, all signed minutes and the database itself.

    Args:
        earlier: head of the log at an earlier check, which must still be part of it.
    """
    if integrity.database_kind() != "sqlite":  # a server may have one connection left
        return _verify(earlier, _check_database)
    with ThreadPoolExecutor(1) as beside:  # SQLite's own check takes longest, and leaves Python alone meanwhile
        return _verify(earlier, beside.submit(_check_database).result)


def _verify(earlier: ChainHead | None, damage_of_database: Callable[[], tuple[DatabaseDamage, ...]]) -> IntegrityReport:
    unreadable: list[DatabaseDamage] = []
    log_check = _check_part("log", unreadable, lambda: _check_log(earlier))
    entries, broken_entries, head, has_earlier_head = log_check or (0, (), None, None)
    checked = _check_part("minutes", unreadable, _check_minutes) or CheckedMinutes()
    statements = _check_part("statement", unreadable, _check_statements) or CheckedStatements()
    damage = damage_of_database()
    return IntegrityReport(
        kind=integrity.database_kind(),
        lines=entries,
        head=head,
        broken_entries=broken_entries,
        has_earlier_head=has_earlier_head,
        minutes=checked.count,
        altered_minutes=checked.altered,
        missing_minutes=checked.missing,
        unlogged_minutes=checked.unlogged,
        altered_conversations=checked.conversations,
        statements=statements,
        tables=integrity.TABLE_COUNT,
        damage=(*unreadable, *damage),
    )


def _check_database() -> tuple[DatabaseDamage, ...]:
    unreadable: list[DatabaseDamage] = []
    damage = _check_part("database", unreadable, lambda: tuple(integrity.find_damage())) or ()
    return (*damage, *unreadable)


def _check_part(part: str, unreadable: list[DatabaseDamage], check: Callable[[], Result]) -> Result | None:
    """The result of a check; None if the part cannot be read, which is then added to `unreadable`."""
    try:
        with reading(), bypassing_row_security():
            return check()
    except StorageError as error:
        if error.code not in ("database_damaged", "wrong_key", "disk_failed", "schema_altered", "database_failed"):
            raise
        unreadable.append(DatabaseDamage("unreadable", part))
        return None


def _check_log(earlier: ChainHead | None) -> tuple[int, tuple[int, ...], ChainHead, bool | None]:
    broken = tuple(audit_log.find_broken_entries())
    return audit_log.count(), broken, audit_log.head(), audit_log.contains(earlier) if earlier else None


def _check_minutes() -> CheckedMinutes:
    """Compare the signed minutes with the log."""
    expected = expected_signatures(audit_log.entries_of([AuditKind.SIGNED, AuditKind.ERASED]))
    shown = shown_to(audit_log.entries_of([AuditKind.SHOWN]))
    count, altered, unlogged = 0, list[int](), list[int]()
    conversations, ids_now = set(minutes.conversations_that_disagree()), joining.current_ids()
    for count, stored in enumerate(minutes.iterate_signed(), 1):  # noqa: B007 - the last count is how many there are
        logged = expected.pop((stored.conversation_id, stored.number), None)
        if logged is None:
            unlogged.append(stored.id)
        elif not is_intact(stored) or logged.sha256 != stored.sha256:
            altered.append(stored.id)
        elif _is_readable_by_others(stored, logged, shown, ids_now):
            conversations.add(stored.conversation_id)
    conversations |= _shared_without_entry(shown, ids_now)
    missing = sorted(signature.entry for signature in expected.values() if not signature.may_be_erased)
    return CheckedMinutes(count, tuple(altered), tuple(missing), tuple(unlogged), tuple(sorted(conversations)))


def _check_statements() -> CheckedStatements:
    """Compare the statements with the log; what older versions added before the first that was logged is not there."""
    expected, first = expected_statements(audit_log.entries_of([AuditKind.STATED, AuditKind.ERASED]))
    ids_now = joining.current_ids()
    count, unchecked, altered, unlogged = 0, 0, list[int](), list[int]()
    for stored in minutes.iterate_statements():
        count += 1
        logged = expected.pop(stored.id, None)
        if logged is None:
            if first is None or stored.id < first:
                unchecked += 1
            else:
                unlogged.append(stored.id)
            continue
        sha256 = statement_sha256(stored.conversation, stored.number, stored.at, stored.text)
        if logged.sha256 != sha256 or ids_now.get(logged.by_id or 0, logged.by_id) != stored.by_id:
            altered.append(stored.id)
    missing = sorted(logged.entry for logged in expected.values())
    return CheckedStatements(count, unchecked, tuple(altered), tuple(missing), tuple(unlogged))


def _is_readable_by_others(
    stored: StoredMinutes, logged: Signature, shown: set[tuple[int, int]], ids_now: Mapping[int, int]
) -> bool:
    """True if somebody else is the employee or the leader than when they signed, who could read the minutes."""
    if logged.person_id is not None and ids_now.get(logged.person_id, logged.person_id) != stored.person_id:
        return True
    leaders = {logged.by_id, *(to for conversation_id, to in shown if conversation_id == stored.conversation_id)}
    if logged.by_id is None or stored.leader_id in {ids_now.get(one or 0, one) for one in leaders}:
        return False
    handed_over = minutes.leaders_by_history(stored.conversation_id)  # versions before did not log it
    return handed_over is not None and stored.leader_id not in {ids_now.get(one, one) for one in handed_over}


def _shared_without_entry(shown: set[tuple[int, int]], ids_now: Mapping[int, int]) -> set[int]:
    """Conversations that somebody can read to whom the employee, by the log, has not shown them."""
    readers = {(conversation_id, ids_now.get(to, to)) for conversation_id, to in shown}
    return {one for one, to in sharing.all_shared() if (one, to) not in readers}


def contents() -> BackupContents:
    """What the database contains, in counts."""
    with reading(), bypassing_row_security():
        return BackupContents(people.count(), audit_log.head(), audit_log.newest_at())
