"""Which of somebody's conversations waits for them first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from tui_app.domain.conversations.next_step import NextStepKind, WaitingConversation, kind_of, next_step
from tui_app.domain.records.conversation import Conversation, ConversationKind, ConversationState, Role

TODAY = date(2026, 11, 23)
PLANNED = Conversation(
    1, 2, "Ola", 3, "Lise", ConversationKind.YEARLY, ConversationState.PLANNED, on=TODAY, template_id=4
)


@pytest.mark.parametrize(
    ("state", "day", "role", "shared", "expected"),
    [
        (ConversationState.PLANNED, 0, Role.EMPLOYEE, False, NextStepKind.TODAY),
        (ConversationState.PLANNED, 0, Role.LEADER, True, NextStepKind.TODAY),
        (ConversationState.PLANNED, 1, Role.LEADER, True, NextStepKind.SHARED),
        (ConversationState.PLANNED, 14, Role.LEADER, True, NextStepKind.SHARED),
        (ConversationState.PLANNED, 15, Role.LEADER, True, None),
        (ConversationState.PLANNED, 1, Role.LEADER, False, None),
        (ConversationState.PLANNED, -1, Role.LEADER, True, None),
        (ConversationState.HELD, 0, Role.LEADER, False, NextStepKind.UNDER_WAY),
        (ConversationState.HELD, -1, Role.EMPLOYEE, False, NextStepKind.MINUTES),
        (ConversationState.HELD, -1, Role.LEADER, False, None),
        (ConversationState.SUBMITTED, -1, Role.LEADER, False, NextStepKind.MINUTES),
        (ConversationState.SUBMITTED, -1, Role.EMPLOYEE, False, None),
        (ConversationState.RETURNED, -9, Role.EMPLOYEE, False, NextStepKind.MINUTES),
        (ConversationState.SIGNED, -9, Role.EMPLOYEE, False, None),
        (ConversationState.CANCELLED, 0, Role.EMPLOYEE, True, None),
    ],
)
def test_why_a_conversation_waits(
    state: ConversationState, day: int, role: Role, shared: bool, expected: NextStepKind | None
) -> None:
    conversation = replace(PLANNED, state=state, on=TODAY + timedelta(days=day))
    assert kind_of(WaitingConversation(conversation, role, other_has_shared=shared), TODAY) is expected


def test_the_most_urgent_comes_first_and_of_one_day_the_earliest() -> None:
    late, early = (
        replace(PLANNED, id=number, starts=datetime(2026, 11, 23, hour, tzinfo=UTC))
        for number, hour in ((5, 14), (6, 9))
    )
    minutes = replace(PLANNED, id=7, state=ConversationState.SUBMITTED)
    waiting = [WaitingConversation(one, Role.LEADER) for one in (minutes, late, early)]
    found = next_step(waiting, TODAY)
    assert found is not None
    assert found.waiting.conversation == early
    assert next_step([], TODAY) is None
