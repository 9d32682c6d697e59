"""Two who change the same records at once, in different orders or while one takes something back; on both databases."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from tests.services import sample_conversations as conversations
from tests.services.minutes.test_concurrent_minutes import at_the_same_time
from tests.services.people.test_people_at_once import at_once
from tests.services.sample_conversations import Cast
from tui_app.domain.actions.changes import EditAction, SetStatus
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.records.action import ActionStatus
from tui_app.services import undo
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.conversations import conversation_view, planning, preparation

MANY = 30


def agreed(cast: Cast, now: datetime, text: str = "Kurs") -> int:
    values = {"text": text, "responsible_id": cast.employee.id, "due": now.date()}
    return actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, values)).subject_id


def test_many_actions_in_opposite_orders(cast: Cast, now: datetime) -> None:
    for _ in range(3):
        targets = [ActionVersion(agreed(cast, now), 1) for _ in range(MANY)]
        found = at_once(
            partial(actions.change, cast.leader, now, targets, SetStatus(ActionStatus.DONE)),
            partial(actions.change, cast.employee, now, targets[::-1], SetStatus(ActionStatus.STARTED)),
        )
        assert sorted(type(one).__name__ for one in found) == ["ConflictError", "Receipt"]


def test_undoing_many_actions_while_they_are_changed(cast: Cast, now: datetime) -> None:
    for _ in range(3):
        ids = [agreed(cast, now) for _ in range(MANY)]
        first = [ActionVersion(one, 1) for one in ids]
        done = actions.change(cast.leader, now, first, SetStatus(ActionStatus.DONE))
        found = at_once(
            partial(undo.undo, cast.leader, now, done.batch),
            partial(
                actions.change,
                cast.employee,
                now,
                [ActionVersion(one, 2) for one in ids],
                SetStatus(ActionStatus.OPEN),
            ),
        )
        refused = [one for one in found if isinstance(one, DomainError)]
        assert [one.code for one in refused] in (["undo_too_late"], [ConflictError(None, "").code])


def test_undoing_does_not_overwrite_what_is_written_at_the_same_moment(cast: Cast, now: datetime) -> None:
    action_id = agreed(cast, now)
    receipt = actions.change(cast.leader, now, [ActionVersion(action_id, 1)], EditAction({"text": "Nytt"}))
    refusal = at_the_same_time(
        lambda: actions.change(cast.employee, now, [ActionVersion(action_id, 2)], EditAction({"text": "Mitt"})),
        lambda: undo.undo(cast.leader, now, receipt.batch),
    )
    assert isinstance(refusal, DomainError)
    assert refusal.code == "undo_too_late"
    assert actions.get(cast.leader, now, action_id).text == "Mitt"


def test_undoing_a_plan_does_not_take_a_preparation_that_is_being_saved(cast: Cast, now: datetime) -> None:
    plan = planning.plan(cast.leader, now, cast.employee.id, conversations.plan_draft(cast))
    refusal = at_the_same_time(
        lambda: preparation.save_answer(cast.employee, now, plan.subject_id, "how", "Viktig", 0),
        lambda: undo.undo(cast.leader, now, plan.batch),
    )
    assert isinstance(refusal, DomainError)
    assert refusal.code == "undo_too_late"
    view = conversation_view.get_view(cast.employee, now, plan.subject_id)
    assert view.my_preparation.answers["how"].value == "Viktig"


def test_an_undo_pressed_at_two_terminals_happens_once(cast: Cast, now: datetime) -> None:
    action_id = agreed(cast, now)
    receipt = actions.change(cast.leader, now, [ActionVersion(action_id, 1)], SetStatus(ActionStatus.DONE))
    refusal = at_the_same_time(
        lambda: undo.undo(cast.leader, now, receipt.batch), lambda: undo.undo(cast.leader, now, receipt.batch)
    )
    assert isinstance(refusal, DomainError)
    assert refusal.code == "nothing_to_undo"
