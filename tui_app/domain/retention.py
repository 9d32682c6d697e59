"""How long things are kept: which kinds there are, when each thing falls due, and what a hold keeps back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from tui_app.domain.refusals import Invalid
from tui_app.domain.rounds import months_before


class Kept(StrEnum):
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
class Period:
    """Months that a kind is kept: those that hold until the organisation says otherwise, the fewest and the most."""

    start: int
    least: int
    most: int


PERIODS: Mapping[Kept, Period] = {
    # from the first signing; with 0 in the same moment
    Kept.PREPARATION: Period(0, 0, 12),
    # from the last signing, with statements, comments and whatever else belongs to the conversation
    Kept.MINUTES: Period(36, 12, 120),
    # conversations that came to no signed minutes: from their day, or the last word written in them
    Kept.UNSIGNED: Period(24, 6, 60),
    # actions and goals: from the day they were done, reached or dropped
    Kept.AGREED: Period(24, 6, 120),
    # from the day they were talked about
    Kept.TOPICS: Period(12, 1, 60),
    # entries of the follow-up log: from their day; pauses that are over, and what was begun and never finished
    Kept.FOLLOW_UPS: Period(36, 6, 120),
    # who changed what, with comments and earlier texts; stand-ins and holds that are over
    Kept.HISTORY: Period(36, 6, 120),
    # sessions and wrong tries, and when somebody last looked at what others did
    Kept.SIGN_INS: Period(6, 1, 24),
    # everything about a person: from the last working day
    Kept.PERSON: Period(12, 1, 60),
}
"""Kind -> how long it is kept."""


class What(StrEnum):
    """In which table a thing stands."""

    CONVERSATION = "conversation"
    PREPARATION = "preparation"
    ACTION = "action"
    GOAL = "goal"
    TOPIC = "topic"
    FOLLOW_UP = "follow_up"
    PAUSE = "pause"
    WALK = "walk"
    UNFINISHED = "unfinished"
    REQUEST = "request"
    CHANGE = "change"
    STAND_IN = "stand_in"
    HOLD = "hold"
    SESSION = "session"
    VISIT = "visit"
    TRY = "try"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is kept.

    Attributes:
        id: its number or key; of a preparation, the conversation's.
        person_id: whom it is about; 0 for nobody that is known.
        since: the day from which its time is counted.
    """

    kind: Kept
    what: What
    id: int | str
    person_id: int
    since: date


Months = Mapping[Kept, int]
"""Kind -> months that it is kept in this organisation."""


def months_of(stored: Mapping[str, object] | None) -> dict[Kept, int]:
    """The organisation's values, the starting ones where it has set none."""
    there = stored or {}
    return {
        kind: value if isinstance(value := there.get(kind.value), int) else period.start
        for kind, period in PERIODS.items()
    }


def check(months: Months) -> None:
    """Whether these values may be set.

    Raises:
        Invalid: kind -> `too_few_months`, `too_many_months`, or `shorter_than_agreed`: the history tells when
            something was closed, so it is kept at least as long as what was agreed.
    """
    problems: dict[str, str] = {}
    for kind, value in months.items():
        if value < PERIODS[kind].least:
            problems[kind.value] = "too_few_months"
        elif value > PERIODS[kind].most:
            problems[kind.value] = "too_many_months"
    if not problems and months[Kept.HISTORY] < months[Kept.AGREED]:
        problems[Kept.HISTORY.value] = "shorter_than_agreed"
    if problems:
        raise Invalid(problems)


def falls_due(kind: Kept, since: date, months: Months) -> date:
    """The day on which something is to be erased: so many months after `since`."""
    return months_before(since, -months[kind])


def counted_from(kind: Kept, today: date, months: Months) -> date:
    """A day after which nothing of this kind can be due yet; what is older has to be looked at one by one."""
    # the last days of a long month fall together on the end of a short one
    return date.fromordinal(months_before(today, months[kind]).toordinal() + 4)


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be erased, and what would be if nothing held it back."""

    things: tuple[Thing, ...]
    held: tuple[Thing, ...]

    @property
    def counts(self) -> dict[Kept, int]:
        """How many things of each kind; those that have none are left out."""
        return count(self.things)


def count(things: Iterable[Thing]) -> dict[Kept, int]:
    """Kind -> how many of these, in the order of the kinds."""
    found = dict.fromkeys(Kept, 0)
    for thing in things:
        found[thing.kind] += 1
    return {kind: number for kind, number in found.items() if number}


def due(things: Iterable[Thing], held: Collection[int], months: Months, today: date) -> Due:
    """What falls due today or did before.

    Everything about a person who is to be erased goes with them and is not told again by itself.

    Args:
        held: people about whom nothing is erased.
    """
    late = [one for one in things if falls_due(one.kind, one.since, months) <= today]
    gone = {one.person_id for one in late if one.kind is Kept.PERSON}
    late = [one for one in late if one.kind is Kept.PERSON or one.person_id not in gone]
    return Due(
        tuple(one for one in late if one.person_id not in held),
        tuple(one for one in late if one.person_id in held),
    )


@dataclass(frozen=True, slots=True)
class Hold:
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
class Receipt:
    """What was erased, when and by whom; it names nobody else.

    Attributes:
        by_id: None for the timer's command.
        counts: things of each kind.
        people: how many people it was about.
        held: how many things a hold kept back.
        is_settled: whether nothing of it is left in the database's files either.
        copies: names of older copies beside the database, in which it still stands.
    """

    at: datetime
    by_id: int | None
    by_name: str
    counts: Mapping[Kept, int]
    people: int
    held: int
    is_settled: bool = True
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


def stored(receipt: Receipt) -> dict[str, object]:
    """A receipt as the settings keep the last one."""
    told: dict[str, object] = json.loads(receipt.canonical)
    return told | {"is_settled": receipt.is_settled, "copies": list(receipt.copies)}


def read_receipt(kept: Mapping[str, object], by_name: str) -> Receipt:
    """The receipt that `stored` made."""
    counts = kept["counts"]
    copies = kept["copies"]
    assert isinstance(counts, dict)
    assert isinstance(copies, list)
    return Receipt(
        at=datetime.fromisoformat(str(kept["at"])),
        by_id=by if isinstance(by := kept["by"], int) else None,
        by_name=by_name,
        counts={Kept(kind): int(number) for kind, number in counts.items()},
        people=int(str(kept["people"])),
        held=int(str(kept["held"])),
        is_settled=bool(kept["is_settled"]),
        copies=tuple(map(str, copies)),
    )
