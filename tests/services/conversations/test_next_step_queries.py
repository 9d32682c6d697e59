"""What a first screen offers is read after each change: conversations that cannot be it yet are not looked into."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playhouse.test_utils import assert_query_count

from tests.services.sample_conversations import Cast, cast_of, planned
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import next_step
from tui_app.services.practice import sessions
from tui_app.storage.database import reading


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """A leader with conversations in the coming months."""
    found = cast_of(kari, now)
    for weeks in (5, 10, 15):
        planned(found, now, on=now.date() + timedelta(weeks=weeks))
    return found


def test_the_next_step_looks_into_no_conversation_that_is_months_away(cast: Cast, now: datetime) -> None:
    with reading(cast.leader), assert_query_count(1):
        assert next_step.of_viewer(cast.leader, now) is None


def test_the_warm_up_looks_into_none_either(cast: Cast, now: datetime) -> None:
    with reading(cast.leader), assert_query_count(2):
        assert sessions.warm_ups_offered(cast.leader, now) == ()


@pytest.mark.parametrize("count", [1, 6])
def test_near_conversations_are_looked_into_together(kari: Viewer, now: datetime, count: int, database: object) -> None:
    found = cast_of(kari, now)
    for hours in range(count):
        planned(found, now + timedelta(minutes=hours), on=now.date() + timedelta(days=1))
    with reading(found.leader):
        with assert_query_count(2):
            assert next_step.of_viewer(found.leader, now) is None
        with assert_query_count(3):
            assert len(sessions.warm_ups_offered(found.leader, now)) == count
        with assert_query_count(8):
            assert len(sessions.overview(found.leader, now).next_conversations) == count
