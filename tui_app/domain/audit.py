"""The log of who has seen and done what: its kinds, and how each line is chained to the one before.

It names people and conversations by number and holds nothing that anybody wrote.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

GENESIS_HASH = "0" * 64
"""What the first line names as the one before."""


class AuditKind(StrEnum):
    """What happened."""

    OPENED = "opened"
    EXPORTED = "exported"
    SHOWN = "shown"
    MY_DATA = "my_data"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    CODE_MADE = "code_made"
    PASSWORD_CHOSEN = "secret_chosen"  # noqa: S105 - the name of an event
    PIN_CHOSEN = "pin_chosen"
    ACCOUNT_OPENED = "account_opened"
    ACCOUNT_CLOSED = "account_closed"
    SESSIONS_ENDED = "sessions_ended"
    ADMINISTRATOR = "administrator"
    LEADER_CHANGED = "leader_changed"
    STAND_IN = "stand_in"
    RETENTION = "retention"
    HELD = "held"
    ERASED = "erased"
    SIGNED = "signed"
    COPIED = "copied"
    RESTORED = "restored"
    REKEYED = "rekeyed"
    REMINDERS = "reminders"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the log.

    Attributes:
        by_id: who did it; None for somebody who was not signed in.
        person_id: whom it concerns.
        details: a few codes and numbers, never text that a person wrote.
    """

    at: datetime
    kind: AuditKind
    by_id: int | None = None
    person_id: int | None = None
    conversation_id: int | None = None
    terminal: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamedAuditEntry:
    """A line as it is read: with the names that its numbers have now, empty for those who are erased."""

    id: int
    entry: AuditEntry
    by_name: str = ""
    person_name: str = ""


@dataclass(frozen=True, slots=True)
class CodeUse:
    """A one-time code with which somebody came in and chose a secret.

    Attributes:
        terminal: where.
        made_by: name of whoever had made the code; empty when they are erased.
    """

    at: datetime
    terminal: str
    made_by: str


@dataclass(frozen=True, slots=True)
class ChainHead:
    """A line by number and hash. The last one's, kept elsewhere, shows later whether the log was cut or written anew.

    Attributes:
        number: 0 where only the hash is known, or for a log without lines.
    """

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def parse_chain_head(text: str) -> ChainHead:
    """A head as it was printed, `NUMBER:HASH`, or its hash alone.

    Raises:
        ValueError: it is none.
    """
    number, _colon, own = text.strip().lower().rpartition(":")
    if len(own) != len(GENESIS_HASH) or not set(own) <= set("0123456789abcdef"):
        raise ValueError("no head of a log")
    return ChainHead(int(number or 0), own)


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """A stored line as the chain is walked along.

    Attributes:
        entry: None where what is stored cannot be read as a line any more.
        previous_hash: the hash that it names as the one before.
        own_hash: its own hash.
    """

    number: int
    entry: AuditEntry | None
    previous_hash: str
    own_hash: str


def entry_hash(entry: AuditEntry, previous_hash: str) -> str:
    """SHA-256 over the line before and this line's canonical JSON, in hexadecimal."""
    canonical = json.dumps(
        [
            previous_hash,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.kind.value,
            entry.by_id,
            entry.person_id,
            entry.conversation_id,
            entry.terminal,
            dict(entry.details),
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def broken_entries(entries: Iterable[ChainedEntry]) -> Iterator[int]:
    """Numbers of the lines, given in order, at which the chain does not hold."""
    expected = GENESIS_HASH
    for line in entries:
        if (
            line.entry is None
            or line.previous_hash != expected
            or entry_hash(line.entry, line.previous_hash) != line.own_hash
        ):
            yield line.number
        expected = line.own_hash
