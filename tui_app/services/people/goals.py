"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.errors import ConflictError, NotFound
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_page_person, require_open_minutes
from tui_app.services.change_stamp import NOTHING_CHANGED, Receipt, change_stamp
from tui_app.storage.actions import goals
from tui_app.storage.database import reading, writing
from tui_app.storage.history import history, recording

if TYPE_CHECKING:
    from tui_app.domain.drafts.actions import GoalDraft


def list_goals(viewer: Viewer, now: datetime, person_id: int) -> tuple[Goal, ...]:
    """The goals of a person, open ones first.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to see.
    """
    with reading(viewer):
        return goals.goals_of_person(get_page_person(viewer, person_id).id)


def add(viewer: Viewer, now: datetime, person_id: int, draft: GoalDraft) -> Receipt:
    """Set a goal for a person.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
        DomainError: `minutes_are_closed`, when it is agreed in a conversation whose minutes are submitted.
    """
    with writing(viewer):
        person = get_page_person(viewer, person_id)
        if draft.conversation_id is not None:
            require_open_minutes(viewer, person, draft.conversation_id)
        return _add(viewer, now, ChangeSubject.GOAL, person_id, draft.model_dump())


def edit(viewer: Viewer, now: datetime, goal_id: int, version: int, draft: GoalDraft) -> Receipt:
    """Change a goal.

    Raises:
        NotFound, NotAllowed: not there, or not theirs.
        ConflictError: somebody changed it since `version` was seen.
    """
    with writing(viewer):
        goal = goals.get_goal(goal_id)
        if goal is None:
            raise NotFound()
        get_page_person(viewer, goal.person_id)
        kept = draft.model_dump(exclude={"conversation_id"})
        values = {name: value for name, value in kept.items() if value != getattr(goal, name)}
        if not values:
            return NOTHING_CHANGED
        done = change_stamp(viewer, now)
        kind = ChangeKind.STATUS if set(values) == {"status"} else ChangeKind.EDITED
        if not recording.update(ChangeSubject.GOAL, goal, kind, values, version, done):
            raise ConflictError(goal, history.last_changed_by(ChangeSubject.GOAL, goal.id))
        return Receipt(done.batch, 1)


def _add(viewer: Viewer, now: datetime, subject: ChangeSubject, person_id: int, values: dict[str, object]) -> Receipt:
    with writing(viewer):
        person = get_page_person(viewer, person_id)
        done = change_stamp(viewer, now)
        new = recording.create(subject, person.id, values | {"person": person.id}, done)
        return Receipt(done.batch, 1, new)
