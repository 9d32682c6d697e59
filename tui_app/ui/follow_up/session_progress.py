"""The progress of a follow-up session with one person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.follow_up.session import FollowUpOutcome
from tui_app.domain.records.action import Action, ActionStatus

if TYPE_CHECKING:
    from tui_app.services.follow_up.follow_up_session import FollowUpSession


class SessionProgress:
    """Which action is in front, and the outcome of each.

    Attributes:
        person_id: the person.
        actions: the actions in the order of the session.
        position: index of the current action; the number of actions at the end; None before the session is read.
        outcomes: action id -> outcome.
        is_closed: True once the session with this person is finished or left.
        session: names the session that was read.
    """

    def __init__(self, person_id: int) -> None:
        self.person_id = person_id
        self.actions: tuple[Action, ...] = ()
        self.position: int | None = None
        self.outcomes: dict[int, FollowUpOutcome] = {}
        self.is_closed = False
        self.session = ""
        self._own_outcomes: dict[int, FollowUpOutcome | None] = {}
        self._unsaved: dict[int, FollowUpOutcome | None] = {}
        self._undoable: list[tuple[int, FollowUpOutcome | None]] = []

    def is_another(self, session: FollowUpSession) -> bool:
        """True if what was read is not the session that is under way here."""
        return self.position is not None and session.session != self.session

    def load(self, session: FollowUpSession) -> bool:
        """Take over a session that was read. True the first time, when its position counts."""
        self.actions, self.session = session.actions, session.session
        self.outcomes = dict(session.outcomes)
        for action_id, outcome in self._own_outcomes.items():  # what was read may be older
            self._show_outcome(action_id, outcome)
        if self.position is not None:
            return False
        self.position = session.position
        return True

    @property
    def is_at_end(self) -> bool:
        """True after the last action."""
        return self.position is not None and self.position >= len(self.actions)

    @property
    def is_started(self) -> bool:
        """True if the current action is in progress already, so that the key to start it would do nothing."""
        current = self.current_action
        return current is not None and current.status is ActionStatus.STARTED

    @property
    def current_action(self) -> Action | None:
        """The action in front; None at the end."""
        if self.position is None or self.position >= len(self.actions):
            return None
        return self.actions[self.position]

    def go_to(self, position: int) -> None:
        """Go to an action, or to the end; a position outside goes to the nearest one."""
        self.position = min(max(0, position), len(self.actions))

    def position_of(self, action_id: int) -> int | None:
        """The position of an action, if it is part of the session."""
        return next((index for index, one in enumerate(self.actions) if one.id == action_id), None)

    def set_outcome(self, action_id: int, outcome: FollowUpOutcome | None) -> None:
        """Set the outcome of an action; None for none."""
        self._own_outcomes[action_id] = self._unsaved[action_id] = outcome
        self._show_outcome(action_id, outcome)

    def take_unsaved(self) -> dict[int, FollowUpOutcome | None]:
        """Return the outcomes that were set here since the last time."""
        unsaved, self._unsaved = self._unsaved, {}
        return unsaved

    def put_back(self, unsaved: Mapping[int, FollowUpOutcome | None]) -> None:
        """Take outcomes back that could not be saved, so that they are saved the next time."""
        self._unsaved = {**unsaved, **self._unsaved}

    def _show_outcome(self, action_id: int, outcome: FollowUpOutcome | None) -> None:
        if outcome is None:
            self.outcomes.pop(action_id, None)
        else:
            self.outcomes[action_id] = outcome

    def add_undoable(self, action_id: int, outcome_before: FollowUpOutcome | None) -> None:
        """Note a change of an action that can be undone, with the outcome before it."""
        self._undoable.append((action_id, outcome_before))

    def pop_undoable(self) -> tuple[int, FollowUpOutcome | None] | None:
        """Return the latest change that can be undone, and forget it."""
        return self._undoable.pop() if self._undoable else None
