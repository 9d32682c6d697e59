"""What whoever keeps the database does with it, on everybody's behalf: nothing of what people wrote is handed out.

Nobody is signed in for it: it is done at the prompt of the computer on which the key lies.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from tui_app.domain.audit import AuditKind, Entry, Head
from tui_app.domain.minutes import holds
from tui_app.domain.refusals import StorageProblem
from tui_app.domain.upkeep import Contents, Damage, Verified
from tui_app.storage import audit, checking, minutes, people
from tui_app.storage.database import for_everybody, reading, writing

Found = TypeVar("Found")


def verify(earlier: Head | None = None) -> Verified:
    """Look at the whole log, at all signed minutes and at the database itself.

    Args:
        earlier: the last line of the log at an earlier look, which must still be there.
    """
    trouble: list[Damage] = []
    lines, wrong_lines, head, stands = _looked_at("log", trouble, lambda: _log(earlier)) or (0, (), None, None)
    signed, wrong_minutes = _looked_at("minutes", trouble, _signed) or (0, ())
    found = _looked_at("database", trouble, lambda: tuple(checking.damage())) or ()
    return Verified(
        kind=checking.kind(),
        lines=lines,
        head=head,
        broken=wrong_lines,
        earlier_stands=stands,
        minutes=signed,
        wrong_minutes=wrong_minutes,
        tables=checking.TABLES,
        damage=(*found, *trouble),
    )


def _looked_at(part: str, trouble: list[Damage], look: Callable[[], Found]) -> Found | None:
    """What a look finds; a part that cannot be read is one more thing that does not hold."""
    try:
        with reading(), for_everybody():
            return look()
    except StorageProblem as problem:
        if problem.code not in ("database_damaged", "wrong_key", "schema_missing", "database_failed"):
            raise
        trouble.append(Damage("unreadable", part))
        return None


def _log(earlier: Head | None) -> tuple[int, tuple[int, ...], Head, bool | None]:
    wrong = tuple(audit.broken_lines())
    return audit.count(), wrong, audit.head(), audit.stands(earlier) if earlier else None


def _signed() -> tuple[int, tuple[int, ...]]:
    """How many signed minutes there are, and those that are not what was signed."""
    noted = audit.signings()
    count, wrong = 0, list[int]()
    for count, stored in enumerate(minutes.stored(), 1):  # noqa: B007 - the last count is how many there are
        if not holds(stored) or noted.get((stored.conversation_id, stored.number), stored.sha256) != stored.sha256:
            wrong.append(stored.id)
    return count, tuple(wrong)


def contents() -> Contents:
    """What is in the database, told by numbers."""
    with reading(), for_everybody():
        return Contents(people.count(), audit.head(), audit.newest())


def note(now: datetime, kind: AuditKind, terminal: str) -> None:
    """Write to the log what was done with the whole database."""
    with writing():
        audit.add(Entry(now, kind, terminal=terminal))
