"""Topics for the next conversation, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services import talks
from tests.services.talks import Cast
from tui_app.domain.drafts import TopicDraft, checked
from tui_app.domain.records import ChangeKind, Subject, Topic, Viewer
from tui_app.domain.refusals import Invalid, NotAllowed, NotFound, Refusal
from tui_app.services import pages, sheet, topics
from tui_app.services.undo import undo

WEEK = timedelta(days=7)


def put(cast: Cast, now: datetime, by: Viewer, text: str = "Ferien") -> int:
    return topics.add(by, now, cast.employee.id, checked(TopicDraft, {"text": text})).subject_id


def waiting(cast: Cast, now: datetime) -> tuple[Topic, ...]:
    return pages.page(cast.leader, now, cast.employee.id).topics


def test_either_side_puts_a_topic_on_the_list_that_both_see(cast: Cast, now: datetime) -> None:
    first, second = put(cast, now, cast.employee), put(cast, now, cast.leader, " Lønn\n og \x1btid ")
    topic = Topic(first, cast.employee.id, "Ola Hansen", "Ferien", now.date())
    assert waiting(cast, now) == (topic, Topic(second, cast.employee.id, "Lise Łukasz", "Lønn og tid", now.date()))
    assert pages.page(cast.employee, now, cast.employee.id).topics == waiting(cast, now)
    talk = talks.planned(cast, now)
    assert sheet.sheet(cast.leader, now, talk).topics == waiting(cast, now)


def test_nobody_else_does_and_nothing_is_no_topic(cast: Cast, now: datetime) -> None:
    topic = put(cast, now, cast.employee)
    for who in cast.outsiders:
        with pytest.raises(NotAllowed):
            put(cast, now, who)
        with pytest.raises((NotAllowed, NotFound)):  # PostgreSQL does not even find it for them
            topics.tick(who, now, topic)
    with pytest.raises(NotFound):
        topics.tick(cast.leader, now, 4711)
    for text in ("  ", "x" * 301):
        with pytest.raises(Invalid):
            put(cast, now, cast.leader, text)
    assert len(waiting(cast, now)) == 1


def test_a_ticked_topic_leaves_the_list_but_stands_in_the_conversation(cast: Cast, now: datetime) -> None:
    ticked, carried_on = put(cast, now, cast.employee), put(cast, now, cast.leader, "Lønn")
    then = now + WEEK
    talk = talks.held(cast, then)
    topics.tick(cast.leader, then, ticked)
    assert [one.id for one in waiting(cast, then)] == [carried_on]
    assert [(one.id, one.talked_on) for one in sheet.sheet(cast.employee, then, talk).topics] == [
        (ticked, then.date()),
        (carried_on, None),
    ]
    next_time = talks.held(cast, then + WEEK)
    assert [one.id for one in sheet.sheet(cast.employee, then + WEEK, next_time).topics] == [carried_on]


def test_ticking_again_puts_it_back_and_so_does_undo(cast: Cast, now: datetime) -> None:
    topic = put(cast, now, cast.employee)
    topics.tick(cast.leader, now, topic)
    topics.tick(cast.leader, now, topic)
    assert [one.id for one in waiting(cast, now)] == [topic]
    batch = topics.tick(cast.employee, now, topic).batch
    assert waiting(cast, now) == ()
    with pytest.raises(Refusal, match="nothing_to_undo"):
        undo(cast.leader, now, batch)
    undo(cast.employee, now, batch)
    assert [(one.id, one.talked_on) for one in waiting(cast, now)] == [(topic, None)]
    kinds = [one.kind for one in talks.story(Subject.TOPIC, topic)]
    assert kinds == [ChangeKind.CREATED, *[ChangeKind.STATUS] * 3, ChangeKind.UNDONE]


def test_an_added_topic_is_undone_unless_it_was_ticked(cast: Cast, now: datetime) -> None:
    receipt = topics.add(cast.leader, now, cast.employee.id, checked(TopicDraft, {"text": "Ferien"}))
    topics.tick(cast.employee, now, receipt.subject_id)
    with pytest.raises(Refusal, match="undo_too_late"):
        undo(cast.leader, now, receipt.batch)
    topics.tick(cast.employee, now, receipt.subject_id)
    other = topics.add(cast.leader, now, cast.employee.id, checked(TopicDraft, {"text": "Feil"}))
    undo(cast.leader, now, other.batch)
    assert [one.text for one in waiting(cast, now)] == ["Ferien"]
