"""Who is responsible for an action on a page they do not see reads the action alone, from the hand-over on."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from tests.services.hasher import HASHER
from tests.services.sample_conversations import DUE, Cast
from tui_app.cli.show import _action_as_json
from tui_app.domain.actions.changes import EditAction, MoveDue, SetStatus
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.errors import ConflictError
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Viewer
from tui_app.services import activity, my_data, search
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.follow_up import follow_ups
from tui_app.services.people import goals
from tui_app.services.undo import undo

SECRET_GOAL = "Håndtere konflikten på avdelingen"
EARLIER = ("Vi snakket om sykmeldingen", "Sykdom er grunnen")
AFTER = "Bestilt rom"


def goal_of(cast: Cast, now: datetime) -> int:
    draft = validate_draft(GoalDraft, {"text": SECRET_GOAL, "kind": GoalKind.DEVELOPMENT})
    return goals.add(cast.leader, now, cast.employee.id, draft).subject_id


def handed_over(cast: Cast, now: datetime) -> Action:
    """An action that serves a goal, with a comment and an earlier wording, handed over to the stranger."""
    draft = validate_draft(
        ActionDraft,
        {
            "text": EARLIER[1],
            "responsible_id": cast.employee.id,
            "due": now.date() - timedelta(days=3),
            "goal_id": goal_of(cast, now),
        },
    )
    action_id = actions.add(cast.leader, now, cast.employee.id, draft).subject_id
    activity.since_last_visit(cast.stranger, now)
    actions.comment(cast.employee, now, action_id, EARLIER[0])
    acknowledgements.remind_responsible(cast.leader, now, action_id)
    change(cast.leader, now, action_id, EditAction({"text": "Ta kurs", "responsible_id": cast.stranger.id}))
    return actions.get(cast.leader, now, action_id)


def change(viewer: Viewer, now: datetime, action_id: int, *changes: object) -> str:
    version = actions.get(viewer, now, action_id).version
    return actions.change(viewer, now, [ActionVersion(action_id, version)], *changes).batch  # type: ignore[arg-type]


def everything(viewer: Viewer, now: datetime, action_id: int) -> str:
    """Everything that the services tell this person about the action."""
    return repr(
        (
            actions.get(viewer, now, action_id),
            actions.checklist(viewer, now, ChecklistScope.MINE),
            actions.history_of(viewer, now, action_id),
            acknowledgements.own_notices(viewer, now),
            search.search(viewer, now, "kurs"),
            activity.since_last_visit(viewer, now),
            my_data.export(viewer, now, HASHER, "").promises,
        )
    )


def test_the_goal_is_told_only_to_who_sees_the_page(cast: Cast, now: datetime) -> None:
    action = handed_over(cast, now)
    assert SECRET_GOAL not in everything(cast.stranger, now, action.id)
    for party in (cast.leader, cast.employee):
        assert actions.get(party, now, action.id).goal_text == SECRET_GOAL
    mine = actions.get(cast.stranger, now, action.id)
    assert (mine.goal_id, mine.conversation_id, mine.text) == (None, None, "Ta kurs")


def test_nothing_from_before_the_hand_over_is_told(cast: Cast, now: datetime) -> None:
    action = handed_over(cast, now)
    told = everything(cast.stranger, now, action.id)
    assert not [text for text in EARLIER if text in told]
    history = actions.history_of(cast.stranger, now, action.id)
    assert [one.kind for one in history] == [ChangeKind.RESPONSIBLE]
    assert actions.get(cast.stranger, now, action.id).comments == 0
    assert acknowledgements.own_notices(cast.stranger, now) == {}
    assert len(actions.history_of(cast.employee, now, action.id)) == 4
    assert len(activity.since_last_visit(cast.stranger, now).events) == 1


def test_what_is_written_since_is_told(cast: Cast, now: datetime) -> None:
    action = handed_over(cast, now)
    actions.comment(cast.employee, now, action.id, AFTER)
    assert [one.note for one in actions.history_of(cast.stranger, now, action.id)] == [AFTER, ""]
    assert actions.get(cast.stranger, now, action.id).comments == 1
    assert acknowledgements.own_notices(cast.stranger, now)[action.id].is_comment
    assert actions.get(cast.leader, now, action.id).comments == 2


def test_who_was_responsible_from_the_start_sees_all_of_the_history(cast: Cast, now: datetime) -> None:
    draft = validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": cast.stranger.id, "due": DUE})
    action_id = actions.add(cast.leader, now, cast.employee.id, draft).subject_id
    actions.comment(cast.employee, now, action_id, AFTER)
    change(cast.leader, now, action_id, MoveDue(DUE + timedelta(days=7)))
    kinds = [one.kind for one in actions.history_of(cast.stranger, now, action_id)]
    assert kinds == [ChangeKind.MOVED, ChangeKind.COMMENT, ChangeKind.CREATED]


def test_each_hand_over_begins_anew_and_an_undone_one_does_not_count(cast: Cast, now: datetime) -> None:
    action = handed_over(cast, now)
    actions.comment(cast.stranger, now, action.id, AFTER)
    batch = change(cast.leader, now, action.id, EditAction({"responsible_id": cast.leader.id}))
    undo(cast.leader, now, batch)
    assert AFTER in [one.note for one in actions.history_of(cast.stranger, now, action.id)]
    change(cast.leader, now, action.id, EditAction({"responsible_id": cast.administrator.id}))
    assert AFTER not in [one.note for one in actions.history_of(cast.administrator, now, action.id)]


def test_the_parties_see_everything_also_when_it_comes_back_to_them(cast: Cast, now: datetime) -> None:
    action = handed_over(cast, now)
    change(cast.leader, now, action.id, EditAction({"responsible_id": cast.employee.id}))
    assert {one.note for one in actions.history_of(cast.employee, now, action.id)} >= {EARLIER[0]}
    assert actions.get(cast.employee, now, action.id).comments == 1


def test_a_conflict_tells_no_more_than_the_action(cast: Cast, now: datetime) -> None:
    action = handed_over(cast, now)
    with pytest.raises(ConflictError) as conflict:
        actions.change(cast.stranger, now, [ActionVersion(action.id, action.version - 1)], SetStatus(ActionStatus.DONE))
    assert SECRET_GOAL not in repr(conflict.value.current)


def test_the_next_follow_up_of_the_parties_is_not_affected(cast: Cast, now: datetime) -> None:
    handed_over(cast, now)
    assert follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {})).batch


def test_the_command_prints_no_goal(cast: Cast, now: datetime) -> None:
    handed_over(cast, now)
    rows = [_action_as_json(one, now.date()) for one in actions.checklist(cast.stranger, now, ChecklistScope.MINE)]
    printed = json.dumps(rows, default=str)
    assert SECRET_GOAL not in printed
    assert rows[0]["goal"] == ""
