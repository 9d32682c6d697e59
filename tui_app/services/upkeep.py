"""What whoever keeps the database does with it, on everybody's behalf: nothing of what people wrote is handed out.

Nobody is signed in for it: it is done at the prompt of the computer on which the key lies.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from tui_app.domain.accounts import CODE_VALID_FOR, read_code
from tui_app.domain.audit import AuditKind, Entry, Head
from tui_app.domain.minutes import holds
from tui_app.domain.records import Person
from tui_app.domain.refusals import StorageProblem
from tui_app.domain.upkeep import Contents, Damage, Verified
from tui_app.services.locksmith import Locksmith
from tui_app.services.sessions import FINGERPRINT
from tui_app.storage import accounts, administration, audit, checking, minutes, people, settings
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


def replace_sign_in_key(now: datetime, smith: Locksmith, terminal: str) -> list[tuple[Person, str]]:
    """Make another sign-in key that of this database: what was made with the old one opens nothing any more.

    Args:
        smith: with the new key.
        terminal: where, as the log names it.

    Returns:
        Those who administer, each with a one-time code; everybody else gets theirs from them, or from their leader.
    """
    with reading():
        first = administration.administrators(now.date())
    codes = [smith.new_code() for _ in first]
    hashed = [smith.hash(read_code(code) or code) for code in codes]
    with writing():
        accounts.forget_locks(now)
        settings.put(FINGERPRINT, smith.fingerprint)
        audit.add(Entry(now, AuditKind.REKEYED, terminal=terminal, details={"key": "sign_in"}))
        for person, code in zip(first, hashed, strict=True):
            accounts.change(person.id, code=code, code_until=now + CODE_VALID_FOR)
            audit.add(Entry(now, AuditKind.CODE_MADE, None, person.id, terminal=terminal))
    return list(zip(first, codes, strict=True))


def note(now: datetime, kind: AuditKind, terminal: str) -> None:
    """Write to the log what was done with the whole database."""
    with writing():
        audit.add(Entry(now, kind, terminal=terminal))
