"""A round of conversations: who is due for one, and a day for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tui_app.domain.records import Person


@dataclass(frozen=True, slots=True)
class Slot:
    """One conversation of a round: with whom, on which day, and when the last one was."""

    person: Person
    on: date
    last: date | None = None


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
    team: Sequence[Person], last_days: Mapping[int, date], first: date, last: date, without_since: date | None
) -> tuple[Slot, ...]:
    """A day for everybody who is due, evenly over the working days between `first` and `last`.

    Those who have waited longest come first; who has never had a conversation before all others.

    Args:
        last_days: person -> the day of the last conversation, held or planned.
        without_since: only people without a conversation since this day; None for everybody.
    """
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    working = [day for day in days if day.weekday() < 5] or days
    due = [
        person
        for person in team
        if without_since is None or person.id not in last_days or last_days[person.id] < without_since
    ]
    due.sort(key=lambda person: last_days.get(person.id, date.min))
    return tuple(
        Slot(person, working[place * len(working) // len(due)], last_days.get(person.id))
        for place, person in enumerate(due)
    )
