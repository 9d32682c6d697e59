"""What is submitted, and what the minutes agree on; on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services import sample_conversations as conversations
from tests.services.minutes.minutes_steps import DAYS
from tests.services.sample_conversations import DUE, Cast
from tui_app.domain.actions.changes import EditAction, MoveDue, SetStatus
from tui_app.domain.conversations.submission import MinutesGap
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed
from tui_app.domain.minutes.signed_minutes import AgreedAction, AgreedGoal
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.minutes import amendments, drafting, export, signing, submission
from tui_app.services.people import goals
from tui_app.services.undo import undo

S = ConversationState


def test_what_is_agreed_after_submitting_is_refused(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    conversations.agree_action(cast, now, conversation_id, cast.leader)
    submission.submit(cast.employee, now, conversation_id, "nb")
    for who in (cast.leader, cast.employee):
        with pytest.raises(DomainError, match="minutes_are_closed"):
            conversations.agree_action(cast, now, conversation_id, who)
        with pytest.raises(DomainError, match="minutes_are_closed"):
            conversations.agree_goal(cast, now, conversation_id, who)
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Mer"})
    conversations.agree_action(cast, now, conversation_id, cast.leader, "Mer")
    submission.submit(cast.employee, now, conversation_id, "nb")
    signed = signing.sign(cast.leader, now, conversation_id)
    assert [one.text for one in signed.document.actions] == ["Ta kurs", "Mer"]
    with pytest.raises(DomainError, match="minutes_are_closed"):
        conversations.agree_action(cast, now, conversation_id, cast.leader)
    amendments.start(cast.employee, now, conversation_id)
    conversations.agree_action(cast, now, conversation_id, cast.employee, "Enda mer")


def test_what_was_submitted_is_what_is_signed_whatever_changes_meanwhile(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    goal = conversations.agree_goal(cast, now, conversation_id, cast.leader)
    action = conversations.agree_action(cast, now, conversation_id, cast.leader, goal_id=goal)
    submission.submit(cast.employee, now, conversation_id, "nb")
    actions.change(cast.employee, now, [ActionVersion(action, 1)], MoveDue(DUE + 30 * DAYS))
    edited = EditAction({"text": "Slippe kurs", "responsible_id": cast.leader.id, "goal_id": None})
    actions.change(cast.employee, now, [ActionVersion(action, 2)], edited)
    actions.change(cast.employee, now, [ActionVersion(action, 3)], SetStatus(ActionStatus.DROPPED, "Ombestemt"))
    changed = validate_draft(GoalDraft, {"text": "Noe annet", "kind": GoalKind.WORK})
    goals.edit(cast.employee, now, goal, 1, changed)
    document = signing.sign(cast.leader, now, conversation_id).document
    assert document.actions == (AgreedAction("Ta kurs", "Ola Hansen", DUE, "Bli trygg"),)
    assert document.goals == (AgreedGoal("Bli trygg", GoalKind.DEVELOPMENT),)


def test_what_was_dropped_before_submitting_is_not_in_the_minutes(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    goal = conversations.agree_goal(cast, now, conversation_id, cast.leader)
    action = conversations.agree_action(cast, now, conversation_id, cast.leader)
    actions.change(cast.leader, now, [ActionVersion(action, 1)], SetStatus(ActionStatus.DROPPED, "Feil"))
    dropped = {"text": "Bli trygg", "kind": GoalKind.DEVELOPMENT, "status": GoalStatus.DROPPED}
    goals.edit(cast.leader, now, goal, 1, validate_draft(GoalDraft, dropped))
    assert submission.list_gaps(cast.employee, now, conversation_id) == ((MinutesGap.NO_ACTION, ""),)
    submission.submit(cast.employee, now, conversation_id, "nb")
    document = signing.sign(cast.leader, now, conversation_id).document
    assert (document.actions, document.goals) == ((), ())


def test_what_the_minutes_lack_is_pointed_out_and_they_may_be_submitted(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.planned(cast, now)
    with pytest.raises(DomainError, match="step_impossible"):
        submission.list_gaps(cast.employee, now, conversation_id)
    planning.start(cast.leader, now, conversation_id)
    drafting.save_section(cast.employee, now, conversation_id, "work", "", 0)
    goal = conversations.agree_goal(cast, now, conversation_id, cast.leader)
    assert submission.list_gaps(cast.employee, now, conversation_id) == (
        (MinutesGap.EMPTY, ""),
        (MinutesGap.NO_ACTION, ""),
        (MinutesGap.GOAL_WITHOUT_ACTION, "Bli trygg"),
    )
    conversations.agree_action(cast, now, conversation_id, cast.employee)
    drafting.save_section(cast.employee, now, conversation_id, "work", "Noe", 1)
    assert submission.list_gaps(cast.employee, now, conversation_id) == ((MinutesGap.GOAL_WITHOUT_ACTION, "Bli trygg"),)
    conversations.agree_action(cast, now, conversation_id, cast.employee, goal_id=goal)
    assert submission.list_gaps(cast.employee, now, conversation_id) == ()
    submission.submit(cast.employee, now, conversation_id, "nb")


def test_minutes_without_a_text_may_be_submitted(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    conversations.agree_action(cast, now, conversation_id, cast.leader)
    assert submission.list_gaps(cast.employee, now, conversation_id) == ((MinutesGap.EMPTY, ""),)
    with pytest.raises(NotAllowed):
        submission.submit(cast.leader, now, conversation_id, "nb")
    assert conversations.state(cast, now, conversation_id) is S.HELD
    seen = conversation_view.get_view(cast.employee, now, conversation_id).submitted_versions
    submission.submit(cast.employee, now, conversation_id, "nb", seen)
    assert conversations.states_of(conversations.history_of(ChangeSubject.CONVERSATION, conversation_id))[-2:] == [
        ("held", "drafting"),
        ("drafting", "submitted"),
    ]
    document = signing.sign(cast.leader, now, conversation_id).document
    assert [section.text for section in document.sections] == ["", ""]
    assert [action.text for action in document.actions] == ["Ta kurs"]


def test_a_text_from_another_terminal_is_not_submitted_unseen_as_none(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    seen = conversation_view.get_view(cast.employee, now, conversation_id).submitted_versions
    drafting.save_section(cast.employee, now, conversation_id, "work", "Likevel noe", 0)
    with pytest.raises(ConflictError):
        submission.submit(cast.employee, now, conversation_id, "nb", seen)


def test_what_is_submitted_is_what_was_seen(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    action = conversations.agree_action(cast, now, conversation_id, cast.leader)
    seen = conversation_view.get_view(cast.employee, now, conversation_id).submitted_versions
    changes = (
        (
            cast.employee.name,
            lambda: drafting.save_section(cast.employee, now, conversation_id, "work", "Et annet sted", 1),
        ),
        (cast.employee.name, lambda: drafting.save_section(cast.employee, now, conversation_id, "ahead", "Mer", 0)),
        (cast.leader.name, lambda: conversations.agree_goal(cast, now, conversation_id, cast.leader)),
        (cast.leader.name, lambda: conversations.agree_action(cast, now, conversation_id, cast.leader)),
        (
            cast.leader.name,
            lambda: actions.change(cast.leader, now, [ActionVersion(action, 1)], MoveDue(DUE + 7 * DAYS)),
        ),
    )
    for by, change in changes:
        change()
        with pytest.raises(ConflictError) as refused:
            submission.submit(cast.employee, now, conversation_id, "nb", seen)
        assert refused.value.by == by
        seen = conversation_view.get_view(cast.employee, now, conversation_id).submitted_versions
    assert conversations.state(cast, now, conversation_id) is S.DRAFTING
    submission.submit(cast.employee, now, conversation_id, "nb", seen)


def test_what_was_submitted_again_is_not_signed_unread(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    seen = conversation_view.get_view(cast.leader, now, conversation_id).draft
    assert seen is not None
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Mer om vaktene?"})
    submission.submit(cast.employee, now, conversation_id, "nb")
    with pytest.raises(ConflictError):
        signing.sign(cast.leader, now, conversation_id, seen.version)
    assert export.export_conversation(cast.leader, now, conversation_id) == ()
    signing.sign(cast.leader, now, conversation_id, seen.version + 2)


def test_what_is_part_of_submitted_minutes_is_not_undone(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    values = {
        "text": "Ta kurs",
        "responsible_id": cast.employee.id,
        "due": now.date(),
        "conversation_id": conversation_id,
    }
    receipt = actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, values))
    submission.submit(cast.employee, now, conversation_id, "nb")
    with pytest.raises(DomainError, match="undo_too_late"):
        undo(cast.leader, now, receipt.batch)
