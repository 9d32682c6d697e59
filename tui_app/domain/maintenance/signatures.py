"""Which signed minutes a database must have, by its audit log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.retention import RetentionKind

ERASED_CONVERSATIONS = "conversations"
"""In the details of an erasure about a person: the database ids of the erased conversations that had minutes."""
_KINDS_WITH_MINUTES = (RetentionKind.MINUTES.value, RetentionKind.PERSON.value)


@dataclass(frozen=True, slots=True)
class Signature:
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
