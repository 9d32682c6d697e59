"""The workflow of a conversation: its states, the steps between them, who may take each, and whose turn it is.

planned → held → drafting → submitted → returned (→ submitted) or signed; a planned one may also be cancelled, and one
that was started by mistake is planned again. An amendment of signed minutes follows the same path from drafting on.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.conversation import ConversationState, Role


class ConversationStep(StrEnum):
    """What a participant does with a conversation or its minutes."""

    START = "begin"
    CANCEL = "cancel"
    TAKE_BACK = "take_back"
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
    (_State.HELD, ConversationStep.TAKE_BACK): (_State.PLANNED, _BOTH_ROLES),
    (_State.HELD, ConversationStep.WRITE): (_State.DRAFTING, _EMPLOYEE),
    (_State.DRAFTING, ConversationStep.SUBMIT): (_State.SUBMITTED, _EMPLOYEE),
    (_State.RETURNED, ConversationStep.SUBMIT): (_State.SUBMITTED, _EMPLOYEE),
    (_State.SUBMITTED, ConversationStep.RETURN): (_State.RETURNED, _LEADER),
    (_State.SUBMITTED, ConversationStep.SIGN): (_State.SIGNED, _LEADER),
}
"""State and step -> the next state, and the roles that may take the step. Nothing else is possible."""

EDITABLE_STATES = (_State.DRAFTING, _State.RETURNED)
"""States in which the employee writes the minutes. The leader sees them only if the employee allows it."""

UNSIGNED_STATES = (_State.HELD, _State.DRAFTING, _State.SUBMITTED, _State.RETURNED)
"""States of a held conversation, or of an amendment, in which the employee may hand it over to a new leader."""


def state_after(state: ConversationState, step: ConversationStep, role: Role) -> ConversationState:
    """The state after a step.

    Raises:
        NotAllowed: the step is for the other role.
        DomainError: `step_impossible` in this state.
    """
    if (state, step) not in TRANSITIONS:
        raise DomainError("step_impossible", state=state, step=step)
    next_state, roles = TRANSITIONS[state, step]
    if role not in roles:
        raise NotAllowed()
    return next_state


class Turn(StrEnum):
    """Whose turn it is."""

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
    """Whose turn it is in this state of a conversation or its minutes."""
    return _TURNS.get(state, Turn.NOBODY)
