"""A round of conversations: who is due for one, and a slot for each: a day, and where one is wanted a time of day."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from tui_app.domain.records import Person


@dataclass(frozen=True, slots=True)
class Slot:
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
class Proposal:
    """What is proposed for a round, and what to look out for when a slot is moved.

    Attributes:
        days_off: public holidays, for a year before and after the first day.
    """

    slots: tuple[Slot, ...]
    days_off: frozenset[date] = frozenset()


QUARTER = 15
"""Minutes: conversations that follow one another begin at a quarter, with at least so long a break between."""


def free_time(taken: Iterable[time], wanted: time, minutes: int) -> time | None:
    """The first time of a day from the wanted one on at which a conversation meets no other; None when the day is full.

    Args:
        taken: when others begin that day.
        minutes: how long each takes.
    """
    step = -(-(minutes + QUARTER) // QUARTER) * QUARTER
    begun = [_minute(one) for one in taken]
    begins = _minute(wanted)
    while near := [one for one in begun if abs(one - begins) < max(minutes, 1)]:
        begins = max(near) + step
    return time(begins // 60, begins % 60) if begins + minutes <= 24 * 60 and begins < 24 * 60 else None


def meeting(slots: Sequence[Slot]) -> tuple[tuple[Slot, Slot], ...]:
    """The pairs of slots that meet: on one day, and one begins before the other has ended."""
    return tuple(
        (one, other)
        for place, one in enumerate(slots)
        for other in slots[place + 1 :]
        if one.on == other.on
        and one.at
        and other.at
        and abs(_minute(one.at) - _minute(other.at)) < max(one.minutes, other.minutes, 1)
    )


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the month's last day where it has no such day."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def propose(
    team: Sequence[Person],
    last_days: Mapping[int, date],
    first: date,
    last: date,
    without_since: date | None,
    at: time | None = None,
    minutes: int = 0,
    days_off: Container[date] = (),
) -> tuple[Slot, ...]:
    """A slot for everybody who is due, evenly over the working days between `first` and `last`.

    Those who have waited longest come first; who has never had a conversation before all others.

    Args:
        last_days: person -> the day of the last conversation, held or planned.
        without_since: only people without a conversation since this day; None for everybody.
        at: when the first conversation of a day begins, the others follow one after the other; None for no times.
        minutes: how long a conversation takes.
        days_off: days that are no working days, whatever day of the week they are.
    """
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    working = [day for day in days if day.weekday() < 5 and day not in days_off] or days
    due = [
        person
        for person in team
        if without_since is None or person.id not in last_days or last_days[person.id] < without_since
    ]
    due.sort(key=lambda person: last_days.get(person.id, date.min))
    slots: list[Slot] = []
    for place, person in enumerate(due):
        on = working[place * len(working) // len(due)]
        taken = [slot.at for slot in slots if slot.on == on and slot.at]
        free = free_time(taken, at, minutes) if at else None
        slots.append(Slot(person, on, last_days.get(person.id), free, minutes))
    return tuple(slots)
