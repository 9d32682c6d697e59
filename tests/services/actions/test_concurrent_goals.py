"""A goal is undone by one while another ties an action to it: either order is clean, on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services.minutes.test_concurrent_minutes import at_the_same_time
from tests.services.sample_conversations import Cast
from tui_app.domain.actions.changes import EditAction
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.goal import GoalKind
from tui_app.services import undo
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.people import goals


def draft(cast: Cast, now: datetime, goal_id: int | None) -> ActionDraft:
    values = {"text": "Kurs", "responsible_id": cast.employee.id, "due": now.date(), "goal_id": goal_id}
    return validate_draft(ActionDraft, values)


@pytest.mark.parametrize("first", ["undo", "tie"])
@pytest.mark.parametrize("how", ["new", "edit"])
def test_undoing_a_goal_and_tying_an_action_to_it_do_not_cross(cast: Cast, now: datetime, first: str, how: str) -> None:
    goal = goals.add(
        cast.leader, now, cast.employee.id, validate_draft(GoalDraft, {"text": "Fagbrev", "kind": GoalKind.DEVELOPMENT})
    )
    action_id = actions.add(cast.leader, now, cast.employee.id, draft(cast, now, None)).subject_id

    def tie() -> None:
        if how == "new":
            actions.add(cast.employee, now, cast.employee.id, draft(cast, now, goal.subject_id))
        else:
            version = actions.get(cast.employee, now, action_id).version
            actions.change(
                cast.employee, now, [ActionVersion(action_id, version)], EditAction({"goal_id": goal.subject_id})
            )

    def take_back() -> None:
        undo.undo(cast.leader, now, goal.batch)

    refusal = at_the_same_time(take_back, tie) if first == "undo" else at_the_same_time(tie, take_back)
    left = goals.list_goals(cast.leader, now, cast.employee.id)
    tied = [one for one in actions.checklist(cast.employee, now, actions.ChecklistScope.MINE) if one.goal_text]
    if first == "undo":
        assert isinstance(refusal, InvalidInput)
        assert (left, tied) == ((), [])
    else:
        assert isinstance(refusal, DomainError)
        assert refusal.code == "undo_too_late"
        assert (len(left), len(tied)) == (1, 1)
