"""Asking for a follow-up, and what becomes of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.conftest import viewer_of
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed, NotFound
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.team import AttentionReason
from tui_app.services import activity
from tui_app.services.follow_up import follow_ups, requests
from tui_app.services.people import people, person_page, team
from tui_app.services.undo import undo


def reasons(kari: Viewer, now: datetime) -> list[AttentionReason]:
    (row,) = team.overview(kari, now, kari.id).rows
    return [one.reason for one in row.reasons]


def test_a_requested_follow_up_is_on_the_team_screen_until_it_is_done(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    requests.send(employee, now, validate_draft(FollowUpRequestDraft, {"text": "Turnusen"}))
    assert reasons(kari, now)[0] is AttentionReason.FOLLOW_UP_REQUESTED
    page = person_page.get(kari, now, ola.id)
    assert page.request is not None
    assert page.request.text == "Turnusen"
    with pytest.raises(DomainError, match="already_asked"):
        requests.send(employee, now, validate_draft(FollowUpRequestDraft, {}))
    follow_ups.record(
        employee, now, ola.id, validate_draft(FollowUpDraft, {})
    )  # an employee's own follow-up answers nothing
    assert person_page.get(employee, now, ola.id).request is not None
    held = follow_ups.record(kari, now, ola.id, validate_draft(FollowUpDraft, {"note": "Bra"}))
    assert AttentionReason.FOLLOW_UP_REQUESTED not in reasons(kari, now)
    undo(kari, now, held.batch)
    assert AttentionReason.FOLLOW_UP_REQUESTED in reasons(kari, now)


def test_a_request_can_be_withdrawn_and_needs_a_leader(kari: Viewer, employee: Viewer, now: datetime) -> None:
    asked = requests.send(employee, now, validate_draft(FollowUpRequestDraft, {}))
    undo(employee, now, asked.batch)
    assert AttentionReason.FOLLOW_UP_REQUESTED not in reasons(kari, now)
    with pytest.raises(DomainError, match="no_leader"):
        requests.send(kari, now, validate_draft(FollowUpRequestDraft, {}))


def test_a_leader_further_up_does_not_see_who_asks_for_a_follow_up(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg", "leader_id": ola.id}))
    requests.send(viewer_of(per), now, validate_draft(FollowUpRequestDraft, {"text": "Turnusen"}))
    (seen,) = team.overview(employee, now, ola.id).rows
    (from_above,) = team.overview(kari, now, ola.id).rows
    assert (seen.facts.asked_on, from_above.facts.asked_on) == (now.date(), None)


def test_a_request_is_answered_with_one_key_or_not_needed_any_more(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    asked = requests.send(employee, now, validate_draft(FollowUpRequestDraft, {})).subject_id
    with pytest.raises(NotAllowed):
        requests.acknowledge(employee, now, asked)
    with pytest.raises(NotAllowed):
        requests.withdraw(kari, now, asked)
    activity.since_last_visit(employee, now)
    answered = requests.acknowledge(kari, now, asked)
    assert [one.change.kind for one in activity.since_last_visit(employee, now).events] == [ChangeKind.SEEN]
    assert AttentionReason.FOLLOW_UP_REQUESTED not in reasons(kari, now)
    with pytest.raises(NotFound):
        requests.acknowledge(kari, now, asked)
    undo(kari, now, answered.batch)
    back = requests.withdraw(employee, now, asked)
    assert AttentionReason.FOLLOW_UP_REQUESTED not in reasons(kari, now)
    undo(employee, now, back.batch)
    assert AttentionReason.FOLLOW_UP_REQUESTED in reasons(kari, now)
