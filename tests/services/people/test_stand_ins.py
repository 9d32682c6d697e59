"""Stand-ins lead the team on the agreed days, and only then."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services.sample_conversations import Cast, plan_draft
from tui_app.domain.accounts.records import Session
from tui_app.domain.audit import AuditKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import InvalidInput, NotAllowed, NotFound
from tui_app.domain.records.person import Viewer
from tui_app.services import access_log, search
from tui_app.services.accounts import account_events, signed_in
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.administration import stand_ins
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.people import people, person_page, team
from tui_app.text.administration.audit_log import account_activity_since, entry_text

DAY = timedelta(days=1)


def let_in(cast: Cast, now: datetime, first: date, last: date) -> int:
    """The stranger, a report of the same leader, stands in for that leader."""
    return stand_ins.add(cast.administrator, now, cast.leader.id, cast.stranger.id, first, last)


def on(viewer: Viewer, moment: datetime) -> Viewer:
    """The person as they are signed in at a moment."""
    return signed_in.get_viewer(Session(viewer.id), moment)


def test_the_team_is_theirs_on_the_days_agreed_and_no_other(cast: Cast, now: datetime) -> None:
    today = now.date()
    let_in(cast, now, today + DAY, today + 3 * DAY)
    for days, theirs in ((0, False), (1, True), (3, True), (4, False)):
        moment = now + days * DAY
        viewer = on(cast.stranger, moment)
        if theirs:
            assert person_page.get(viewer, moment, cast.employee.id).person.id == cast.employee.id
        else:
            with pytest.raises(NotAllowed):
                person_page.get(viewer, moment, cast.employee.id)


def test_they_lead_in_every_way_and_not_themselves(cast: Cast, now: datetime) -> None:
    let_in(cast, now, now.date(), now.date())
    viewer = on(cast.stranger, now)
    rows = team.overview(viewer, now, viewer.id).rows
    assert [row.person.id for row in rows] == [cast.employee.id]
    assert team.overview(viewer, now, cast.leader.id).figures_only is False
    assert [one.id for one in people.visible_people(viewer, now)] == [cast.employee.id, viewer.id]
    assert [one.id for one in search.search(viewer, now, "Ola").people] == [cast.employee.id]
    assert actions.checklist(viewer, now, ChecklistScope.TEAM) == ()
    conversation_id = planning.plan(viewer, now, cast.employee.id, plan_draft(cast)).subject_id
    assert conversation_view.get(cast.employee, now, conversation_id).leader_id == viewer.id
    with pytest.raises(NotAllowed):
        planning.plan(viewer, now, viewer.id, plan_draft(cast))


def test_they_see_figures_of_the_teams_below(cast: Cast, now: datetime) -> None:
    below = people.add(
        cast.administrator, now, validate_draft(PersonDraft, {"name": "Nina", "leader_id": cast.employee.id})
    )
    let_in(cast, now, now.date(), now.date())
    viewer = on(cast.stranger, now)
    (row,) = team.overview(viewer, now, viewer.id).rows
    assert row.facts.reports == 1
    seen = team.overview(viewer, now, cast.employee.id)
    assert ([one.person.id for one in seen.rows], seen.figures_only) == ([below.id], True)


def test_whom_they_add_is_in_the_team_they_lead(cast: Cast, now: datetime) -> None:
    draft = validate_draft(PersonDraft, {"name": "Nina Ny"})
    with pytest.raises(NotAllowed):
        people.add(cast.stranger, now, draft)
    let_in(cast, now, now.date(), now.date())
    viewer = on(cast.stranger, now)
    assert people.add(viewer, now, draft).leader_id == cast.leader.id
    with pytest.raises(NotAllowed):
        people.add(viewer, now, validate_draft(PersonDraft, {"name": "Nora Ny", "leader_id": viewer.id}))


def test_the_leader_and_the_team_are_told(cast: Cast, now: datetime) -> None:
    let_in(cast, now, now.date(), now.date())
    for one in (cast.leader, cast.employee, cast.stranger):
        told = account_events.since_last_sign_in(one, now)
        assert [(line.entry.kind, line.by_name) for line in told] == [(AuditKind.STAND_IN, cast.administrator.name)]


def test_the_team_is_told_once_on_every_way_in(cast: Cast, now: datetime) -> None:
    """On their own computers people never sign in, and an administrator may name themselves."""
    first, last = now.date(), now.date()
    stand_ins.add(cast.administrator, now, cast.leader.id, cast.administrator.id, first, last)
    for one in (cast.leader, cast.employee, cast.stranger):
        told = account_events.take_untold(one, now)
        assert [(line.entry.kind, line.by_name) for line in told] == [(AuditKind.STAND_IN, cast.administrator.name)]
        assert account_events.take_untold(one, now) == []
    assert account_events.take_untold(cast.administrator, now) == []  # they know
    stand_ins.add(cast.administrator, now + DAY, cast.leader.id, cast.administrator.id, last + DAY, last + DAY)
    assert len(account_events.take_untold(cast.employee, now + DAY)) == 1


def test_nobody_is_told_of_what_was_long_ago(cast: Cast, now: datetime) -> None:
    let_in(cast, now, now.date(), now.date())
    assert account_events.take_untold(cast.employee, now + 31 * DAY) == []


def test_one_that_is_ended_leads_no_more(cast: Cast, now: datetime) -> None:
    stand_in = let_in(cast, now, now.date() - DAY, now.date() + 30 * DAY)
    assert on(cast.stranger, now).stands_in_for == {cast.leader.id}
    stand_ins.end(cast.administrator, now, stand_in)
    assert on(cast.stranger, now).stands_in_for == frozenset()
    assert stand_ins.current_and_upcoming(cast.administrator, now) == ()


@pytest.mark.parametrize("begins_in", [-1, 2])
def test_who_was_told_of_it_is_told_when_it_is_ended(cast: Cast, now: datetime, begins_in: int) -> None:
    first, last = now.date() + begins_in * DAY, now.date() + 30 * DAY
    stand_in = let_in(cast, now, first, last)
    people_told = (cast.leader, cast.employee, cast.stranger)
    for one in people_told:
        account_events.take_untold(one, now)
    stand_ins.end(cast.administrator, now, stand_in)
    for one in people_told:
        (line,) = account_events.take_untold(one, now)
        words = account_activity_since([line], now.date())
        covered = "your time as a stand-in" if one is cast.stranger else "the time of a stand-in in your team"
        assert f"Kari Nordmann ended {covered}" in words
        logged = entry_text(line, {}, now.date())
        assert logged == (
            "ended a stand-in early, until yesterday" if begins_in < 0 else "called off a stand-in, Wed – 23 Dec"
        )


def test_one_that_is_over_cannot_be_ended(cast: Cast, now: datetime) -> None:
    stand_in = let_in(cast, now, now.date(), now.date())
    with pytest.raises(NotFound):
        stand_ins.end(cast.administrator, now + DAY, stand_in)


def test_several_things_about_stand_ins_are_all_said(cast: Cast, now: datetime) -> None:
    account_events.take_untold(cast.employee, now)
    stand_ins.end(cast.administrator, now, let_in(cast, now, now.date(), now.date()))
    let_in(cast, now, now.date(), now.date())
    words = account_activity_since(account_events.take_untold(cast.employee, now), now.date())
    assert "appointed a stand-in" in words
    assert "ended the time of a stand-in" in words


def test_only_an_administrator_names_a_stand_in(cast: Cast, now: datetime) -> None:
    for viewer in (cast.leader, cast.employee, cast.stranger):
        with pytest.raises(NotAllowed):
            stand_ins.add(viewer, now, cast.leader.id, cast.stranger.id, now.date(), now.date())


def test_what_makes_no_sense_is_refused(cast: Cast, now: datetime) -> None:
    today = now.date()
    for leader, other, first, last in (
        (cast.leader.id, cast.leader.id, today, today),
        (cast.leader.id, cast.stranger.id, today, today - DAY),
        (cast.leader.id, 999, today, today),
    ):
        with pytest.raises(InvalidInput):
            stand_ins.add(cast.administrator, now, leader, other, first, last)


def test_standing_in_is_in_the_log(cast: Cast, now: datetime) -> None:
    let_in(cast, now, now.date(), now.date())
    (line,) = access_log.entries_about_me(
        viewer_of(people.get_for_editing(cast.administrator, now, cast.stranger.id)), now
    )
    assert line.entry.details == {
        "leader": cast.leader.id,
        "stand_in": cast.stranger.id,
        "first": now.date().isoformat(),
        "last": now.date().isoformat(),
    }


def test_who_comes_into_a_team_later_is_told_of_its_stand_in(cast: Cast, now: datetime) -> None:
    """An administrator could otherwise name a stand-in first, and move the people after it."""
    stand_ins.add(cast.administrator, now, cast.leader.id, cast.administrator.id, now.date(), now.date() + DAY)
    stand_ins.add(cast.administrator, now, cast.leader.id, cast.stranger.id, now.date() - DAY, now.date())
    later = now + DAY
    nora = people.add(cast.administrator, later, validate_draft(PersonDraft, {"name": "Nora Ny"}), True)
    assert account_events.take_untold(viewer_of(nora), later) == []
    moved = validate_draft(PersonDraft, {"name": "Nora Ny", "leader_id": cast.leader.id})
    people.edit(cast.administrator, later, nora.id, nora.version, moved)
    siri = people.add(
        cast.administrator, later, validate_draft(PersonDraft, {"name": "Siri", "leader_id": cast.leader.id})
    )
    for one in (nora, siri):
        told = [line.entry for line in account_events.take_untold(viewer_of(one), later)]
        stand_in = [entry for entry in told if entry.kind is AuditKind.STAND_IN]
        assert [entry.details["stand_in"] for entry in stand_in] == [cast.administrator.id]
