"""A leader and a stand-in side by side: each sees what the other did, and whose people they are."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services.sample_conversations import Cast
from tui_app.domain.accounts.records import Session
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import signed_in
from tui_app.services.administration import stand_ins
from tui_app.services.follow_up import follow_up_session, follow_ups, requests
from tui_app.services.people import team
from tui_app.text.team import borrowed_text, team_lines

DAY = timedelta(days=1)


@pytest.fixture
def siri(cast: Cast, now: datetime) -> Viewer:
    """The stranger, standing in for the leader."""
    stand_ins.add(cast.administrator, now, cast.leader.id, cast.stranger.id, now.date(), now.date() + 30 * DAY)
    return signed_in.get_viewer(Session(cast.stranger.id), now)


def follow_up(viewer: Viewer, now: datetime, cast: Cast, note: str = "") -> None:
    follow_ups.record(viewer, now, cast.employee.id, validate_draft(FollowUpDraft, {"note": note}))


def others(viewer: Viewer, now: datetime, cast: Cast) -> list[tuple[str, str]]:
    follow_up_session.start(viewer, now, cast.employee.id)
    session = follow_up_session.get(viewer, now, cast.employee.id)
    return [(one.by_name, one.note) for one in session.others]


def test_each_sees_what_the_other_did_since(cast: Cast, siri: Viewer, now: datetime) -> None:
    assert others(cast.leader, now, cast) == []
    follow_up(siri, now, cast, "Ringte henne")
    assert others(cast.leader, now, cast) == [(siri.name, "Ringte henne")]
    assert others(siri, now, cast) == []
    follow_up(cast.leader, now, cast, "Bra")
    assert others(cast.leader, now, cast) == []
    assert others(siri, now, cast) == [(cast.leader.name, "Bra")]


def test_what_the_employee_did_alone_or_long_ago_is_not_told(cast: Cast, siri: Viewer, now: datetime) -> None:
    follow_up(siri, now - 20 * DAY, cast)
    follow_up(cast.employee, now, cast)
    assert others(cast.leader, now, cast) == []
    assert others(cast.employee, now, cast) == []


def test_who_answered_a_request_is_told(cast: Cast, siri: Viewer, now: datetime) -> None:
    asked = requests.send(cast.employee, now, validate_draft(FollowUpRequestDraft, {})).subject_id
    assert requests.last_answer(cast.leader, now, cast.employee.id) is None
    requests.acknowledge(siri, now, asked)
    answer = requests.last_answer(cast.leader, now, cast.employee.id)
    assert answer is not None
    assert (answer.by_id, answer.by_name) == (siri.id, siri.name)
    with pytest.raises(DomainError) as refused:
        requests.acknowledge(cast.leader, now, asked)
    assert (refused.value.code, refused.value.values) == ("request_answered", {"by": siri.name})


def test_borrowed_people_are_marked_on_screen_and_in_print(cast: Cast, siri: Viewer, now: datetime) -> None:
    overview = team.overview(siri, now, siri.id)
    (row,) = overview.rows
    assert borrowed_text(row, siri.id) == "(for Lise)"
    assert any("Ola Hansen (for Lise)" in line for line in team_lines(overview, now.date(), None, mine=True))
    (own,) = [one for one in team.overview(cast.leader, now, cast.leader.id).rows if one.person.id == row.person.id]
    assert borrowed_text(own, cast.leader.id) == ""
