"""The people of a follow-up session, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_app.domain.follow_up.session import TeamFollowUpProgress


class SessionQueue:
    """The people of a team session in order, or the one person of any other session.

    Args:
        person_id: the person of a session that is no team session.
        team: the team session; None for a session with one person.

    Attributes:
        index: position of the current person, from 0.
        is_team: True for a team session.
    """

    def __init__(self, person_id: int, team: TeamFollowUpProgress | None) -> None:
        self._person_ids = team.person_ids if team else (person_id,)
        self.index = team.position if team else 0
        self.is_team = team is not None

    @property
    def team_size(self) -> int:
        """The number of people in a team session; 0 for a session with one person."""
        return len(self._person_ids) if self.is_team else 0

    def move(self, step: int) -> int | None:
        """Move on by a number of people, and return the id of that person; None after the last one."""
        self.index += step
        return self._person_ids[self.index] if self.index < len(self._person_ids) else None
