"""A conversation with somebody who has left promises nothing that they would have to do or see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.services.people.test_leaving import leaves
from tests.services.sample_conversations import Cast, drafted, held, planned, signed, submitted
from tui_app.domain.conversations.steps import AvailableStep, Unsent, available_steps
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import conversation_view, next_step
from tui_app.text.conversations.view import turn_text

MAKES = (planned, held, drafted, submitted, signed)
PROMISES = ("sees", "writes", "is reading", "with Ola", "with Lise", "Prepare")


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("who", ["employee", "leader"])
def test_what_the_other_one_would_do_is_not_promised(
    cast: Cast, now: datetime, make: Callable[[Cast, datetime], int], who: str
) -> None:
    stays: Viewer = cast.leader if who == "employee" else cast.employee
    conversation_id = make(cast, now)
    before = turn_text(conversation_view.get_view(stays, now, conversation_id), Unsent())
    leaves(cast.administrator, now, getattr(cast, who).id, now.date() - timedelta(days=1))
    view = conversation_view.get_view(stays, now, conversation_id)
    said = turn_text(view, Unsent())
    assert not [word for word in PROMISES if word in said], said
    assert "has left" in said or said == before  # it is one's own turn, or nobody's
    assert AvailableStep.SHARE not in available_steps(view)


def test_the_leader_of_whoever_has_left_is_told_what_becomes_of_it(cast: Cast, now: datetime) -> None:
    conversation_ids = [make(cast, now) for make in (planned, drafted, submitted)]
    leaves(cast.administrator, now, cast.employee.id, now.date() - timedelta(days=1))
    views = [conversation_view.get_view(cast.leader, now, one) for one in conversation_ids]
    assert [turn_text(view, Unsent()) for view in views] == [
        "Ola has left. Cancel this, unless it is held all the same.",
        "Ola has left, so this stays unsigned.",
        "Your turn: read, then sign or return.",
    ]


@pytest.mark.parametrize("who", ["employee", "leader"])
def test_a_planned_conversation_with_whoever_has_left_is_not_the_next_step(cast: Cast, now: datetime, who: str) -> None:
    stays: Viewer = cast.leader if who == "employee" else cast.employee
    conversation_id = planned(cast, now, on=now.date())
    found = next_step.of_viewer(stays, now)
    assert found is not None
    assert found.waiting.conversation.id == conversation_id
    leaves(cast.administrator, now, getattr(cast, who).id, now.date() - timedelta(days=1))
    assert next_step.of_viewer(stays, now) is None
