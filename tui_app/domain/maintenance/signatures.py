"""Which signed minutes a database must have, by its audit log."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.retention import RetentionKind

ERASED_CONVERSATIONS = "conversations"
"""In the details of an erasure about a person: the database ids of the erased conversations that had minutes."""
_KINDS_WITH_MINUTES = (RetentionKind.MINUTES.value, RetentionKind.PERSON.value)


class Signature(Struct, frozen=True):
    """A signing that the log recorded.

    Attributes:
        entry: number of the log entry.
        person_id: the employee whose minutes they are.
        by_id: the leader who signed.
        may_be_erased: a later erasure may have included them: older versions did not log which ones.
    """

    entry: int
    person_id: int | None
    sha256: str
    by_id: int | None = None
    may_be_erased: bool = False


Signatures = dict[tuple[int, int], Signature]
"""Signatures by conversation id and number of the minutes."""


class LoggedStatement(Struct, frozen=True):
    """A statement that the log recorded: number of the log entry, who added it, and its SHA-256."""

    entry: int
    by_id: int | None
    sha256: str


Statements = dict[int, LoggedStatement]
"""Statements by their id in the database."""


def expected_statements(entries: Iterable[tuple[int, AuditEntry]]) -> tuple[Statements, int | None]:
    """The statements that must still be in the database, and the id of the first one that was ever logged.

    Args:
        entries: the log entries about statements and erasing with their numbers, in order.

    Returns:
        The statements, and None if none was ever logged: earlier versions did not.
    """
    expected: dict[int, dict[int, LoggedStatement]] = {}
    first: int | None = None
    for number, entry in entries:
        conversation_id = entry.conversation_id or 0
        if entry.kind is AuditKind.STATED:
            statement_id = int(str(entry.details["statement"]))
            first = statement_id if first is None else min(first, statement_id)
            logged = LoggedStatement(number, entry.by_id, str(entry.details["sha256"]))
            expected.setdefault(conversation_id, {})[statement_id] = logged
        elif isinstance(erased := entry.details.get(ERASED_CONVERSATIONS), list):
            for one in erased:
                expected.pop(one, None)
    return {key: one for statements in expected.values() for key, one in statements.items()}, first


def expected_signatures(entries: Iterable[tuple[int, AuditEntry]]) -> Signatures:
    """The signatures that must still be in the database; what retention has erased is left out.

    Args:
        entries: the log entries about signing and erasing with their numbers, in order.
    """
    expected: Signatures = {}
    for number, entry in entries:
        if entry.kind is AuditKind.SIGNED:
            key = (entry.conversation_id or 0, int(str(entry.details["number"])))
            expected[key] = Signature(number, entry.person_id, str(entry.details["sha256"]), entry.by_id)
        elif entry.kind is AuditKind.ERASED and entry.person_id is not None:
            _leave_out_erased(expected, entry)
    return expected


def shown_to(entries: Iterable[tuple[int, AuditEntry]]) -> set[tuple[int, int]]:
    """Which signed minutes the employee lets whom read, by the log: ids of the conversation and of the later leader.

    Args:
        entries: the log entries about that, in order.
    """
    shown: set[tuple[int, int]] = set()
    for _number, entry in entries:
        if entry.kind is AuditKind.SHOWN:
            key = (entry.conversation_id or 0, int(str(entry.details["to"])))
            (shown.add if entry.details["shown"] else shown.discard)(key)
    return shown


def _leave_out_erased(expected: Signatures, entry: AuditEntry) -> None:
    erased = entry.details.get(ERASED_CONVERSATIONS)
    if isinstance(erased, list):
        for key in [key for key in expected if key[0] in erased]:
            del expected[key]
    elif any(kind in entry.details for kind in _KINDS_WITH_MINUTES):
        for key, signature in expected.items():
            if signature.person_id == entry.person_id:
                expected[key] = replace(signature, may_be_erased=True)
