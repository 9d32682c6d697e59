"""The groups in the list of conversations."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tui_app.domain.records.conversation import Conversation, ConversationKind, ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.ui.conversations.conversations_screen import ConversationGroup, group_of

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "group"),
    [(5, ConversationGroup.CANCELLED), (0, ConversationGroup.CANCELLED), (-1, ConversationGroup.EARLIER)],
)
def test_a_cancelled_conversation_is_not_earlier_before_its_day(days: int, group: ConversationGroup) -> None:
    on = TODAY + timedelta(days=days)
    kind, state = ConversationKind.YEARLY, ConversationState.CANCELLED
    conversation = Conversation(1, 2, "Ola", 3, "Kari", kind, state, on, template_id=1)
    assert group_of(Viewer(2, "Ola"), conversation, TODAY) is group
