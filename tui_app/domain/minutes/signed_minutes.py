"""Signed minutes: the document that both sign, its canonical form and its SHA-256.

The canonical form is JSON (RFC 8259) with sorted keys and without spaces, text in NFC, dates and times in ISO 8601 with
UTC. Equal documents give equal bytes on every machine, and `parse_minutes` gives the document back.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, fields

from tui_app.domain.records.goal import GoalKind

FINGERPRINT_LENGTH = 12
"""Number of digits of the SHA-256 shown on the screen and the printout."""


class MinutesSection(Struct, frozen=True):
    """The text of one section."""

    key: str
    title: str
    text: str


class AgreedGoal(Struct, frozen=True):
    """A goal as agreed."""

    text: str
    kind: GoalKind
    target: date | None = None


class AgreedAction(Struct, frozen=True):
    """An action as agreed: who does what by when, and the goal it serves."""

    text: str
    responsible: str
    due: date
    goal: str = ""


class MinutesDocument(Struct, frozen=True):
    """The minutes of one conversation, or an amendment of them, as both sign them.

    Attributes:
        conversation: the permanent id of the conversation (a UUID).
        number: 1 for the minutes, 2 and up for amendments.
        title: the kind of conversation, in `language`, in which the form's words are given.
        held_on: the day of the conversation.
        submitted_at: when the employee signed by submitting.
        signed_at: when the leader signed.
        amends: the SHA-256 of the version before; empty for the first.
    """

    conversation: str
    number: int
    employee: str
    leader: str
    title: str
    language: str
    held_on: date
    place: str
    sections: tuple[MinutesSection, ...]
    goals: tuple[AgreedGoal, ...]
    actions: tuple[AgreedAction, ...]
    submitted_at: datetime
    signed_at: datetime
    amends: str = ""


class Statement(Struct, frozen=True):
    """What one participant adds in their own words. It stands beside the signed text and does not change it.

    Attributes:
        by_end: the participant's last working day, as known now.
    """

    by_name: str
    at: datetime
    text: str
    by_end: date | None = None


class SignedMinutes(Struct, frozen=True):
    """A signed version.

    Attributes:
        document: what was signed.
        sha256: the SHA-256 of its canonical form, as stored at signing.
        intact: True if the stored text still has that SHA-256.
        statements: what either participant added, oldest first.
        employee_end: the employee's last working day, as known now; `leader_end` that of the leader.
    """

    document: MinutesDocument
    sha256: str
    intact: bool
    statements: tuple[Statement, ...] = ()
    employee_end: date | None = None
    leader_end: date | None = None


def canonical_json(document: MinutesDocument) -> str:
    """The canonical form of a document. Equal documents have the same one."""
    return json.dumps(_canonical_value(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_hex(text: str) -> str:
    """The SHA-256 of a canonical form, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class StoredMinutes(Struct, frozen=True):
    """A signed version as stored in the database.

    Attributes:
        id: its id in the database.
        conversation: the permanent id of its conversation.
        conversation_id: the id of its conversation in the database.
        person_id, leader_id: the employee and the leader of the conversation now.
        number: 1 for the minutes, 2 and up for amendments.
        amends: the SHA-256 of the version before; empty for the first.
        held_on: the day of the conversation.
        submitted_at: when the employee signed.
    """

    id: int
    conversation: str
    conversation_id: int
    person_id: int
    leader_id: int
    number: int
    text: str
    sha256: str
    amends: str
    held_on: date
    submitted_at: datetime | None


class StoredStatement(Struct, frozen=True):
    """A statement as stored in the database.

    Attributes:
        id: its id in the database.
        conversation: the permanent id of the conversation; `conversation_id` the one in the database.
        number: the number of the minutes beside which it stands.
        by_id: who added it.
    """

    id: int
    conversation: str
    conversation_id: int
    number: int
    by_id: int
    at: datetime
    text: str


def statement_sha256(conversation: str, number: int, at: datetime, text: str) -> str:
    """The SHA-256 of a statement and where it stands. Without the permanent id, nobody can guess the text from it."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256_hex(json.dumps([conversation, number, moment, text], ensure_ascii=False, separators=(",", ":")))


def is_intact(stored: StoredMinutes) -> bool:
    """True if stored minutes are what was signed: hash, canonical form, days and place in the sequence are right."""
    if sha256_hex(stored.text) != stored.sha256:
        return False
    try:
        document = parse_minutes(stored.text)
        is_canonical = canonical_json(document) == stored.text
    except (ValueError, TypeError):
        return False
    identity = (stored.conversation, stored.number, stored.amends, stored.held_on)
    signed_identity = (document.conversation, document.number, document.amends, document.held_on)
    submitted_at = stored.submitted_at and stored.submitted_at.replace(microsecond=0)  # as the canonical form has it
    return is_canonical and signed_identity == identity and document.submitted_at == submitted_at


def parse_minutes(text: str) -> MinutesDocument:
    """Parse the canonical form of a document.

    Raises:
        ValueError: the text is not signed minutes.
    """
    try:
        data: dict[str, Any] = json.loads(text)
        document = MinutesDocument(
            **data
            | {
                "held_on": date.fromisoformat(data["held_on"]),
                "sections": tuple(MinutesSection(**section) for section in data["sections"]),
                "goals": tuple(_parse_goal(goal) for goal in data["goals"]),
                "actions": tuple(
                    AgreedAction(**action | {"due": date.fromisoformat(action["due"])}) for action in data["actions"]
                ),
                "submitted_at": datetime.fromisoformat(data["submitted_at"]),
                "signed_at": datetime.fromisoformat(data["signed_at"]),
            }
        )
        if not _has_valid_types(document):
            raise TypeError
        return document
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not signed minutes") from error


def _has_valid_types(document: MinutesDocument) -> bool:
    """True if every text is a string: tampered minutes may be valid JSON of another shape."""
    parts: tuple[MinutesDocument | MinutesSection | AgreedGoal | AgreedAction, ...] = (
        document,
        *document.sections,
        *document.goals,
        *document.actions,
    )
    texts = (getattr(part, name) for part in parts for name in _text_fields(type(part)))
    return type(document.number) is int and all(isinstance(text, str) for text in texts)


@cache
def _text_fields(kind: type[Struct]) -> tuple[str, ...]:
    """The names of the fields that are text."""
    return tuple(field.name for field in fields(kind) if field.type is str)


def parse_minutes_leniently(text: str) -> MinutesDocument:
    """Parse a canonical form; of any other text, make a document that contains it unchanged."""
    try:
        return parse_minutes(text)
    except ValueError:
        long_ago = datetime(1970, 1, 1, tzinfo=UTC)
        raw = (MinutesSection("", "", text),)
        return MinutesDocument("", 1, "", "", "", "", long_ago.date(), "", raw, (), (), long_ago, long_ago)


def _parse_goal(data: dict[str, Any]) -> AgreedGoal:
    target = date.fromisoformat(data["target"]) if data["target"] else None
    return AgreedGoal(data["text"], GoalKind(data["kind"]), target)


def _canonical_value(value: Any) -> Any:
    if isinstance(value, Struct):
        return {name: _canonical_value(inner) for name, inner in asdict(value).items()}
    if isinstance(value, (tuple, list)):
        return [_canonical_value(inner) for inner in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value
