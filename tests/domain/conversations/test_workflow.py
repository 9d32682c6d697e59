"""The steps of a conversation: who takes them, and whose turn it is."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.conversations.workflow import (
    EDITABLE_STATES,
    TRANSITIONS,
    ConversationStep,
    Turn,
    state_after,
    turn_in,
)
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.conversation import HELD_STATES, ConversationState, Role

S, E, L = ConversationState, Role.EMPLOYEE, Role.LEADER
ALLOWED = {
    (S.PLANNED, ConversationStep.START, E): S.HELD,
    (S.PLANNED, ConversationStep.START, L): S.HELD,
    (S.PLANNED, ConversationStep.CANCEL, L): S.CANCELLED,
    (S.HELD, ConversationStep.TAKE_BACK, E): S.PLANNED,
    (S.HELD, ConversationStep.TAKE_BACK, L): S.PLANNED,
    (S.HELD, ConversationStep.WRITE, E): S.DRAFTING,
    (S.DRAFTING, ConversationStep.SUBMIT, E): S.SUBMITTED,
    (S.RETURNED, ConversationStep.SUBMIT, E): S.SUBMITTED,
    (S.SUBMITTED, ConversationStep.RETURN, L): S.RETURNED,
    (S.SUBMITTED, ConversationStep.SIGN, L): S.SIGNED,
}
"""Every possible step of a conversation, and who takes it."""


@pytest.mark.parametrize(("state", "step", "role"), list(product(S, ConversationStep, Role)))
def test_only_the_steps_of_the_design_can_be_taken(
    state: ConversationState, step: ConversationStep, role: Role
) -> None:
    if (state, step, role) in ALLOWED:
        assert state_after(state, step, role) is ALLOWED[state, step, role]
    elif (state, step) in TRANSITIONS:
        with pytest.raises(NotAllowed):
            state_after(state, step, role)
    else:
        with pytest.raises(DomainError, match="step_impossible") as refused:
            state_after(state, step, role)
        assert refused.value.values == {"state": state, "step": step}


def test_signed_and_cancelled_are_final() -> None:
    assert {state for state in S if not any(state is known for known, _ in TRANSITIONS)} == {S.SIGNED, S.CANCELLED}


@given(st.lists(st.tuples(st.sampled_from(ConversationStep), st.sampled_from(Role)), max_size=30))
def test_no_order_of_steps_reaches_signed_without_both(wanted: list[tuple[ConversationStep, Role]]) -> None:
    state, taken = S.PLANNED, []
    for step, role in wanted:
        try:
            state = state_after(state, step, role)
        except DomainError:
            continue
        taken.append((step, role))
    if state is S.SIGNED:
        assert taken[-2:] == [(ConversationStep.SUBMIT, E), (ConversationStep.SIGN, L)]
        assert (ConversationStep.WRITE, E) in taken
    if state in HELD_STATES:
        assert taken[0][0] is ConversationStep.START


def test_it_is_the_turn_of_the_role_that_can_take_the_next_step() -> None:
    assert {state: turn_in(state) for state in S} == {
        S.PLANNED: Turn.NOBODY,
        S.HELD: Turn.EMPLOYEE,
        S.DRAFTING: Turn.EMPLOYEE,
        S.RETURNED: Turn.EMPLOYEE,
        S.SUBMITTED: Turn.LEADER,
        S.SIGNED: Turn.NOBODY,
        S.CANCELLED: Turn.NOBODY,
    }
    for state in HELD_STATES:
        roles = {role.value for known, _, role in ALLOWED if known is state}
        assert turn_in(state).value in (roles or {"nobody"})
    assert all(turn_in(state) is Turn.EMPLOYEE for state in EDITABLE_STATES)
