"""People: employees, the signed-in viewer, and stand-ins."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

ERASED_END_DATE = date.min
"""The last working day of an erased person."""


def has_left(end_date: date | None, today: date) -> bool:
    """True if this last working day has passed."""
    return end_date is not None and end_date < today


class Person(Struct, frozen=True):
    """One person of the organisation.

    Attributes:
        leader_end: the last working day of the leader, if one is known.
        has_namesake: somebody else in the same team has the same name; known for one person and for a team.
    """

    id: int
    name: str
    leader_id: int | None = None
    leader_name: str = ""
    employee_number: str = ""
    email: str = ""
    title: str = ""
    unit: str = ""
    start_date: date | None = None
    end_date: date | None = None
    is_administrator: bool = False
    version: int = 1
    leader_end: date | None = None
    has_namesake: bool = False

    def has_left(self, today: date) -> bool:
        """True if the last working day has passed."""
        return has_left(self.end_date, today)

    @property
    def is_erased(self) -> bool:
        """True if the person is erased and only other people's records still refer to them."""
        return self.end_date == ERASED_END_DATE

    @property
    def namesake_mark(self) -> str:
        """What tells the person from a namesake in the team; empty for everybody else."""
        if not self.has_namesake:
            return ""
        start = self.start_date.isoformat() if self.start_date else ""
        return self.employee_number or self.email or self.title or self.unit or start or str(self.id)

    @property
    def distinct_name(self) -> str:
        """The name; with a namesake in the team, also what tells the two apart: "Ola Hansen (1002)"."""
        return f"{self.name} ({self.namesake_mark})" if self.namesake_mark else self.name


class Viewer(Struct, frozen=True):
    """The signed-in person, with what access decisions need.

    Attributes:
        stands_in_for: the leaders whose teams they lead today.
    """

    id: int
    name: str
    is_administrator: bool = False
    stands_in_for: frozenset[int] = frozenset()

    @property
    def leads_as(self) -> frozenset[int]:
        """The leaders whose direct reports are theirs today: themselves and those they cover for."""
        return self.stands_in_for | {self.id}


class StandIn(Struct, frozen=True):
    """A person who leads a team while its leader is away. Both days are included.

    Attributes:
        leader_end: the leader's last working day; `stand_in_end` that of the stand-in.
    """

    id: int
    leader_id: int
    leader_name: str
    stand_in_id: int
    stand_in_name: str
    first: date
    last: date
    leader_end: date | None = None
    stand_in_end: date | None = None

    def as_details(self) -> dict[str, object]:
        """Whose team, who, and when, as the team is told in the log."""
        days = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return {"leader": self.leader_id, "stand_in": self.stand_in_id, **days}
