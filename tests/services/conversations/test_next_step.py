"""What waits for each of the two of a conversation; looking at it is no opening."""

from __future__ import annotations

from datetime import datetime, time
from datetime import timedelta as days

import pytest

from tests.services.sample_conversations import Cast, cast_of, drafted, planned
from tui_app.domain.conversations.next_step import NextStepKind
from tui_app.domain.records.person import Viewer
from tui_app.domain.team import AttentionReason
from tui_app.services.conversations import next_step, preparation
from tui_app.services.minutes import submission
from tui_app.services.people import team


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


def test_on_the_day_both_see_how_far_the_preparation_is(cast: Cast, now: datetime) -> None:
    talk = planned(cast, now, on=now.date(), at=time(23, 30))
    preparation.save_answer(cast.employee, now, talk, "how", "Fint", 0)
    preparation.share(cast.employee, now, talk)
    mine, theirs = next_step.of_viewer(cast.employee, now), next_step.of_viewer(cast.leader, now)
    assert mine is not None
    assert theirs is not None
    assert mine.kind is theirs.kind is NextStepKind.TODAY
    assert (mine.waiting.answered, mine.waiting.other_has_shared) == (1, False)
    assert (theirs.waiting.answered, theirs.waiting.other_has_shared) == (0, True)
    assert mine.waiting.questions == theirs.waiting.questions == 5
    for outsider in cast.outsiders:
        assert next_step.of_viewer(outsider, now) is None
    rows = {row.person.id: row for row in team.overview(cast.leader, now, cast.leader.id).rows}
    assert rows[cast.employee.id].reasons[0].reason is AttentionReason.CONVERSATION_TODAY
    assert AttentionReason.CONVERSATION_TODAY not in [
        one.reason for row in team.overview(cast.leader, now + days(1), cast.leader.id).rows for one in row.reasons
    ]


def test_submitted_minutes_wait_for_the_leader(cast: Cast, now: datetime) -> None:
    talk = drafted(cast, now)
    tomorrow = now + days(10)
    assert next_step.of_viewer(cast.leader, tomorrow) is None
    submission.submit(cast.employee, now, talk, "en")
    found = next_step.of_viewer(cast.leader, tomorrow)
    assert found is not None
    assert found.kind is NextStepKind.MINUTES
    assert next_step.of_viewer(cast.leader, tomorrow, cast.employee.id) == found
    assert next_step.of_viewer(cast.leader, tomorrow, cast.stranger.id) is None
