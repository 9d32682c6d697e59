"""Roles in a conversation."""

from __future__ import annotations

from datetime import date

import pytest

from tui_app.domain.access import role_in
from tui_app.domain.errors import NotAllowed
from tui_app.domain.records.conversation import Conversation, ConversationKind, ConversationState, Role
from tui_app.domain.records.person import Viewer

S, E, L = ConversationState, Role.EMPLOYEE, Role.LEADER
CONVERSATION = Conversation(1, 10, "Ola", 20, "Kari", ConversationKind.YEARLY, S.PLANNED, date(2026, 12, 7))


def test_each_person_has_their_role_and_others_have_none() -> None:
    assert role_in(Viewer(10, "Ola"), CONVERSATION) is E
    assert role_in(Viewer(20, "Kari", is_administrator=True), CONVERSATION) is L
    for stranger in (Viewer(30, "Per"), Viewer(1, "Admin", is_administrator=True)):
        with pytest.raises(NotAllowed):
            role_in(stranger, CONVERSATION)
