"""Goals of a person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.errors import NotFound
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_page_person, require_open_minutes
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_or_conflict, change_stamp
from tui_app.storage.actions import goals
from tui_app.storage.database import reading, writing
from tui_app.storage.history import recording

if TYPE_CHECKING:
    from tui_app.domain.drafts.actions import GoalDraft


def list_goals(viewer: Viewer, now: datetime, person_id: int) -> tuple[Goal, ...]:
    """A person's goals, open ones first.

    Raises:
        NotFound, NotAllowed: no such person's page, or not the viewer's to see.
    """
    with reading(viewer):
        return goals.goals_of_person(get_page_person(viewer, person_id).id)


def add(viewer: Viewer, now: datetime, person_id: int, draft: GoalDraft) -> Receipt:
    """Set a goal for a person.

    Raises:
        NotFound, NotAllowed: no such person's page, or not the viewer's to see.
        DomainError: `minutes_are_closed`: it belongs to a conversation whose minutes are submitted.
    """
    with writing(viewer, about=()):
        person = get_page_person(viewer, person_id)
        if draft.conversation_id is not None:
            require_open_minutes(viewer, person, draft.conversation_id)
        stamp = change_stamp(viewer, now)
        values = draft.model_dump() | {"person": person.id}
        return Receipt(stamp.batch, 1, recording.create(ChangeSubject.GOAL, person.id, values, stamp))


def edit(viewer: Viewer, now: datetime, goal_id: int, version: int, draft: GoalDraft) -> Receipt:
    """Edit a goal.

    Raises:
        NotFound, NotAllowed: no such goal, or on a page the viewer may not see.
        ConflictError: somebody has changed it since `version`.
    """
    with writing(viewer, about=()):
        goal = goals.get_goal(goal_id)
        if goal is None:
            raise NotFound()
        get_page_person(viewer, goal.person_id)
        edited = draft.model_dump(exclude={"conversation_id"})
        values = {name: value for name, value in edited.items() if value != getattr(goal, name)}
        if not values:
            return NOTHING_CHANGED
        stamp = change_stamp(viewer, now)
        kind = ChangeKind.STATUS if set(values) == {"status"} else ChangeKind.EDITED
        change_or_conflict(ChangeSubject.GOAL, goal, kind, values, version, stamp)
        return Receipt(stamp.batch, 1)
