"""Starting a conversation, and taking back a start by mistake; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.conversations.plans import one
from tests.services.sample_conversations import DAY, Cast, planned
from tui_app.domain.errors import DomainError, NotAllowed, NotFound
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.services import calendars
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.minutes import drafting
from tui_app.services.people import team as team_overview


@pytest.mark.parametrize("who", ["leader", "employee"])
def test_either_begins_and_twice_is_once(cast: Cast, now: datetime, who: str) -> None:
    conversation_id = planned(cast, now)
    planning.start(getattr(cast, who), now, conversation_id)
    begun = one(cast, now, conversation_id)
    assert (begun.state, begun.held_at, begun.on) == (ConversationState.HELD, now, now.date())
    planning.start(cast.leader, now + timedelta(hours=1), conversation_id)
    assert one(cast, now, conversation_id) == begun
    story = conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)
    assert [(step.kind, step.at) for step in story] == [(ChangeKind.CREATED, now), (ChangeKind.STEP, now)]
    assert story[1].by_name == getattr(cast, who).name
    assert conversations.states_of(story) == [("", "planned"), ("planned", "held")]


def test_outsiders_neither_begin_nor_read(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now)
    for who in cast.outsiders:
        with pytest.raises(NotAllowed):
            planning.start(who, now, conversation_id)
        with pytest.raises(NotAllowed):
            conversation_view.get(who, now, conversation_id)
        with pytest.raises(NotAllowed):
            calendars.appointments(who, now, [conversation_id], "nb")
    with pytest.raises(NotFound):
        planning.start(cast.leader, now, 4711)
    assert one(cast, now, conversation_id).state is ConversationState.PLANNED


@pytest.mark.parametrize("who", ["leader", "employee"])
def test_a_start_by_mistake_is_taken_back_and_no_longer_counts(cast: Cast, now: datetime, who: str) -> None:
    viewer: Viewer = getattr(cast, who)
    conversation_id = conversations.held(cast, now)
    assert one(cast, now, conversation_id).on == now.date()
    planning.take_back(viewer, now, conversation_id)
    found = one(cast, now, conversation_id)
    assert (found.state, found.on, found.held_at) == (ConversationState.PLANNED, DAY, None)
    (row,) = [
        row
        for row in team_overview.overview(cast.leader, now, cast.leader.id).rows
        if row.person.id == cast.employee.id
    ]
    assert (row.facts.last_conversation, row.facts.next_conversation) == (None, DAY)
    planning.start(cast.employee, now, conversation_id)
    planning.take_back(viewer, now, conversation_id)
    assert one(cast, now, conversation_id).on == DAY


@pytest.mark.parametrize("written", ["text", "action", "goal"])
def test_a_start_is_not_taken_back_once_something_is_written_or_agreed(cast: Cast, now: datetime, written: str) -> None:
    conversation_id = conversations.held(cast, now)
    if written == "text":
        drafting.save_section(cast.employee, now, conversation_id, "work", "Vi snakket.", 0)
    elif written == "action":
        conversations.agree_action(cast, now, conversation_id, cast.leader)
    else:
        conversations.agree_goal(cast, now, conversation_id, cast.leader)
    with pytest.raises(DomainError, match="already_written"):
        planning.take_back(cast.leader, now, conversation_id)
    assert one(cast, now, conversation_id).held_at is not None


@pytest.mark.parametrize("make", [conversations.planned, conversations.submitted, conversations.signed])
def test_only_a_start_can_be_taken_back(cast: Cast, now: datetime, make: Callable[[Cast, datetime], int]) -> None:
    conversation_id = make(cast, now)
    with pytest.raises(DomainError, match=r"step_impossible|already_written"):
        planning.take_back(cast.leader, now, conversation_id)
    with pytest.raises(NotAllowed):
        planning.take_back(cast.stranger, now, conversation_id)
