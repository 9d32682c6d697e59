"""A comment is never lost by a step that was taken without knowing of it; on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.records.conversation import ConversationState
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import comments, signing


def test_signing_stops_at_a_comment_written_at_another_terminal(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    comments.save_comment(cast.leader, now, conversation_id, "work", "Hva med kurset?", 0)
    with pytest.raises(DomainError) as refused:
        signing.sign(cast.leader, now, conversation_id, discards_comments=False)
    assert refused.value.code == "comments_not_returned"
    view = conversation_view.get_view(cast.leader, now, conversation_id)
    assert view.conversation.state is ConversationState.SUBMITTED
    assert view.my_comments["work"].value == "Hva med kurset?"


@pytest.mark.parametrize("text", [None, ""])
def test_an_emptied_comment_stops_nothing(cast: Cast, now: datetime, text: str | None) -> None:
    conversation_id = conversations.submitted(cast, now)
    if text is not None:
        saved = comments.save_comment(cast.leader, now, conversation_id, "work", "Hva?", 0)
        comments.save_comment(cast.leader, now, conversation_id, "work", text, saved.version)
    assert signing.sign(cast.leader, now, conversation_id, discards_comments=False).sha256


def test_a_line_added_to_a_returned_comment_by_a_second_enter_is_no_conflict(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    saved = comments.save_comment(cast.leader, now, conversation_id, "work", "Hva med kurset?", 0)
    signing.return_minutes(cast.leader, now, conversation_id)
    again = comments.save_comment(cast.leader, now, conversation_id, "work", "Hva med kurset?\n", saved.version)
    assert again.value == "Hva med kurset?"
    assert not conversation_view.get_view(cast.leader, now, conversation_id).my_comments
    with pytest.raises(ConflictError):
        comments.save_comment(cast.leader, now, conversation_id, "work", "Hva med kurset? Og ferien?", saved.version)
