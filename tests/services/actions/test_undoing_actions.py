"""Undoing what was done with actions; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services.actions.one_action import DUE, agree, target
from tui_app.domain.actions.changes import EditAction, MoveDue, SetStatus
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpRequestDraft
from tui_app.domain.errors import ConflictError, DomainError, NotFound
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.change_stamp import Receipt
from tui_app.services.conversations import topics
from tui_app.services.follow_up import requests
from tui_app.services.people import goals, person_page
from tui_app.services.undo import undo


def test_undo_goes_back_step_by_step_to_before_the_action_was_there(kari: Viewer, ola: Person, now: datetime) -> None:
    added = actions.add(
        kari, now, ola.id, validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": ola.id, "due": DUE})
    )
    moved = actions.change(kari, now, [ActionVersion(added.subject_id, 1)], MoveDue(DUE + timedelta(days=1)))
    ticked = actions.change(kari, now, [ActionVersion(added.subject_id, 2)], SetStatus(ActionStatus.DONE))
    undo(kari, now, ticked.batch)
    assert actions.get(kari, now, added.subject_id).is_open
    undo(kari, now, moved.batch)
    back = actions.get(kari, now, added.subject_id)
    assert (back.due, back.moved) == (DUE, 0)
    undo(kari, now, added.batch)
    with pytest.raises(NotFound):
        actions.get(kari, now, added.subject_id)
    with pytest.raises(DomainError, match="nothing_to_undo"):
        undo(kari, now, added.batch)


def test_the_id_of_an_undone_action_is_never_reused(kari: Viewer, ola: Person, now: datetime) -> None:
    """Somebody who still has the undone action open must not change another one."""
    receipt = actions.add(
        viewer_of(ola),
        now,
        ola.id,
        validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": ola.id, "due": DUE}),
    )
    seen = actions.get(kari, now, receipt.subject_id)
    undo(viewer_of(ola), now, receipt.batch)
    other = agree(viewer_of(ola), now, ola, "Lede møtet")
    with pytest.raises(NotFound):
        actions.change(kari, now, target(seen), EditAction({"text": "Ta kurs på nett"}))
    assert actions.get(kari, now, other.id) == other


def test_no_id_of_an_undone_record_is_reused(kari: Viewer, ola: Person, now: datetime) -> None:
    def goal() -> Receipt:
        return goals.add(kari, now, ola.id, validate_draft(GoalDraft, {"text": "Bli trygg", "kind": GoalKind.WORK}))

    def topic() -> Receipt:
        return topics.add(kari, now, ola.id, validate_draft(TopicDraft, {"text": "Vaktplanen"}))

    def request() -> Receipt:
        return requests.send(viewer_of(ola), now, validate_draft(FollowUpRequestDraft, {}))

    for add in (goal, topic, request):
        numbers = []
        for _again in range(3):
            receipt = add()
            numbers.append(receipt.subject_id)
            undo(viewer_of(ola) if add is request else kari, now, receipt.batch)
        assert numbers == sorted(set(numbers)), add.__name__


def test_undo_takes_back_all_that_one_key_did(kari: Viewer, ola: Person, now: datetime) -> None:
    made = [agree(kari, now, ola, text) for text in ("En", "To", "Tre")]
    receipt = actions.change(
        kari, now, [ActionVersion(one.id, one.version) for one in made], SetStatus(ActionStatus.DONE)
    )
    assert receipt.count == 3
    assert undo(kari, now, receipt.batch) == 3
    assert all(one.is_open for one in actions.checklist(kari, now, ChecklistScope.TEAM))


def test_undo_is_refused_once_somebody_else_went_on(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    ticked = actions.change(kari, now, target(action), SetStatus(ActionStatus.DONE))
    actions.change(viewer_of(ola), now, [ActionVersion(action.id, 2)], SetStatus(ActionStatus.OPEN))
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(kari, now, ticked.batch)
    assert refused.value.values["by"] == "Ola Hansen"


def test_who_only_wrote_a_comment_is_named_where_something_new_is_to_go(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    added = actions.add(
        kari, now, ola.id, validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": ola.id, "due": DUE})
    )
    actions.comment(viewer_of(ola), now, added.subject_id, "Gjerne")
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(kari, now, added.batch)
    assert refused.value.values["by"] == "Ola Hansen"


def test_a_new_goal_is_not_taken_from_an_action_that_serves_it(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    added = goals.add(kari, now, ola.id, validate_draft(GoalDraft, {"text": "Bli bedre", "kind": GoalKind.WORK}))
    me = viewer_of(ola)
    actions.change(me, now, target(action), EditAction({"goal_id": added.subject_id}))
    actions.change(kari, now, [ActionVersion(action.id, 2)], SetStatus(ActionStatus.STARTED))
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(kari, now, added.batch)
    assert refused.value.values["by"] == "Ola Hansen"
    assert actions.get(kari, now, action.id).goal_text == "Bli bedre"
    current = actions.get(kari, now, action.id)
    freed = actions.change(me, now, target(current), EditAction({"goal_id": None}))
    undo(kari, now, added.batch)
    assert person_page.get(kari, now, ola.id).goals == ()
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(me, now, freed.batch)
    assert refused.value.values["by"] == "Kari Nordmann"


def test_a_new_goal_stays_while_an_action_agreed_since_serves_it(kari: Viewer, ola: Person, now: datetime) -> None:
    added = goals.add(kari, now, ola.id, validate_draft(GoalDraft, {"text": "Bli bedre", "kind": GoalKind.WORK}))
    agree(viewer_of(ola), now, ola, goal_id=added.subject_id)
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(kari, now, added.batch)
    assert refused.value.values["by"] == "Ola Hansen"


def test_a_third_terminal_notices_an_undo(kari: Viewer, ola: Person, now: datetime) -> None:
    """Something read before the undo must not overwrite something written after it."""
    action = agree(kari, now, ola)
    moved = actions.change(kari, now, target(action), MoveDue(DUE + timedelta(days=1)))
    read_meanwhile = actions.get(viewer_of(ola), now, action.id)
    undo(kari, now, moved.batch)
    with pytest.raises(ConflictError):
        actions.change(viewer_of(ola), now, target(read_meanwhile), SetStatus(ActionStatus.DONE))


def test_nobody_undoes_what_another_did(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    ticked = actions.change(kari, now, target(action), SetStatus(ActionStatus.DONE))
    with pytest.raises(DomainError, match="nothing_to_undo"):
        undo(viewer_of(ola), now, ticked.batch)
