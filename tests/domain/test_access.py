"""Roles in a conversation, and what a colleague reads of an action on a page they do not see."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import asdict, replace

from tui_app.domain.access import action_for_reader, role_in
from tui_app.domain.errors import NotAllowed
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.conversation import Conversation, ConversationKind, ConversationState, Role
from tui_app.domain.records.person import Viewer

S, E, L = ConversationState, Role.EMPLOYEE, Role.LEADER
CONVERSATION = Conversation(1, 10, "Ola", 20, "Kari", ConversationKind.YEARLY, S.PLANNED, date(2026, 12, 7))

HIDDEN = {"goal_id", "goal_text", "conversation_id"}
READ = {
    *("id", "version", "text", "due", "first_due", "moved", "status", "reason", "done_on", "acknowledged_on"),
    *("person_id", "person_name", "person_end", "leader_id", "responsible_id", "responsible_name", "responsible_end"),
    *("comments", "handed_over_after"),
}
"""A colleague who is responsible for one action needs these to do it; `HIDDEN` is the employee's and the leader's."""


def test_each_person_has_their_role_and_others_have_none() -> None:
    assert role_in(Viewer(10, "Ola"), CONVERSATION) is E
    assert role_in(Viewer(20, "Kari", is_administrator=True), CONVERSATION) is L
    for stranger in (Viewer(30, "Per"), Viewer(1, "Admin", is_administrator=True)):
        with pytest.raises(NotAllowed):
            role_in(stranger, CONVERSATION)


def test_every_field_of_an_action_is_read_by_a_colleague_or_hidden_from_them() -> None:
    day = date(2026, 12, 7)
    action = Action(1, 10, "Ola", "Take a course", 30, "Per", day, day, 1, ActionStatus.DROPPED, "No money", day)
    action = replace(action, goal_id=2, goal_text="Know more", conversation_id=3, comments=4, leader_id=20)
    action = replace(action, acknowledged_on=day, handed_over_after=5, person_end=day, responsible_end=day)
    whole, read = asdict(action), asdict(action_for_reader(Viewer(30, "Per"), action))
    assert whole.keys() == HIDDEN | READ, "decide who reads a new field"
    assert {name for name in whole if read[name] != whole[name]} == HIDDEN
    assert action_for_reader(Viewer(20, "Kari"), action) == action
