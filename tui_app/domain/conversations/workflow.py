"""How a conversation goes from planned to signed: its steps, who takes them, and whose turn it is.

planned → held → drafting → submitted → returned (→ submitted) or signed; from planned also cancelled. An amendment of
signed minutes goes the same way from drafting on.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.conversation import ConversationState, Role


class ConversationStep(StrEnum):
    """What somebody does with a conversation or with its minutes."""

    START = "begin"
    CANCEL = "cancel"
    WRITE = "write"
    SUBMIT = "submit"
    RETURN = "return"
    SIGN = "sign"


_State = ConversationState
_BOTH_ROLES = frozenset(Role)
_EMPLOYEE, _LEADER = frozenset({Role.EMPLOYEE}), frozenset({Role.LEADER})
TRANSITIONS: Mapping[tuple[ConversationState, ConversationStep], tuple[ConversationState, frozenset[Role]]] = {
    (_State.PLANNED, ConversationStep.START): (_State.HELD, _BOTH_ROLES),
    (_State.PLANNED, ConversationStep.CANCEL): (_State.CANCELLED, _LEADER),
    (_State.HELD, ConversationStep.WRITE): (_State.DRAFTING, _EMPLOYEE),
    (_State.DRAFTING, ConversationStep.SUBMIT): (_State.SUBMITTED, _EMPLOYEE),
    (_State.RETURNED, ConversationStep.SUBMIT): (_State.SUBMITTED, _EMPLOYEE),
    (_State.SUBMITTED, ConversationStep.RETURN): (_State.RETURNED, _LEADER),
    (_State.SUBMITTED, ConversationStep.SIGN): (_State.SIGNED, _LEADER),
}
"""State and step -> the state after it, and who may take it. What is not here cannot be done."""

EDITABLE_STATES = (_State.DRAFTING, _State.RETURNED)
"""States in which the employee writes the minutes; the leader sees them then only if the employee shows them."""

UNSIGNED_STATES = (_State.HELD, _State.DRAFTING, _State.SUBMITTED, _State.RETURNED)
"""States of a held conversation, or of an amendment, that is not ended: the employee may hand it to a new leader."""


def state_after(state: ConversationState, step: ConversationStep, role: Role) -> ConversationState:
    """The state after a step.

    Raises:
        NotAllowed: the step is there, but for the other one to take.
        DomainError: `step_impossible` in this state.
    """
    if (state, step) not in TRANSITIONS:
        raise DomainError("step_impossible", state=state, step=step)
    next_state, roles = TRANSITIONS[state, step]
    if role not in roles:
        raise NotAllowed()
    return next_state


class Turn(StrEnum):
    """Whose turn it is, as the lists and the Team screen tell it."""

    NOBODY = "nobody"
    EMPLOYEE = "employee"
    LEADER = "leader"


_TURNS = {
    _State.HELD: Turn.EMPLOYEE,
    _State.DRAFTING: Turn.EMPLOYEE,
    _State.RETURNED: Turn.EMPLOYEE,
    _State.SUBMITTED: Turn.LEADER,
}


def turn_in(state: ConversationState) -> Turn:
    """Whose turn it is in this state of a conversation or of its minutes."""
    return _TURNS.get(state, Turn.NOBODY)
