"""Two entries of one person become one, and an entry made by mistake goes.

The rules of joining:

- Whoever joins says which entry stays. Without a word it is the one that somebody signs in with, else the one with more
  belongings, else the older one. Nobody joins away the entry they are signed in with.
- Everything that belongs to either belongs to the one that stays. Where only one thing can be (a schedule, a bookmark),
  it is that of the entry that stays; texts are kept side by side.
- The entry that stays keeps its fields; what it lacks comes from the other. Having no last day is no lack: whoever is
  here by one of the entries stays here.
- Administrator rights are those of the entry that stays, and so is the way to sign in, unless it has none.
- Nobody takes to themselves what belongs to an entry that somebody signs in with: another administrator has to join it.
- Two who have a conversation with each other, or of whom one leads the other, are two people.
- It is in the log, with the ids of both, and cannot be undone: nobody can tell any more what was whose.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person

FILLED_FIELDS = ("name", "employee_number", "email", "title", "unit", "start_date", "leader_id")
"""What the entry that stays gets from the other if it lacks it."""


class Belongings(Struct, frozen=True):
    """What belongs to a person: numbers alone, for whoever administers may not read it.

    Attributes:
        conversations: as employee or as leader.
        actions: on their own page.
        promised: actions of others that they are responsible for.
        reports: people whose leader they are, those who have left too.
        has_sign_in: they have chosen a password or PIN.
        has_more: something else refers to them, part of which is theirs alone.
    """

    conversations: int = 0
    actions: int = 0
    promised: int = 0
    goals: int = 0
    topics: int = 0
    follow_ups: int = 0
    reports: int = 0
    has_sign_in: bool = False
    has_more: bool = False

    @property
    def is_empty(self) -> bool:
        """True if nothing is theirs, and nothing refers to them."""
        return self == Belongings()

    @property
    def total(self) -> int:
        """How much it is, to compare two."""
        return sum(int(getattr(self, name)) for name in self.__struct_fields__)


class Entry(Struct, frozen=True):
    """One entry of a person, and what belongs to it."""

    person: Person
    belongings: Belongings


class JoinPreview(Struct, frozen=True):
    """What joining two entries would do.

    Attributes:
        values: the fields of the joined person.
        leader_name: the name of their leader.
    """

    kept: Entry
    removed: Entry
    values: Mapping[str, object]
    leader_name: str


def proposed_to_stay(one: Entry, other: Entry, today: date) -> Entry:
    """The entry that stays, if nothing else is said."""

    def weight(entry: Entry) -> tuple[bool, int, bool, int]:
        person, belongings = entry.person, entry.belongings
        return belongings.has_sign_in, belongings.total, not person.has_left(today), -person.id

    return max((one, other), key=weight)


def joined_values(kept: Person, removed: Person) -> dict[str, object]:
    """The fields of the joined person."""
    values = {name: getattr(kept, name) or getattr(removed, name) for name in FILLED_FIELDS}
    last_days = (kept.end_date, removed.end_date)
    values["end_date"] = None if None in last_days else max(day for day in last_days if day is not None)
    return values


def check_joinable(
    kept: Person, removed: Person, viewer_id: int, *, removed_signs_in: bool, have_conversation: bool, leads_other: bool
) -> None:
    """Check that two entries can be one person.

    Args:
        removed_signs_in: somebody has chosen a password or PIN for the entry that goes.
        have_conversation: they are the two parties of a conversation.
        leads_other: one of them leads the other, directly or through others.

    Raises:
        DomainError: `join_same`, `join_erased`, `join_own`, `join_to_own`, `join_conversation` or `join_leads`.
    """
    names = {"name": kept.name, "other": removed.name}
    if kept.id == removed.id:
        raise DomainError("join_same", **names)
    if kept.is_erased or removed.is_erased:
        raise DomainError("join_erased")
    if removed.id == viewer_id:
        raise DomainError("join_own")
    if kept.id == viewer_id and removed_signs_in:
        raise DomainError("join_to_own", **names)
    if have_conversation:
        raise DomainError("join_conversation", **names)
    if leads_other:
        raise DomainError("join_leads", **names)


def check_removable(person: Person, belongings: Belongings, viewer_id: int) -> None:
    """Check that an entry was made by mistake and nothing belongs to it.

    Raises:
        DomainError: `remove_own`; `remove_belongings`, with `belongings`.
    """
    if person.id == viewer_id:
        raise DomainError("remove_own")
    if not belongings.is_empty:
        raise DomainError("remove_belongings", name=person.name, belongings=belongings)
