"""What each party sees of a conversation; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import FORM, Cast, planned, set_bookmark
from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.conversations.wished_questions import with_wished_questions
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed, NotFound
from tui_app.domain.records.conversation import ConversationKind, ConversationState, Role
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.conversations import bookmark, conversation_view, planning, preparation, topics
from tui_app.services.minutes import drafting
from tui_app.services.people import goals, people, person_page
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.tables import registry as tables


def test_both_see_the_same_conversation_each_from_their_side(cast: Cast, now: datetime, conversation_id: int) -> None:
    leaders, employees = (
        conversation_view.get_view(cast.leader, now, conversation_id),
        conversation_view.get_view(cast.employee, now, conversation_id),
    )
    assert (leaders.role, employees.role) == (Role.LEADER, Role.EMPLOYEE)
    assert leaders.conversation == employees.conversation
    assert leaders.form == employees.form == with_wished_questions(FORM)
    assert leaders.my_preparation == employees.my_preparation == leaders.their_preparation == Preparation({})
    assert (leaders.draft, leaders.has_hidden_draft, leaders.signed) == (None, False, ())


def test_nobody_else_sees_or_prepares_it(cast: Cast, now: datetime, conversation_id: int) -> None:
    for who in cast.outsiders:
        for refused in (
            lambda who=who: conversation_view.get_view(who, now, conversation_id),
            lambda who=who: preparation.save_answer(who, now, conversation_id, "how", "Hei", 0),
            lambda who=who: preparation.share(who, now, conversation_id),
        ):
            with pytest.raises(NotAllowed):
                refused()
    with pytest.raises(NotFound):
        conversation_view.get_view(cast.leader, now, 4711)


def test_the_first_section_lists_what_was_open_before(cast: Cast, now: datetime, conversation_id: int) -> None:
    values = {"text": "Fra i fjor", "responsible_id": cast.leader.id, "due": conversations.DUE}
    before = actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, values)).subject_id
    goal = {"text": "Gammelt mål", "kind": GoalKind.WORK}
    old_goal = goals.add(cast.leader, now, cast.employee.id, validate_draft(GoalDraft, goal)).subject_id
    agreed = conversations.agree_action(cast, now, conversation_id, cast.employee)
    new_goal = conversations.agree_goal(cast, now, conversation_id, cast.leader)
    for who in (cast.leader, cast.employee):
        seen = conversation_view.get_view(who, now, conversation_id)
        assert [one.id for one in seen.actions] == [before]
        assert [one.id for one in seen.goals] == [old_goal]
        assert [one.id for one in seen.agreed_actions] == [agreed]
        assert [one.id for one in seen.agreed_goals] == [new_goal]


def test_a_goal_reached_since_the_conversation_before_stays_in_sight(cast: Cast, now: datetime) -> None:
    def reach(goal_id: int, at: datetime) -> None:
        there = next(one for one in person_page.get(cast.leader, at, cast.employee.id).goals if one.id == goal_id)
        draft = {"text": there.text, "kind": there.kind, "status": GoalStatus.REACHED}
        goals.edit(cast.employee, at, goal_id, there.version, validate_draft(GoalDraft, draft))

    def goals_of(conversation_id: int) -> list[str]:
        return [one.text for one in conversation_view.get_view(cast.leader, now, conversation_id).goals]

    first = conversations.held(cast, now)
    long_ago = conversations.agree_goal(cast, now, first, cast.leader, "Nådd før")
    reach(long_ago, now)
    lately = conversations.agree_goal(cast, now, first, cast.leader, "Nådd siden sist")
    open_one = conversations.agree_goal(cast, now, first, cast.leader, "Ikke nådd")
    reach(lately, now + timedelta(days=3))
    second = planning.plan(cast.leader, now, cast.employee.id, conversations.plan_draft(cast)).subject_id
    assert goals_of(second) == ["Ikke nådd", "Nådd siden sist"]
    reach(open_one, now + timedelta(days=4))
    assert set(goals_of(second)) == {"Ikke nådd", "Nådd siden sist"}


def test_an_earlier_leader_keeps_the_conversation_but_not_the_page(
    cast: Cast, now: datetime, kari: Viewer, ola: Person
) -> None:
    conversation_id = conversations.drafted(cast, now)
    agreed = conversations.agree_action(cast, now, conversation_id, cast.leader, "Avtalt da")
    moved = people.get_for_editing(kari, now, cast.employee.id)
    people.edit(
        kari, now, moved.id, moved.version, validate_draft(PersonDraft, {"name": moved.name, "leader_id": kari.id})
    )
    values = {"text": "Avtalt med ny leder", "responsible_id": cast.employee.id, "due": conversations.DUE}
    actions.add(kari, now, cast.employee.id, validate_draft(ActionDraft, values))
    goal = validate_draft(GoalDraft, {"text": "Mål med ny leder", "kind": GoalKind.WORK})
    goals.add(kari, now, cast.employee.id, goal)
    topics.add(cast.employee, now, cast.employee.id, validate_draft(TopicDraft, {"text": "Til ny leder"}))
    with pytest.raises(NotAllowed):
        person_page.get(cast.leader, now, cast.employee.id)
    seen = conversation_view.get_view(cast.leader, now, conversation_id)
    assert [one.id for one in seen.agreed_actions] == [agreed]
    assert (seen.actions, seen.goals, seen.topics) == ((), (), ())
    with pytest.raises(NotAllowed):
        conversation_view.get_view(kari, now, conversation_id)
    mine = conversation_view.get_view(cast.employee, now, conversation_id)
    assert [one.text for one in mine.actions] == ["Avtalt med ny leder"]
    assert [one.text for one in mine.topics] == ["Til ny leder"]


def test_a_conversation_without_a_form_has_no_view(cast: Cast, now: datetime) -> None:
    with writing(), bypassing_row_security():
        noted = tables.Conversation.insert(
            person=cast.employee.id,
            leader=cast.leader.id,
            kind=ConversationKind.OTHER,
            state=ConversationState.HELD,
            on=now.date(),
            note="Kort prat",
        ).execute()
    assert conversation_view.get(cast.leader, now, noted).title == {}
    for refused in (
        lambda: conversation_view.get_view(cast.leader, now, noted),
        lambda: preparation.save_answer(cast.employee, now, noted, "how", "Bra", 0),
        lambda: drafting.save_section(cast.employee, now, noted, "work", "Tekst", 0),
    ):
        with pytest.raises(DomainError, match="no_form"):
            refused()


def test_it_opens_again_where_each_was(cast: Cast, now: datetime, conversation_id: int) -> None:
    assert bookmark.open_conversation_id(cast.employee, now) == 0
    preparation.save_answer(cast.employee, now, conversation_id, "proud", "Alt", 0)
    set_bookmark(cast.leader, conversation_id, "ahead")
    assert (
        bookmark.open_conversation_id(cast.employee, now)
        == bookmark.open_conversation_id(cast.leader, now)
        == conversation_id
    )
    assert conversation_view.get_view(cast.employee, now, conversation_id).bookmark == "proud"
    assert conversation_view.get_view(cast.leader, now, conversation_id).bookmark == "ahead"
    planning.start(cast.employee, now, conversation_id)
    drafting.save_section(cast.employee, now, conversation_id, "ahead", "Tekst", 0)
    assert conversation_view.get_view(cast.employee, now, conversation_id).bookmark == "ahead"
    other = planned(cast, now)
    assert conversation_view.get_view(cast.employee, now, other).bookmark == ""
    bookmark.clear(cast.employee, now)
    assert (bookmark.open_conversation_id(cast.employee, now), bookmark.open_conversation_id(cast.leader, now)) == (
        0,
        conversation_id,
    )
    assert conversation_view.get_view(cast.employee, now, conversation_id).bookmark == ""


def test_a_conversation_that_is_gone_was_not_left_open(cast: Cast, now: datetime, conversation_id: int) -> None:
    set_bookmark(cast.leader, conversation_id, "work")
    with writing(), bypassing_row_security():
        tables.Conversation.delete().where(tables.Conversation.id == conversation_id).execute()
    assert bookmark.open_conversation_id(cast.leader, now) == 0
