"""What waits for one person now, of all their conversations: the one thing to do next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.conversations.workflow import turn_in
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.person import has_left

SHARED_AHEAD = timedelta(days=14)
"""How long before a conversation it is worth reading what the other has shared."""


class NextStepKind(StrEnum):
    """Why a conversation waits, the most urgent first."""

    UNDER_WAY = "under_way"
    TODAY = "today"
    MINUTES = "minutes"
    SHARED = "shared"


_RANK = {kind: rank for rank, kind in enumerate(NextStepKind)}


class WaitingConversation(Struct, frozen=True):
    """A conversation that may be the next step.

    Attributes:
        role: of the person for whom it waits.
        questions: how many questions the form has for them.
        answered: how many of those they have answered.
        other_has_shared: the other one has shared their preparation.
    """

    conversation: Conversation
    role: Role
    questions: int = 0
    answered: int = 0
    other_has_shared: bool = False


class NextStep(Struct, frozen=True):
    """The conversation that waits, and why."""

    kind: NextStepKind
    waiting: WaitingConversation


def is_near(conversation: Conversation, today: date) -> bool:
    """True if it is planned for today or the next days: only then does it matter what the two have prepared."""
    is_planned = conversation.state is ConversationState.PLANNED
    return is_planned and today <= conversation.on <= today + SHARED_AHEAD


def kind_of(waiting: WaitingConversation, today: date) -> NextStepKind | None:
    """Why a conversation waits for the person; None if it does not."""
    conversation = waiting.conversation
    if conversation.state is ConversationState.PLANNED:
        if has_left(conversation.leader_end if waiting.role is Role.EMPLOYEE else conversation.person_end, today):
            return None  # the conversation itself says what can be done
        if conversation.on == today:
            return NextStepKind.TODAY
        return NextStepKind.SHARED if is_near(conversation, today) and waiting.other_has_shared else None
    if conversation.template_id is None:
        return None
    if conversation.state is ConversationState.HELD and conversation.on == today:
        return NextStepKind.UNDER_WAY
    is_own_turn = turn_in(conversation.pending_state).value == waiting.role.value
    return NextStepKind.MINUTES if is_own_turn else None


def next_step(waiting: Iterable[WaitingConversation], today: date) -> NextStep | None:
    """The most urgent of the conversations that wait, the earliest of those; None if nothing does."""
    found = [NextStep(kind, one) for one in waiting if (kind := kind_of(one, today)) is not None]
    return min(found, key=_urgency, default=None)


def _urgency(step: NextStep) -> tuple[int, date, float, int]:
    conversation = step.waiting.conversation
    starts = conversation.starts.timestamp() if conversation.starts else 0.0
    return _RANK[step.kind], conversation.on, starts, conversation.id
