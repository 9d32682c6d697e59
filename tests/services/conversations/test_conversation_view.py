"""What each party sees of a conversation and prepares for it; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import FORM, Cast, planned, set_bookmark
from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.conversations.wished_questions import with_wished_questions
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotAllowed, NotFound
from tui_app.domain.forms.answers import Answer
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationKind, ConversationState, Role
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.conversations import bookmark, conversation_view, planning, preparation, topics
from tui_app.services.minutes import drafting
from tui_app.services.people import goals, people, person_page
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.tables import registry as tables

LATER = timedelta(minutes=5)


@pytest.fixture
def conversation_id(cast: Cast, now: datetime) -> int:
    """A planned conversation."""
    return planned(cast, now)


def theirs(who: Viewer, now: datetime, conversation_id: int) -> dict[str, Answer]:
    return {
        key: one.value
        for key, one in conversation_view.get_view(who, now, conversation_id).their_preparation.answers.items()
    }


# Seeing


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


# Answering


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how", "Bra\nog bedre"),
        ("how", ""),
        ("well", 0),
        ("well", 4),
        ("yes", False),
        ("which", ["many", "few"]),
        ("which", []),
        ("yes", None),
    ],
)
def test_an_answer_comes_back_as_it_was_given(
    cast: Cast, now: datetime, conversation_id: int, question: str, value: Answer
) -> None:
    saved = preparation.save_answer(cast.employee, now, conversation_id, question, value, 0)
    assert saved == Versioned(value, 1, now)
    found = conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers[question]
    assert found == saved
    assert type(found.value) is type(value)


@pytest.mark.parametrize(
    ("question", "value"),
    [("well", 5), ("well", True), ("well", "4"), ("yes", "ja"), ("which", ["all"]), ("which", "many"), ("how", 3)],
)
def test_what_does_not_answer_the_question_is_refused(
    cast: Cast, now: datetime, conversation_id: int, question: str, value: Answer
) -> None:
    with pytest.raises(InvalidInput) as refused:
        preparation.save_answer(cast.employee, now, conversation_id, question, value, 0)
    assert set(refused.value.problems) == {question}
    assert conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers == {}


def test_each_answers_only_what_is_meant_for_them(cast: Cast, now: datetime, conversation_id: int) -> None:
    for who, question in ((cast.leader, "proud"), (cast.employee, "seen"), (cast.employee, "no such question")):
        with pytest.raises(NotFound):
            preparation.save_answer(who, now, conversation_id, question, "Hei", 0)
    preparation.save_answer(cast.employee, now, conversation_id, "proud", "Alt", 0)
    preparation.save_answer(cast.leader, now, conversation_id, "seen", "Mye", 0)


def test_a_long_text_is_kept_and_a_longer_one_refused(cast: Cast, now: datetime, conversation_id: int) -> None:
    text = "Æ😀å\n" * 5000
    cleaned = text.rstrip("\n")
    assert len(text) == 20_000
    assert preparation.save_answer(cast.employee, now, conversation_id, "how", text, 0).value == cleaned
    assert (
        conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers["how"].value == cleaned
    )
    whole = "å" * 20_000
    assert preparation.save_answer(cast.employee, now, conversation_id, "how", whole, 1).value == whole
    with pytest.raises(InvalidInput):
        preparation.save_answer(cast.employee, now, conversation_id, "how", whole + "å", 2)
    assert conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers["how"].value == whole


def test_control_characters_are_cleaned_away(cast: Cast, now: datetime, conversation_id: int) -> None:
    saved = preparation.save_answer(
        cast.employee, now, conversation_id, "how", "a\x00b\x1b[31m\u202e\r\nc\td\ud800  \n\n", 0
    )
    assert saved.value == "ab[31m\nc    d"
    assert (
        conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers["how"].value
        == saved.value
    )


def test_two_terminals_get_a_conflict(cast: Cast, now: datetime, conversation_id: int) -> None:
    first = preparation.save_answer(cast.employee, now, conversation_id, "how", "Ett", 0)
    with pytest.raises(ConflictError) as told:
        preparation.save_answer(cast.employee, now + LATER, conversation_id, "how", "To", 0)
    assert (told.value.current, told.value.by) == (first, "Ola Hansen")
    second = preparation.save_answer(cast.employee, now + LATER, conversation_id, "how", "Ett og to", first.version)
    assert (second.version, second.at) == (2, now + LATER)
    with pytest.raises(ConflictError) as told:
        preparation.save_answer(cast.employee, now + LATER, conversation_id, "how", "Tre", 1)
    assert told.value.current == second


def test_the_same_text_twice_is_no_conflict(cast: Cast, now: datetime, conversation_id: int) -> None:
    first = preparation.save_answer(cast.employee, now, conversation_id, "how", "Ett", 0)
    assert preparation.save_answer(cast.employee, now + LATER, conversation_id, "how", "Ett\n", 0) == first
    assert conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers["how"] == first


def test_an_unknown_version_is_a_conflict(cast: Cast, now: datetime, conversation_id: int) -> None:
    with pytest.raises(ConflictError) as told:
        preparation.save_answer(cast.employee, now, conversation_id, "how", "Ett", 7)
    assert told.value.current is None
    assert conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers == {}


def test_the_two_sides_do_not_conflict(cast: Cast, now: datetime, conversation_id: int) -> None:
    preparation.save_answer(cast.employee, now, conversation_id, "how", "Fint", 0)
    preparation.save_answer(cast.leader, now, conversation_id, "how", "Strevsomt", 0)
    assert conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers["how"].value == "Fint"
    assert (
        conversation_view.get_view(cast.leader, now, conversation_id).my_preparation.answers["how"].value == "Strevsomt"
    )


# Sharing


def test_a_preparation_is_private_until_it_is_shared(cast: Cast, now: datetime, conversation_id: int) -> None:
    preparation.save_answer(cast.employee, now, conversation_id, "how", "Slitsomt", 0)
    preparation.save_answer(cast.leader, now, conversation_id, "seen", "Stor innsats", 0)
    assert theirs(cast.leader, now, conversation_id) == theirs(cast.employee, now, conversation_id) == {}
    shared = preparation.share(cast.employee, now, conversation_id)
    assert shared.shared_at == now
    assert theirs(cast.leader, now, conversation_id) == {"how": "Slitsomt"}
    assert conversation_view.get_view(cast.leader, now, conversation_id).their_preparation == shared
    assert theirs(cast.employee, now, conversation_id) == {}
    preparation.save_answer(cast.employee, now, conversation_id, "proud", "Alt", 0)
    assert theirs(cast.leader, now, conversation_id) == {"how": "Slitsomt", "proud": "Alt"}


def test_sharing_can_be_stopped_only_before_the_conversation(cast: Cast, now: datetime, conversation_id: int) -> None:
    preparation.save_answer(cast.employee, now, conversation_id, "how", "Slitsomt", 0)
    preparation.share(cast.employee, now, conversation_id)
    assert preparation.share(cast.employee, now, conversation_id, shared=False).shared_at is None
    assert conversation_view.get_view(cast.leader, now, conversation_id).their_preparation == Preparation({})
    assert (
        conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers["how"].value
        == "Slitsomt"
    )
    preparation.share(cast.employee, now, conversation_id)
    planning.start(cast.leader, now, conversation_id)
    with pytest.raises(DomainError, match="already_held"):
        preparation.share(cast.employee, now, conversation_id, shared=False)
    assert theirs(cast.leader, now, conversation_id) == {"how": "Slitsomt"}


def test_sharing_is_still_possible_in_the_conversation(cast: Cast, now: datetime, conversation_id: int) -> None:
    planning.start(cast.leader, now, conversation_id)
    preparation.save_answer(cast.leader, now, conversation_id, "seen", "Innsats", 0)
    assert theirs(cast.employee, now, conversation_id) == {}
    preparation.share(cast.leader, now, conversation_id)
    assert theirs(cast.employee, now, conversation_id) == {"seen": "Innsats"}


def test_each_sharing_is_once_in_the_history(cast: Cast, now: datetime, conversation_id: int) -> None:
    preparation.share(cast.employee, now, conversation_id)
    first = preparation.share(cast.employee, now + LATER, conversation_id)
    assert first.shared_at == now
    preparation.share(cast.employee, now + LATER, conversation_id, shared=False)
    preparation.share(cast.employee, now + LATER, conversation_id, shared=False)
    preparation.share(cast.leader, now + LATER, conversation_id, shared=False)
    steps = conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)[1:]
    assert conversations.states_of(steps) == [("", "shared"), ("shared", "")]
    assert [(one.by_name, one.at) for one in steps] == [("Ola Hansen", now), ("Ola Hansen", now + LATER)]


def test_a_signed_conversation_is_prepared_no_more(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    with pytest.raises(DomainError, match="preparation_is_closed"):
        preparation.save_answer(cast.leader, now, conversation_id, "seen", "Etterpåklokt", 0)


# The bookmark


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
