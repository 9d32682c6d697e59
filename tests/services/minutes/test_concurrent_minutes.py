"""Several terminals at the same moment: nothing is lost or done twice; on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from tests.services import sample_conversations as conversations
from tests.services.minutes.minutes_steps import sections, written
from tests.services.sample_conversations import Cast
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.services.conversations import conversation_view, planning, preparation
from tui_app.services.minutes import amendments, comments, drafting, export, signing, submission
from tui_app.storage.database import bypassing_row_security, writing


def at_the_same_time(first: Callable[[], object], second: Callable[[], object]) -> BaseException | None:
    """Do `first`, and `second` from another connection before the first is committed; how the second was refused."""
    refusals: list[BaseException | None] = []

    def other() -> None:
        try:
            second()
        except DomainError as refusal:
            refusals.append(refusal)
        else:
            refusals.append(None)

    thread = threading.Thread(target=other)
    with writing(), bypassing_row_security():
        first()
        thread.start()
        thread.join(0.3)  # it may have finished by now, or wait for the commit
    thread.join()
    return refusals[0]


def test_both_may_begin_at_the_same_moment(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.planned(cast, now)
    refusal = at_the_same_time(
        lambda: planning.start(cast.leader, now, conversation_id),
        lambda: planning.start(cast.employee, now, conversation_id),
    )
    assert refusal is None
    assert conversations.states_of(conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)) == [
        ("", "planned"),
        ("planned", "held"),
    ]


def test_the_first_texts_of_two_terminals_are_both_kept(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    refusal = at_the_same_time(
        lambda: drafting.save_section(cast.employee, now, conversation_id, "work", "Ett", 0),
        lambda: drafting.save_section(cast.employee, now, conversation_id, "ahead", "To", 0),
    )
    assert refusal is None
    assert written(cast, now, conversation_id) == {"work": "Ett", "ahead": "To"}


def test_a_conflict_has_the_stored_text_even_if_it_was_just_saved(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now, "Ett")
    refusal = at_the_same_time(
        lambda: drafting.save_section(cast.employee, now, conversation_id, "work", "To", 1),
        lambda: drafting.save_section(cast.employee, now, conversation_id, "work", "Tre", 1),
    )
    assert isinstance(refusal, ConflictError)
    assert refusal.current == Versioned("To", 2, now)


def test_what_was_saved_before_submitting_is_submitted(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now, "Ett")
    refusal = at_the_same_time(
        lambda: drafting.save_section(cast.employee, now, conversation_id, "work", "To", 1),
        lambda: submission.submit(cast.employee, now, conversation_id, "nb"),
    )
    assert refusal is None
    assert sections(signing.sign(cast.leader, now, conversation_id))["work"] == "To"


def test_nothing_is_saved_behind_a_submission(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now, "Ett")
    refusal = at_the_same_time(
        lambda: submission.submit(cast.employee, now, conversation_id, "nb"),
        lambda: drafting.save_section(cast.employee, now, conversation_id, "work", "To", 1),
    )
    assert isinstance(refusal, DomainError)
    assert refusal.code == "minutes_are_closed"
    assert written(cast, now, conversation_id)["work"] == "Ett"


def test_what_was_agreed_before_submitting_is_submitted(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    refusal = at_the_same_time(
        lambda: conversations.agree_action(cast, now, conversation_id, cast.leader),
        lambda: submission.submit(cast.employee, now, conversation_id, "nb"),
    )
    assert refusal is None
    assert len(signing.sign(cast.leader, now, conversation_id).document.actions) == 1


def test_nothing_is_agreed_behind_a_submission(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    refusal = at_the_same_time(
        lambda: submission.submit(cast.employee, now, conversation_id, "nb"),
        lambda: conversations.agree_action(cast, now, conversation_id, cast.leader),
    )
    assert isinstance(refusal, DomainError)
    assert refusal.code == "minutes_are_closed"
    assert conversation_view.get_view(cast.leader, now, conversation_id).agreed_actions == ()


def test_two_begin_an_amendment_at_the_same_moment(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    refusal = at_the_same_time(
        lambda: amendments.start(cast.leader, now, conversation_id),
        lambda: amendments.start(cast.employee, now, conversation_id),
    )
    assert isinstance(refusal, DomainError)
    assert refusal.code == "step_impossible"


def test_signing_and_returning_at_the_same_moment_is_one_of_them(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    comments.save_comment(cast.leader, now, conversation_id, "", "Nei", 0)
    refusal = at_the_same_time(
        lambda: signing.sign(cast.leader, now, conversation_id),
        lambda: signing.return_minutes(cast.leader, now, conversation_id),
    )
    assert isinstance(refusal, DomainError)
    assert conversations.state(cast, now, conversation_id) is ConversationState.SIGNED
    assert export.export_conversation(cast.leader, now, conversation_id)[0].intact


def standing(told: ConflictError) -> tuple[str, int]:
    """The stored text and its version."""
    assert isinstance(told.current, Versioned)
    return str(told.current.value), told.current.version


def test_many_terminals_lose_no_acknowledged_save(cast: Cast, now: datetime) -> None:
    """Each terminal adds its words to the stored text, and continues from the text that a conflict reports."""
    conversation_id = conversations.held(cast, now)
    terminals, words = 6, 8

    def terminal(number: int) -> None:
        text, version = "", 0
        for word in range(words):
            while True:
                wanted = f"{text} {number}.{word}".strip()
                try:
                    saved = drafting.save_section(cast.employee, now, conversation_id, "work", wanted, version)
                except ConflictError as told:
                    text, version = standing(told)
                else:
                    text, version = str(saved.value), saved.version
                    break

    with ThreadPoolExecutor(terminals) as pool:
        list(pool.map(terminal, range(terminals)))
    everything = sorted(f"{number}.{word}" for number in range(terminals) for word in range(words))
    assert sorted(str(written(cast, now, conversation_id)["work"]).split()) == everything
    draft = conversation_view.get_view(cast.employee, now, conversation_id).draft
    assert draft is not None
    assert draft.texts["work"].version == terminals * words


def test_many_terminals_lose_no_acknowledged_answer(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.planned(cast, now)
    saved: list[Versioned] = []

    def terminal(number: int) -> None:
        version = 0
        for word in range(8):
            try:
                mine = preparation.save_answer(cast.employee, now, conversation_id, "how", f"{number}.{word}", version)
            except ConflictError as told:
                _, version = standing(told)
            else:
                saved.append(mine)
                version = mine.version

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(terminal, range(6)))
    versions = sorted(one.version for one in saved)
    assert versions == list(range(1, len(saved) + 1))
    last = max(saved, key=lambda one: one.version)
    assert conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers["how"] == last
