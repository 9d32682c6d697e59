"""A round of conversations: who is due for one, and a slot for each: a day, and where one is wanted a time of day."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta, tzinfo
from math import ceil

from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.person import Person


@dataclass(frozen=True, slots=True)
class RoundSlot:
    """One conversation of a round: with whom, on which day and at what time, and when the last one was.

    Attributes:
        at: None where no time of day is wanted, or none is free.
        minutes: how long it takes.
    """

    person: Person
    on: date
    last: date | None = None
    at: time | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class RoundProposal:
    """What is proposed for a round, and what to look out for when a slot is moved.

    Attributes:
        booked: when the leader is in a conversation that is planned already, and with whom.
        public_holidays: public holidays, for a year before and after the first day.
    """

    slots: tuple[RoundSlot, ...]
    booked: tuple[RoundSlot, ...] = ()
    public_holidays: frozenset[date] = frozenset()


QUARTER_HOUR_MINUTES = 15
"""Minutes: conversations that follow one another begin at a quarter, with at least so long a break between."""


def booked_slots(conversations: Iterable[Conversation], person_id: int, zone: tzinfo | None) -> tuple[RoundSlot, ...]:
    """When somebody is in a conversation that is planned at a time of day, and with whom.

    Args:
        conversations: those in which `person_id` has a part, as employee or as leader.
        zone: in which the times of day are told.
    """
    slots = []
    for talk in conversations:
        if talk.state is ConversationState.PLANNED and talk.starts is not None:
            leads = talk.leader_id == person_id
            other = Person(talk.person_id, talk.person_name) if leads else Person(talk.leader_id, talk.leader_name)
            starts = talk.starts.astimezone(zone)
            slots.append(RoundSlot(other, starts.date(), at=starts.time(), minutes=talk.minutes))
    return tuple(slots)


def first_free_time(occupied: Iterable[RoundSlot], day: date, earliest: time, minutes: int) -> time | None:
    """The first time of a day from the wanted one on at which a conversation meets no other; None when the day is full.

    Args:
        occupied: the others, of other days too.
        minutes: how long it takes.
    """
    begun = [(_minute_of_day(one.at), one.minutes) for one in occupied if one.on == day and one.at]
    begins = _minute_of_day(earliest)
    while near := [(other, length) for other, length in begun if _overlap(begins, minutes, other, length)]:
        begins = max(
            other + ceil((length + QUARTER_HOUR_MINUTES) / QUARTER_HOUR_MINUTES) * QUARTER_HOUR_MINUTES
            for other, length in near
        )
    return time(begins // 60, begins % 60) if begins + minutes <= 24 * 60 and begins < 24 * 60 else None


def overlapping_slots(
    slots: Sequence[RoundSlot], booked: Sequence[RoundSlot] = ()
) -> tuple[tuple[RoundSlot, RoundSlot], ...]:
    """The pairs that meet: on one day, and one begins before the other has ended.

    Args:
        booked: these may meet one another, but none of the slots.
    """
    return tuple(
        (one, other)
        for place, one in enumerate(slots)
        for other in (*slots[place + 1 :], *booked)
        if one.on == other.on
        and one.at
        and other.at
        and _overlap(_minute_of_day(one.at), one.minutes, _minute_of_day(other.at), other.minutes)
    )


def _overlap(begins: int, minutes: int, other: int, others_minutes: int) -> bool:
    return begins < other + max(others_minutes, 1) and other < begins + max(minutes, 1)


def _minute_of_day(at: time) -> int:
    return at.hour * 60 + at.minute


def propose_slots(
    team: Sequence[Person],
    last_days: Mapping[int, date],
    first: date,
    last: date,
    no_conversation_since: date | None,
    at: time | None = None,
    minutes: int = 0,
    booked: Sequence[RoundSlot] = (),
    public_holidays: Container[date] = (),
) -> tuple[RoundSlot, ...]:
    """A slot for everybody who is due, evenly over the working days between `first` and `last`.

    Those who have waited longest come first; who has never had a conversation before all others.

    Args:
        last_days: person -> the day of the last conversation, held or planned.
        no_conversation_since: only people without a conversation since this day; None for everybody.
        at: when the first conversation of a day begins, the others follow one after the other; None for no times.
        minutes: how long a conversation takes.
        booked: when there is another conversation already.
        public_holidays: days that are no working days, whatever day of the week they are.
    """
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    working = [day for day in days if day.weekday() < 5 and day not in public_holidays] or days
    due = [
        person
        for person in team
        if no_conversation_since is None or person.id not in last_days or last_days[person.id] < no_conversation_since
    ]
    due.sort(key=lambda person: last_days.get(person.id, date.min))
    slots: list[RoundSlot] = []
    for place, person in enumerate(due):
        on = working[place * len(working) // len(due)]
        free = first_free_time([*slots, *booked], on, at, minutes) if at else None
        slots.append(RoundSlot(person, on, last_days.get(person.id), free, minutes))
    return tuple(slots)
