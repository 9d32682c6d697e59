"""The audit log: the kinds of entries, and the hash chain that links them.

Entries refer to people and conversations by id and contain nothing that a person wrote.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum

from msgspec import Struct, field

GENESIS_HASH = "0" * 64
"""The previous hash of the first entry."""


class AuditKind(StrEnum):
    """What an entry is about."""

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
    STAFF_IMPORT = "staff_import"
    RETENTION = "retention"
    HELD = "held"
    ERASED = "erased"
    SIGNED = "signed"
    STATED = "stated"
    COPIED = "copied"
    RESTORED = "restored"
    REKEYED = "rekeyed"
    REMINDERS = "reminders"
    ORGANISATION = "organisation"
    PEOPLE_JOINED = "people_joined"
    PERSON_REMOVED = "person_removed"


class AuditEntry(Struct, frozen=True):
    """One entry of the audit log.

    Attributes:
        by_id: who did it; None for a person who was not signed in.
        person_id: the person it concerns.
        details: codes and numbers, never text that a person wrote.
    """

    at: datetime
    kind: AuditKind
    by_id: int | None = None
    person_id: int | None = None
    conversation_id: int | None = None
    terminal: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


class NamedAuditEntry(Struct, frozen=True):
    """An entry with the people's current names and last days; the name of an erased person is empty."""

    id: int
    entry: AuditEntry
    by_name: str = ""
    person_name: str = ""
    by_end: date | None = None
    person_end: date | None = None


class CodeUse(Struct, frozen=True):
    """A one-time code that a person used to sign in and choose a password.

    Attributes:
        terminal: the terminal it was used at.
        made_by: name of the person who created the code; empty if they are erased.
    """

    at: datetime
    terminal: str
    made_by: str


class ChainHead(Struct, frozen=True):
    """An entry by number and hash.

    The last one, stored elsewhere, later shows whether the log was cut off or rewritten.

    Attributes:
        number: 0 if only the hash is known, or if the log has no entries.
    """

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


_MOST_DIGITS = 18
"""More than any entry's number has; a database takes no longer ones."""


def parse_chain_head(text: str) -> ChainHead:
    """Parse a chain head as printed, `NUMBER:HASH`, or its hash alone.

    Raises:
        ValueError: the text is not a chain head.
    """
    number, _colon, digest = text.strip().lower().rpartition(":")
    if len(number) > _MOST_DIGITS or len(digest) != len(GENESIS_HASH) or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("not a chain head")
    return ChainHead(int(number or 0), digest)


class ChainedEntry(Struct, frozen=True):
    """A stored entry with the hashes that chain it to the one before.

    Attributes:
        entry: None if the stored entry can no longer be read.
        previous_hash: the hash that it gives for the entry before.
        own_hash: its own hash.
    """

    number: int
    entry: AuditEntry | None
    previous_hash: str
    own_hash: str


def entry_hash(entry: AuditEntry, previous_hash: str) -> str:
    """SHA-256 of the previous hash and this entry's canonical JSON, in hexadecimal."""
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
    """The numbers of the entries at which the chain is broken.

    Args:
        entries: all entries of the log, in order.
    """
    expected = GENESIS_HASH
    for chained in entries:
        if (
            chained.entry is None
            or chained.previous_hash != expected
            or entry_hash(chained.entry, chained.previous_hash) != chained.own_hash
        ):
            yield chained.number
        expected = chained.own_hash
