"""Returned minutes, comments and statements; on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services import sample_conversations as conversations
from tests.services.minutes.minutes_steps import HOUR, draft_of
from tests.services.sample_conversations import Cast
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput
from tui_app.domain.records.conversation import ConversationState
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import amendments, comments, signing, statements, submission

S = ConversationState


def test_returning_needs_a_comment_on_this_submission(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    for nothing in ({}, {"work": " \n", "": ""}):
        with pytest.raises(InvalidInput) as refused:
            conversations.return_minutes(cast.leader, now, conversation_id, nothing)
        assert refused.value.problems == {"text": "missing"}
    comments.save_comment(cast.leader, now + HOUR, conversation_id, "ahead", "Her mangler noe", 0)
    conversations.return_minutes(cast.leader, now + HOUR, conversation_id, {})
    assert conversations.state(cast, now, conversation_id) is S.RETURNED
    submission.submit(cast.employee, now + 2 * HOUR, conversation_id, "nb")
    with pytest.raises(InvalidInput):
        conversations.return_minutes(cast.leader, now + 3 * HOUR, conversation_id, {})
    draft = draft_of(cast.employee, now, conversation_id)
    assert draft is not None
    assert [(one.section, one.text) for one in draft.comments] == [("ahead", "Her mangler noe")]


def test_a_comment_is_its_writers_own_until_the_minutes_are_returned(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    first = comments.save_comment(cast.leader, now, conversation_id, "work", "Hm, her mang", 0)
    second = comments.save_comment(cast.leader, now, conversation_id, "work", "Hm, her mangler noe", first.version)
    with pytest.raises(ConflictError) as told:
        comments.save_comment(cast.leader, now, conversation_id, "work", "Skrevet et annet sted", first.version)
    assert told.value.current == second
    assert conversation_view.get_view(cast.leader, now, conversation_id).my_comments == {"work": second}
    seen = conversation_view.get_view(cast.employee, now, conversation_id)
    assert (seen.my_comments, seen.comments) == ({}, ())
    signing.return_minutes(cast.leader, now, conversation_id)
    assert [one.text for one in conversation_view.get_view(cast.employee, now, conversation_id).comments] == [
        "Hm, her mangler noe"
    ]
    assert conversation_view.get_view(cast.leader, now, conversation_id).my_comments == {}


def test_a_comment_finished_after_returning_from_elsewhere_waits_for_the_next_time(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Mer"})
    late = comments.save_comment(cast.leader, now, conversation_id, "work", "Også dette", 0)
    assert [one.text for one in conversation_view.get_view(cast.employee, now, conversation_id).comments] == ["Mer"]
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert conversation_view.get_view(cast.leader, now, conversation_id).my_comments == {"work": late}
    signing.sign(cast.leader, now, conversation_id)
    amendments.start(cast.leader, now, conversation_id)
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert conversation_view.get_view(cast.leader, now, conversation_id).my_comments == {}


def test_a_statement_is_its_writers_own_until_it_is_added(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    with pytest.raises(DomainError, match="step_impossible"):
        statements.save_draft(cast.employee, now, conversation_id, "Jeg ser det", 0)
    signing.sign(cast.leader, now, conversation_id)
    saved = statements.save_draft(cast.employee, now, conversation_id, "Jeg ser det", 0)
    assert conversation_view.get_view(cast.employee, now, conversation_id).my_statement == saved
    assert conversation_view.get_view(cast.leader, now, conversation_id).my_statement is None
    other = statements.save_draft(cast.leader, now, conversation_id, "Og jeg", 0)
    statements.add(cast.employee, now, conversation_id, "Jeg ser det annerledes")
    assert conversation_view.get_view(cast.employee, now, conversation_id).my_statement is None
    seen = conversation_view.get_view(cast.leader, now, conversation_id)
    assert [one.text for one in seen.signed[0].statements] == ["Jeg ser det annerledes"]
    assert seen.my_statement == other
