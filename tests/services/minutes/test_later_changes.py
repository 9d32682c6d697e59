"""What changed about the agreements between submitting and signing: pointed out if it did, and only then."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast, cast_of
from tui_app.domain.actions.changes import ActionChange, EditAction, MoveDue, SetStatus
from tui_app.domain.drafts.actions import GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError
from tui_app.domain.minutes.later_changes import LaterChanges
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Viewer
from tui_app.services import undo
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import signing, submission
from tui_app.services.people import goals, people


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


def later(cast: Cast, now: datetime, talk: int) -> LaterChanges:
    return conversation_view.get_view(cast.leader, now, talk).later_changes


def change(cast: Cast, now: datetime, action_id: int, how: ActionChange, by: Viewer | None = None) -> str:
    who = by or cast.leader
    version = actions.get(who, now, action_id).version
    return actions.change(who, now, [ActionVersion(action_id, version)], how).batch


def rename(cast: Cast, now: datetime, person_id: int, name: str) -> None:
    one = people.get_for_editing(cast.administrator, now, person_id)
    values = {"name": name, "email": one.email, "leader_id": one.leader_id}
    people.edit(cast.administrator, now, person_id, one.version, validate_draft(PersonDraft, values))


@pytest.fixture
def submitted(cast: Cast, now: datetime) -> tuple[int, int]:
    """Submitted minutes and their action."""
    talk = conversations.drafted(cast, now)
    action_id = conversations.agree_action(cast, now, talk, cast.employee)
    conversations.agree_action(cast, now, talk, cast.employee, "Ringe legen")
    submission.submit(cast.employee, now, talk, "nb")
    return talk, action_id


def test_a_person_with_a_new_name_is_no_change(cast: Cast, now: datetime, submitted: tuple[int, int]) -> None:
    talk, action_id = submitted
    rename(cast, now, cast.employee.id, "Ola Berg")
    assert later(cast, now, talk) == LaterChanges()
    change(cast, now, action_id, SetStatus(ActionStatus.DONE), cast.employee)
    assert later(cast, now, talk) == LaterChanges()


def test_another_person_is_a_change_even_under_the_same_name(
    cast: Cast, now: datetime, submitted: tuple[int, int]
) -> None:
    talk, action_id = submitted
    fields = actions.get(cast.leader, now, action_id)
    rename(cast, now, cast.employee.id, "Ola Berg")
    rename(cast, now, cast.leader.id, "Ola Hansen Moe")
    change(cast, now, action_id, EditAction({"responsible_id": cast.leader.id}))
    found = later(cast, now, talk)
    assert [(one.text, one.responsible) for one in found.no_longer] == [(fields.text, "Ola Hansen")]  # type: ignore[union-attr]
    assert [(one.text, one.responsible) for one in found.now] == [(fields.text, "Ola Hansen Moe")]  # type: ignore[union-attr]


def test_what_was_changed_and_changed_back_is_none(cast: Cast, now: datetime, submitted: tuple[int, int]) -> None:
    talk, action_id = submitted
    batch = change(cast, now, action_id, MoveDue(date(2027, 3, 1), "syk"))
    assert later(cast, now, talk) != LaterChanges()
    undo.undo(cast.leader, now, batch)
    assert later(cast, now, talk) == LaterChanges()


def test_one_of_two_equal_actions_that_is_dropped_is_a_change(cast: Cast, now: datetime) -> None:
    talk = conversations.drafted(cast, now)
    twins = [conversations.agree_action(cast, now, talk, cast.employee) for _ in range(2)]
    submission.submit(cast.employee, now, talk, "nb")
    change(cast, now, twins[0], SetStatus(ActionStatus.DROPPED, "nok"))
    assert len(later(cast, now, talk).no_longer) == 1


def test_a_clock_that_was_set_back_hides_no_change(cast: Cast, now: datetime, submitted: tuple[int, int]) -> None:
    talk, action_id = submitted
    change(cast, now - timedelta(days=3), action_id, MoveDue(date(2027, 3, 1), "syk"))
    assert len(later(cast, now, talk).now) == 1


def test_signing_is_refused_while_something_has_changed_unseen(
    cast: Cast, now: datetime, submitted: tuple[int, int]
) -> None:
    talk, action_id = submitted
    seen = later(cast, now, talk)
    change(cast, now, action_id, MoveDue(date(2027, 3, 1), "syk"))
    with pytest.raises(DomainError) as refused:
        signing.sign(cast.leader, now, talk, 0, True, seen)
    assert refused.value.code == "agreements_changed"
    signing.sign(cast.leader, now, talk, 0, True, later(cast, now, talk))


def test_an_action_that_was_ticked_meanwhile_stops_no_signature(
    cast: Cast, now: datetime, submitted: tuple[int, int]
) -> None:
    talk, action_id = submitted
    seen = later(cast, now, talk)
    change(cast, now, action_id, SetStatus(ActionStatus.DONE), cast.employee)
    rename(cast, now, cast.employee.id, "Ola Berg")
    signed = signing.sign(cast.leader, now, talk, 0, True, seen)
    assert signed.document.actions[0].responsible == "Ola Hansen"


def test_a_goal_on_the_page_that_an_earlier_leader_does_not_see_is_no_change(cast: Cast, now: datetime) -> None:
    goal = validate_draft(GoalDraft, {"text": "Bli trygg", "kind": GoalKind.DEVELOPMENT})
    own = goals.add(cast.leader, now, cast.employee.id, goal).subject_id
    talk = conversations.drafted(cast, now)
    conversations.agree_action(cast, now, talk, cast.employee, goal_id=own)
    submission.submit(cast.employee, now, talk, "nb")
    one = people.get_for_editing(cast.administrator, now, cast.employee.id)
    values = {"name": one.name, "email": one.email, "leader_id": cast.administrator.id}
    people.edit(cast.administrator, now, one.id, one.version, validate_draft(PersonDraft, values))
    assert later(cast, now, talk) == LaterChanges()
