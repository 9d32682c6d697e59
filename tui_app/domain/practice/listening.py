"""Whether employees felt listened to: what they are asked, and when the leader gets to see the answers.

No answer is stored with a person. There are only counters by leader, half-year, item and value. New answers wait until
five people have answered, and are then released all at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from tui_app.domain.errors import InvalidInput
from tui_app.domain.records.practice import ListeningItem, ListeningOccasion

LOWEST, HIGHEST = 1, 5
"""The ends of the scale on which an item is answered."""
USEFUL_FROM = 4.0
"""A conversation rated lower than this might as well be dropped (Kuvaas)."""
BATCH_SIZE = 5
"""Answers are released for this many people at once, never fewer."""
MIN_LEADERS = 5
"""A unit with fewer leaders than this is shown only as part of the organisation."""


ITEMS: Mapping[ListeningOccasion, tuple[ListeningItem, ...]] = {
    ListeningOccasion.CONVERSATION: (
        ListeningItem.SAID_WHAT_I_WANTED,
        ListeningItem.WAS_LISTENED_TO,
        ListeningItem.WAS_USEFUL,
    ),
    ListeningOccasion.FOLLOW_UP: (ListeningItem.IS_FOLLOWED_UP,),
}
"""Occasion -> the items that are answered together."""


class ListeningQuestion(Struct, frozen=True):
    """A question that an employee is asked once.

    Attributes:
        half_year: the half-year in which it is asked; see `half_year_of`.
    """

    leader_id: int
    leader_name: str
    occasion: ListeningOccasion
    half_year: str


class ListeningCounts(Struct, frozen=True):
    """How often each value was given for one item. `counts[0]` is the number of ones."""

    item: ListeningItem
    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        """The number of answers."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The mean value; None without answers."""
        if not self.answers:
            return None
        return sum(value * count for value, count in enumerate(self.counts, LOWEST)) / self.answers

    @property
    def spread(self) -> float | None:
        """The standard deviation of the values; None without answers."""
        mean = self.mean
        if mean is None:
            return None
        squares = sum(count * (value - mean) ** 2 for value, count in enumerate(self.counts, LOWEST))
        return float((squares / self.answers) ** 0.5)


def half_year_of(day: date) -> str:
    """The half-year of a day, such as "2026H2"."""
    return f"{day.year}H{1 if day.month <= 6 else 2}"


def half_year_start(day: date) -> date:
    """The first day of the half-year of a day."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def validate_answers(occasion: ListeningOccasion, answers: Mapping[ListeningItem, int]) -> None:
    """Check that all items of an occasion are answered, on the scale.

    Raises:
        InvalidInput: an item is missing, unknown, or not on the scale.
    """
    if set(answers) != set(ITEMS[occasion]):
        raise InvalidInput({"answers": "missing"})
    if not all(LOWEST <= value <= HIGHEST for value in answers.values()):
        raise InvalidInput({"answers": "out_of_range"})


def may_release(waiting: int, reports: int) -> bool:
    """True if waiting answers are released to the leader.

    Args:
        waiting: the number of people whose answers wait.
        reports: the leader's current number of reports. Those with fewer than five count in the organisation alone.
    """
    return waiting >= BATCH_SIZE and reports >= BATCH_SIZE


def add_counts(rows: Iterable[ListeningCounts]) -> tuple[ListeningCounts, ...]:
    """Add counts of the same item, in the order of the items; items without answers are left out."""
    sums: dict[ListeningItem, tuple[int, ...]] = {}
    for row in rows:
        before = sums.get(row.item, (0,) * HIGHEST)
        sums[row.item] = tuple(one + other for one, other in zip(before, row.counts, strict=True))
    return tuple(ListeningCounts(item, sums[item]) for item in ListeningItem if any(sums.get(item, ())))
