"""How long things are kept: which kinds there are, when each thing falls due, and what a hold keeps back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.errors import InvalidInput


class RetentionKind(StrEnum):
    """What is kept for a time. The log is none of these: it holds nothing that anybody wrote, and stays whole."""

    PREPARATION = "preparation"
    MINUTES = "minutes"
    UNSIGNED = "unsigned"
    AGREED = "agreed"
    TOPICS = "topics"
    FOLLOW_UPS = "follow_ups"
    HISTORY = "history"
    SIGN_INS = "sign_ins"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class RetentionPeriod:
    """Months that a kind is kept: those that hold until the organisation says otherwise, the fewest and the most."""

    default: int
    minimum: int
    maximum: int


RETENTION_PERIODS: Mapping[RetentionKind, RetentionPeriod] = {
    # from the first signing; with 0 in the same moment
    RetentionKind.PREPARATION: RetentionPeriod(0, 0, 12),
    # from the last signing, with statements, comments and whatever else belongs to the conversation
    RetentionKind.MINUTES: RetentionPeriod(36, 12, 120),
    # conversations that came to no signed minutes: from their day, or the last word written in them
    RetentionKind.UNSIGNED: RetentionPeriod(24, 6, 60),
    # actions and goals: from the day they were done, reached or dropped
    RetentionKind.AGREED: RetentionPeriod(24, 6, 120),
    # from the day they were talked about
    RetentionKind.TOPICS: RetentionPeriod(12, 1, 60),
    # entries of the follow-up log: from their day; pauses that are over, and what was begun and never finished
    RetentionKind.FOLLOW_UPS: RetentionPeriod(36, 6, 120),
    # who changed what, with comments and earlier texts; stand-ins and holds that are over
    RetentionKind.HISTORY: RetentionPeriod(36, 6, 120),
    # sessions and wrong tries, and when somebody last looked at what others did
    RetentionKind.SIGN_INS: RetentionPeriod(6, 1, 24),
    # everything about a person: from the last working day
    RetentionKind.PERSON: RetentionPeriod(12, 1, 60),
}
"""Kind -> how long it is kept."""


class StoredItemKind(StrEnum):
    """In which table a thing stands."""

    CONVERSATION = "conversation"
    PREPARATION = "preparation"
    ACTION = "action"
    GOAL = "goal"
    TOPIC = "topic"
    FOLLOW_UP = "follow_up"
    PAUSE = "pause"
    FOLLOW_UP_SESSION = "walk"
    FORM_DRAFT = "unfinished"
    REQUEST = "request"
    CHANGE = "change"
    STAND_IN = "stand_in"
    HOLD = "hold"
    SESSION = "session"
    VISIT = "visit"
    SIGN_IN_ATTEMPT = "try"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class StoredItem:
    """Something that is kept.

    Attributes:
        id: its number or key; of a preparation, the conversation's.
        person_id: whom it is about; 0 for nobody that is known.
        since: the day from which its time is counted.
    """

    kind: RetentionKind
    item_kind: StoredItemKind
    id: int | str
    person_id: int
    since: date


RetentionMonths = Mapping[RetentionKind, int]
"""Kind -> months that it is kept in this organisation."""


def effective_months(stored: Mapping[str, object] | None) -> dict[RetentionKind, int]:
    """The organisation's values, the starting ones where it has set none."""
    there = stored or {}
    return {
        kind: value if isinstance(value := there.get(kind.value), int) else period.default
        for kind, period in RETENTION_PERIODS.items()
    }


def validate_months(months: RetentionMonths) -> None:
    """Whether these values may be set.

    Raises:
        InvalidInput: kind -> `too_few_months`, `too_many_months`, or `shorter_than_agreed`: the history tells when
            something was closed, so it is kept at least as long as what was agreed.
    """
    problems: dict[str, str] = {}
    for kind, value in months.items():
        if value < RETENTION_PERIODS[kind].minimum:
            problems[kind.value] = "too_few_months"
        elif value > RETENTION_PERIODS[kind].maximum:
            problems[kind.value] = "too_many_months"
    if not problems and months[RetentionKind.HISTORY] < months[RetentionKind.AGREED]:
        problems[RetentionKind.HISTORY.value] = "shorter_than_agreed"
    if problems:
        raise InvalidInput(problems)


