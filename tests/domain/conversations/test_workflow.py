"""The steps of a conversation: who takes them, whose turn it is, and what minutes lack."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.access import role_in
from tui_app.domain.conversations.submission import MinutesGap, find_gaps
from tui_app.domain.conversations.workflow import (
    EDITABLE_STATES,
    TRANSITIONS,
    ConversationStep,
    Turn,
    state_after,
    turn_in,
)
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import HELD_STATES, Conversation, ConversationKind, ConversationState, Role
from tui_app.domain.records.goal import Goal, GoalKind, GoalStatus
from tui_app.domain.records.person import Viewer

S, E, L = ConversationState, Role.EMPLOYEE, Role.LEADER
ALLOWED = {
    (S.PLANNED, ConversationStep.START, E): S.HELD,
    (S.PLANNED, ConversationStep.START, L): S.HELD,
    (S.PLANNED, ConversationStep.CANCEL, L): S.CANCELLED,
    (S.HELD, ConversationStep.WRITE, E): S.DRAFTING,
    (S.DRAFTING, ConversationStep.SUBMIT, E): S.SUBMITTED,
    (S.RETURNED, ConversationStep.SUBMIT, E): S.SUBMITTED,
    (S.SUBMITTED, ConversationStep.RETURN, L): S.RETURNED,
    (S.SUBMITTED, ConversationStep.SIGN, L): S.SIGNED,
}
"""All that may happen to a conversation, and by whom."""
TALK = Conversation(1, 10, "Ola", 20, "Kari", ConversationKind.YEARLY, S.PLANNED, date(2026, 12, 7))


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


def test_signed_and_cancelled_are_the_end() -> None:
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


def test_it_is_the_turn_of_who_can_go_on() -> None:
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


def test_who_has_which_part() -> None:
    assert role_in(Viewer(10, "Ola"), TALK) is E
    assert role_in(Viewer(20, "Kari", is_administrator=True), TALK) is L
    for stranger in (Viewer(30, "Per"), Viewer(1, "Admin", is_administrator=True)):
        with pytest.raises(NotAllowed):
            role_in(stranger, TALK)


def goal(number: int, **more: object) -> Goal:
    values: dict[str, object] = {"id": number, "person_id": 10, "text": f"Mål {number}", "kind": GoalKind.WORK}
    return Goal(**values | more)  # type: ignore[arg-type]


def action(goal_id: int | None = None) -> Action:
    day = date(2027, 1, 1)
    return Action(1, 10, "Ola", "Ta kurs", 10, "Ola", due=day, first_due=day, goal_id=goal_id)


def test_what_minutes_lack() -> None:
    assert find_gaps([], [], []) == ((MinutesGap.EMPTY, ""), (MinutesGap.NO_ACTION, ""))
    assert find_gaps(["", " \n"], [], [action()]) == ((MinutesGap.EMPTY, ""),)
    assert find_gaps(["", "Tekst"], [], [action()]) == ()
    assert find_gaps(["Tekst"], [goal(1), goal(2)], [action(2)]) == ((MinutesGap.GOAL_WITHOUT_ACTION, "Mål 1"),)
    assert find_gaps(["Tekst"], [goal(1, actions=1)], [action()]) == ()
    for status in (GoalStatus.REACHED, GoalStatus.DROPPED):
        assert find_gaps(["Tekst"], [goal(1, status=status)], [action()]) == ()
