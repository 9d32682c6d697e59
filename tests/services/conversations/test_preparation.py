"""What each party prepares and shares; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast
from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotFound
from tui_app.domain.forms.answers import Answer
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import conversation_view, planning, preparation

LATER = timedelta(minutes=5)


def theirs(who: Viewer, now: datetime, conversation_id: int) -> dict[str, Answer]:
    return {
        key: one.value
        for key, one in conversation_view.get_view(who, now, conversation_id).their_preparation.answers.items()
    }


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