def erasure_date(kind: RetentionKind, since: date, months: RetentionMonths) -> date:
    """The day on which something is to be erased: so many months after `since`."""
    return add_months(since, months[kind])


def oldest_kept_day(kind: RetentionKind, today: date, months: RetentionMonths) -> date:
    """A day after which nothing of this kind can be due yet; what is older has to be looked at one by one."""
    # the last days of a long month fall together on the end of a short one
    return date.fromordinal(add_months(today, -months[kind]).toordinal() + 4)


@dataclass(frozen=True, slots=True)
class DueForErasure:
    """What is to be erased, and what would be if nothing held it back."""

    items: tuple[StoredItem, ...]
    held_items: tuple[StoredItem, ...]

    @property
    def counts(self) -> dict[RetentionKind, int]:
        """How many things of each kind; those that have none are left out."""
        return count_by_kind(self.items)


def count_by_kind(items: Iterable[StoredItem]) -> dict[RetentionKind, int]:
    """Kind -> how many of these, in the order of the kinds."""
    found = dict.fromkeys(RetentionKind, 0)
    for thing in items:
        found[thing.kind] += 1
    return {kind: number for kind, number in found.items() if number}


def find_due(
    items: Iterable[StoredItem], held_person_ids: Collection[int], months: RetentionMonths, today: date
) -> DueForErasure:
    """What falls due today or did before.

    Everything about a person who is to be erased goes with them and is not told again by itself.

    Args:
        held_person_ids: people about whom nothing is erased.
    """
    late = [one for one in items if erasure_date(one.kind, one.since, months) <= today]
    gone = {one.person_id for one in late if one.kind is RetentionKind.PERSON}
    late = [one for one in late if one.kind is RetentionKind.PERSON or one.person_id not in gone]
    return DueForErasure(
        tuple(one for one in late if one.person_id not in held_person_ids),
        tuple(one for one in late if one.person_id in held_person_ids),
    )


@dataclass(frozen=True, slots=True)
class RetentionHold:
    """Nothing about this person is erased while it stands.

    Attributes:
        ended_on: from this day on it stands no more.
    """

    id: int
    person_id: int
    person_name: str
    by_name: str
    reason: str
    since: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class ErasureReceipt:
    """What was erased, when and by whom; it names nobody else.

    Attributes:
        by_id: None for the timer's command.
        counts: things of each kind.
        people: how many people it was about.
        held: how many things a hold kept back.
        is_purged: whether nothing of it is left in the database's files either.
        copies: names of older copies beside the database, in which it still stands.
    """

    at: datetime
    by_id: int | None
    by_name: str
    counts: Mapping[RetentionKind, int]
    people: int
    held: int
    is_purged: bool = True
    copies: tuple[str, ...] = field(default=())

    @property
    def canonical(self) -> str:
        """The text whose SHA-256 stands in the log."""
        return json.dumps(
            {
                "at": self.at.astimezone(UTC).isoformat(timespec="seconds"),
                "by": self.by_id,
                "counts": {kind.value: number for kind, number in self.counts.items()},
                "held": self.held,
                "people": self.people,
            },
            sort_keys=True,
            separators=(",", ":"),
        )

    @property
    def sha256(self) -> str:
        """Of `canonical`, in hexadecimal digits."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()


def receipt_to_json(receipt: ErasureReceipt) -> dict[str, object]:
    """A receipt as the settings keep the last one."""
    told: dict[str, object] = json.loads(receipt.canonical)
    return told | {"is_settled": receipt.is_purged, "copies": list(receipt.copies)}


def receipt_from_json(stored: Mapping[str, object], by_name: str) -> ErasureReceipt:
    """The receipt that `receipt_to_json` made."""
    counts = stored["counts"]
    copies = stored["copies"]
    assert isinstance(counts, dict)
    assert isinstance(copies, list)
    return ErasureReceipt(
        at=datetime.fromisoformat(str(stored["at"])),
        by_id=by if isinstance(by := stored["by"], int) else None,
        by_name=by_name,
        counts={RetentionKind(kind): int(number) for kind, number in counts.items()},
        people=int(str(stored["people"])),
        held=int(str(stored["held"])),
        is_purged=bool(stored["is_settled"]),
        copies=tuple(map(str, copies)),
    )
