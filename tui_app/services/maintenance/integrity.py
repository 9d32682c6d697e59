"""What whoever keeps the database does with it, on everybody's behalf: nothing of what people wrote is handed out.

Nobody is signed in for it: it is done at the prompt of the computer on which the key lies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tui_app.domain.audit import ChainHead
from tui_app.domain.errors import StorageError
from tui_app.domain.maintenance.integrity import BackupContents, DatabaseDamage, IntegrityReport
from tui_app.domain.minutes.signed_minutes import is_intact
from tui_app.storage import audit_log
from tui_app.storage.conversations import minutes
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.maintenance import integrity
from tui_app.storage.people import people

Result = TypeVar("Result")


def verify(earlier: ChainHead | None = None) -> IntegrityReport:
    """Look at the whole log, at all signed minutes and at the database itself.

    Args:
        earlier: the last line of the log at an earlier look, which must still be there.
    """
    trouble: list[DatabaseDamage] = []
    lines, wrong_lines, head, stands = _check_part("log", trouble, lambda: _check_log(earlier)) or (0, (), None, None)
    signed, wrong_minutes = _check_part("minutes", trouble, _check_minutes) or (0, ())
    found = _check_part("database", trouble, lambda: tuple(integrity.find_damage())) or ()
    return IntegrityReport(
        kind=integrity.database_kind(),
        lines=lines,
        head=head,
        broken_entries=wrong_lines,
        has_earlier_head=stands,
        minutes=signed,
        altered_minutes=wrong_minutes,
        tables=integrity.TABLE_COUNT,
        damage=(*found, *trouble),
    )


def _check_part(part: str, trouble: list[DatabaseDamage], look: Callable[[], Result]) -> Result | None:
    """What a look finds; a part that cannot be read is one more thing that does not hold."""
    try:
        with reading(), bypassing_row_security():
            return look()
    except StorageError as problem:
        if problem.code not in ("database_damaged", "wrong_key", "schema_missing", "database_failed"):
            raise
        trouble.append(DatabaseDamage("unreadable", part))
        return None


def _check_log(earlier: ChainHead | None) -> tuple[int, tuple[int, ...], ChainHead, bool | None]:
    wrong = tuple(audit_log.find_broken_entries())
    return audit_log.count(), wrong, audit_log.head(), audit_log.contains(earlier) if earlier else None


def _check_minutes() -> tuple[int, tuple[int, ...]]:
    """How many signed minutes there are, and those that are not what was signed."""
    noted = audit_log.signature_hashes()
    count, wrong = 0, list[int]()
    for count, stored in enumerate(minutes.iterate_signed(), 1):  # noqa: B007 - the last count is how many there are
        if not is_intact(stored) or noted.get((stored.conversation_id, stored.number), stored.sha256) != stored.sha256:
            wrong.append(stored.id)
    return count, tuple(wrong)


def contents() -> BackupContents:
    """What is in the database, told by numbers."""
    with reading(), bypassing_row_security():
        return BackupContents(people.count(), audit_log.head(), audit_log.newest_at())
