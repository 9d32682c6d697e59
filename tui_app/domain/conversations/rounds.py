"""Rounds of conversations: who is due for one, and a slot for each person."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, time, timedelta, tzinfo
from math import ceil

from msgspec import Struct, field

from tui_app.domain.dates.arithmetic import is_weekend
from tui_app.domain.follow_up.schedule import Pause
from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.person import Person


class RoundSlot(Struct, frozen=True):
    """One conversation of a round.

    Attributes:
        last: the day of the person's last conversation.
        at: the time of day; None if none is wanted or none is free.
        minutes: the duration.
    """

    person: Person
    on: date
    last: date | None = None
    at: time | None = None
    minutes: int = 0


class RoundProposal(Struct, frozen=True):
    """A proposed round, and what limits the slots.

    Attributes:
        booked: conversations that the leader has already planned.
        public_holidays: public holidays within a year before and after the first day.
        pauses: person id -> the pauses of the person and their team.
        away: the people who are due, but in a pause or gone on all days of the round; they have no slot.
    """

    slots: tuple[RoundSlot, ...]
    booked: tuple[RoundSlot, ...] = ()
    public_holidays: frozenset[date] = frozenset()
    pauses: Mapping[int, tuple[Pause, ...]] = field(default_factory=dict)
    away: tuple[Person, ...] = ()

    def is_away(self, slot: RoundSlot) -> bool:
        """True if the person of a slot is in a pause on its day, or has left by then."""
        return slot.person.has_left(slot.on) or any(
            pause.covers(slot.on) for pause in self.pauses.get(slot.person.id, ())
        )


QUARTER_HOUR_MINUTES = 15
"""Conversations that follow one another start a multiple of this apart, with a break of at least this length."""


def booked_slots(conversations: Iterable[Conversation], person_id: int, zone: tzinfo | None) -> tuple[RoundSlot, ...]:
    """When a person is in a conversation that is planned at a time of day, and with whom.

    Args:
        conversations: those in which the person takes part, as employee or leader.
        person_id: the person.
        zone: the time zone of the slots.
    """
    slots = []
    for conversation in conversations:
        if conversation.state is ConversationState.PLANNED and conversation.starts is not None:
            leads = conversation.leader_id == person_id
            other = (
                Person(conversation.person_id, conversation.person_name)
                if leads
                else Person(conversation.leader_id, conversation.leader_name)
            )
            starts = conversation.starts.astimezone(zone)
            slots.append(RoundSlot(other, starts.date(), at=starts.time(), minutes=conversation.minutes))
    return tuple(slots)


def first_free_time(occupied: Iterable[RoundSlot], day: date, earliest: time, minutes: int) -> time | None:
    """The first time on a day, from `earliest` on, at which a conversation overlaps no other; None if the day is full.

    Args:
        occupied: slots that are taken, on this day and others.
        day: the day.
        earliest: the first time that is wanted.
        minutes: the duration of the new conversation.
    """
    taken = [(_minute_of_day(slot.at), slot.minutes) for slot in occupied if slot.on == day and slot.at]
    start = _minute_of_day(earliest)
    while overlaps := [
        (their_start, their_minutes)
        for their_start, their_minutes in taken
        if _overlap(start, minutes, their_start, their_minutes)
    ]:
        start = max(
            their_start + ceil((their_minutes + QUARTER_HOUR_MINUTES) / QUARTER_HOUR_MINUTES) * QUARTER_HOUR_MINUTES
            for their_start, their_minutes in overlaps
        )
    return time(start // 60, start % 60) if start + minutes <= 24 * 60 and start < 24 * 60 else None


def overlapping_slots(
    slots: Sequence[RoundSlot], booked: Sequence[RoundSlot] = ()
) -> tuple[tuple[RoundSlot, RoundSlot], ...]:
    """The pairs of slots that overlap.

    Args:
        slots: none of these may overlap another slot.
        booked: these may overlap one another, but none of `slots`.
    """
    return tuple(
        (one, other)
        for index, one in enumerate(slots)
        for other in (*slots[index + 1 :], *booked)
        if one.on == other.on
        and one.at
        and other.at
        and _overlap(_minute_of_day(one.at), one.minutes, _minute_of_day(other.at), other.minutes)
    )


def _overlap(start: int, minutes: int, other_start: int, other_minutes: int) -> bool:
    return start < other_start + max(other_minutes, 1) and other_start < start + max(minutes, 1)


def _minute_of_day(at: time) -> int:
    return at.hour * 60 + at.minute


def due_people(
    team: Sequence[Person], last_days: Mapping[int, date], no_conversation_since: date | None
) -> list[Person]:
    """The people who are due for a conversation; see `propose_slots`."""
    return [
        person
        for person in team
        if no_conversation_since is None or person.id not in last_days or last_days[person.id] < no_conversation_since
    ]


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
    pauses: Mapping[int, Sequence[Pause]] | None = None,
) -> tuple[RoundSlot, ...]:
    """Propose a slot for everybody who is due, spread evenly over the working days from `first` to `last`.

    People who have waited longest come first, after those who have never had a conversation. Somebody who is in a pause
    gets the nearest day after it, otherwise before it; nobody gets a day after their last one. Without a day: no slot.

    Args:
        team: the people, in the order that equals keep.
        last_days: person id -> day of the last conversation, held or planned.
        first: the first day of the round.
        last: its last day.
        no_conversation_since: only people without a conversation since this day; None for everybody.
        at: when the first conversation of a day starts; the others follow one another. None for no times.
        minutes: the duration of a conversation.
        booked: conversations that are already planned.
        public_holidays: days that are not working days, on any day of the week.
        pauses: person id -> when the person or their team is in a pause.
    """
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    working = [day for day in days if not is_weekend(day) and day not in public_holidays] or days
    due = due_people(team, last_days, no_conversation_since)
    due.sort(key=lambda person: last_days.get(person.id, date.min))
    slots: list[RoundSlot] = []
    for index, person in enumerate(due):
        on = _nearest_day(person, working, index * len(working) // len(due), (pauses or {}).get(person.id, ()))
        if on is None:
            continue
        free_time = first_free_time([*slots, *booked], on, at, minutes) if at else None
        slots.append(RoundSlot(person, on, last_days.get(person.id), free_time, minutes))
    return tuple(slots)


def _nearest_day(person: Person, working: Sequence[date], wanted: int, pauses: Sequence[Pause]) -> date | None:
    candidates = [day for day in (*working[wanted:], *reversed(working[:wanted])) if not person.has_left(day)]
    return next((day for day in candidates if not any(pause.covers(day) for pause in pauses)), None)
