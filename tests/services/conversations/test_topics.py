"""Topics for the next conversation, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.errors import DomainError, InvalidInput, NotAllowed, NotFound
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.follow_up import Topic
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import conversation_view, topics
from tui_app.services.people import person_page
from tui_app.services.undo import undo

WEEK = timedelta(days=7)


def put(cast: Cast, now: datetime, by: Viewer, text: str = "Ferien") -> int:
    return topics.add(by, now, cast.employee.id, validate_draft(TopicDraft, {"text": text})).subject_id


def waiting(cast: Cast, now: datetime) -> tuple[Topic, ...]:
    return person_page.get(cast.leader, now, cast.employee.id).topics


def test_either_side_puts_a_topic_on_the_list_that_both_see(cast: Cast, now: datetime) -> None:
    first, second = put(cast, now, cast.employee), put(cast, now, cast.leader, " Lønn\n og \x1btid ")
    topic = Topic(first, cast.employee.id, "Ola Hansen", "Ferien", now.date())
    assert waiting(cast, now) == (topic, Topic(second, cast.employee.id, "Lise Łukasz", "Lønn og tid", now.date()))
    assert person_page.get(cast.employee, now, cast.employee.id).topics == waiting(cast, now)
    conversation_id = conversations.planned(cast, now)
    assert conversation_view.get_view(cast.leader, now, conversation_id).topics == waiting(cast, now)


def test_nobody_else_does_and_nothing_is_no_topic(cast: Cast, now: datetime) -> None:
    topic = put(cast, now, cast.employee)
    for who in cast.outsiders:
        with pytest.raises(NotAllowed):
            put(cast, now, who)
        with pytest.raises((NotAllowed, NotFound)):  # PostgreSQL does not even find it for them
            topics.toggle_discussed(who, now, topic)
    with pytest.raises(NotFound):
        topics.toggle_discussed(cast.leader, now, 4711)
    for text in ("  ", "x" * 301):
        with pytest.raises(InvalidInput):
            put(cast, now, cast.leader, text)
    assert len(waiting(cast, now)) == 1


def test_a_discussed_topic_leaves_the_list_but_stays_in_the_conversation(cast: Cast, now: datetime) -> None:
    ticked, carried_on = put(cast, now, cast.employee), put(cast, now, cast.leader, "Lønn")
    then = now + WEEK
    conversation_id = conversations.held(cast, then)
    topics.toggle_discussed(cast.leader, then, ticked)
    assert [one.id for one in waiting(cast, then)] == [carried_on]
    assert [
        (one.id, one.talked_on) for one in conversation_view.get_view(cast.employee, then, conversation_id).topics
    ] == [
        (ticked, then.date()),
        (carried_on, None),
    ]
    next_time = conversations.held(cast, then + WEEK)
    assert [one.id for one in conversation_view.get_view(cast.employee, then + WEEK, next_time).topics] == [carried_on]


def test_ticking_again_puts_it_back_and_so_does_undo(cast: Cast, now: datetime) -> None:
    topic = put(cast, now, cast.employee)
    topics.toggle_discussed(cast.leader, now, topic)
    topics.toggle_discussed(cast.leader, now, topic)
    assert [one.id for one in waiting(cast, now)] == [topic]
    batch = topics.toggle_discussed(cast.employee, now, topic).batch
    assert waiting(cast, now) == ()
    with pytest.raises(DomainError, match="nothing_to_undo"):
        undo(cast.leader, now, batch)
    undo(cast.employee, now, batch)
    assert [(one.id, one.talked_on) for one in waiting(cast, now)] == [(topic, None)]
    kinds = [one.kind for one in conversations.history_of(ChangeSubject.TOPIC, topic)]
    assert kinds == [ChangeKind.CREATED, *[ChangeKind.STATUS] * 3, ChangeKind.UNDONE]


def test_an_added_topic_is_undone_unless_it_was_ticked(cast: Cast, now: datetime) -> None:
    receipt = topics.add(cast.leader, now, cast.employee.id, validate_draft(TopicDraft, {"text": "Ferien"}))
    topics.toggle_discussed(cast.employee, now, receipt.subject_id)
    with pytest.raises(DomainError, match="undo_too_late"):
        undo(cast.leader, now, receipt.batch)
    topics.toggle_discussed(cast.employee, now, receipt.subject_id)
    other = topics.add(cast.leader, now, cast.employee.id, validate_draft(TopicDraft, {"text": "Feil"}))
    undo(cast.leader, now, other.batch)
    assert [one.text for one in waiting(cast, now)] == ["Ferien"]
