"""A leader invites an employee to practise: the employee sees it, nobody else does, and nothing else is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services.sample_conversations import Cast
from tui_app.domain.errors import InvalidInput, NotAllowed
from tui_app.domain.practice.sessions import INVITATION_DAYS, PAIR_FORMATS
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services import my_data
from tui_app.services.practice import invitations, sessions
from tui_app.storage import audit_log
from tui_app.storage.database import reading
from tui_app.storage.practice import invitations as stored

FEEDFORWARD = PracticeFormat.FEEDFORWARD


def test_the_employee_sees_it_for_two_weeks_and_others_never(cast: Cast, now: datetime) -> None:
    invitations.invite(cast.leader, now, cast.employee.id, FEEDFORWARD)
    (found,) = invitations.waiting(cast.employee, now)
    assert (found.by_name, found.format, found.on) == (cast.leader.name, FEEDFORWARD, now.date())
    for viewer in (cast.leader, cast.stranger, cast.administrator):
        assert invitations.waiting(viewer, now) == ()
    assert invitations.waiting(cast.employee, now + timedelta(days=INVITATION_DAYS))
    assert not invitations.waiting(cast.employee, now + timedelta(days=INVITATION_DAYS + 1))


def test_one_that_a_wrong_clock_has_dated_is_not_shown_for_a_year(cast: Cast, now: datetime) -> None:
    invitations.invite(cast.leader, now + timedelta(days=400), cast.employee.id, FEEDFORWARD)
    assert invitations.waiting(cast.employee, now) == ()
    invitations.invite(cast.leader, now, cast.employee.id, FEEDFORWARD)
    assert [one.on for one in invitations.waiting(cast.employee, now)] == [now.date()]


def test_only_who_leads_somebody_invites_them_and_only_to_a_pair(cast: Cast, now: datetime) -> None:
    for viewer in (cast.employee, cast.stranger, cast.administrator):
        with pytest.raises(NotAllowed):
            invitations.invite(viewer, now, cast.employee.id, FEEDFORWARD)
    assert set(PAIR_FORMATS) == {PracticeFormat.PAIR, PracticeFormat.FEEDFORWARD, PracticeFormat.SHARE}
    with pytest.raises(InvalidInput):
        invitations.invite(cast.leader, now, cast.employee.id, PracticeFormat.CIRCLE)


def test_it_tells_nothing_of_what_the_leader_practises(cast: Cast, now: datetime) -> None:
    """What the employee sees is the same, whether the leader has practised or not; and no log knows of it."""
    invitations.invite(cast.leader, now, cast.employee.id, FEEDFORWARD)
    before, logged = sessions.overview(cast.employee, now), audit_rows()
    sessions.record(cast.leader, now, FEEDFORWARD, 10)
    assert sessions.overview(cast.employee, now) == before
    assert audit_rows() == logged
    assert (before.leads, before.sessions, before.partners) == (False, (), ())


def audit_rows() -> int:
    with reading():
        return len(audit_log.find_entries(1000))


def test_it_goes_when_it_is_followed_put_aside_or_erased(cast: Cast, now: datetime) -> None:
    def invite() -> int:
        invitations.invite(cast.leader, now, cast.employee.id, FEEDFORWARD)
        invitations.invite(cast.leader, now, cast.employee.id, FEEDFORWARD)
        (found,) = invitations.waiting(cast.employee, now)
        return found.id

    invitations.put_aside(cast.stranger, now, invite())
    sessions.record(cast.employee, now, PracticeFormat.SHARE, 10)
    assert invitations.waiting(cast.employee, now)
    sessions.record(cast.employee, now, FEEDFORWARD, 10)
    assert not invitations.waiting(cast.employee, now)
    invitations.put_aside(cast.employee, now, invite())
    assert not invitations.waiting(cast.employee, now)
    invite()
    sessions.erase_all(cast.leader, now)
    assert not invitations.waiting(cast.employee, now)


def test_old_ones_are_deleted_and_both_find_theirs_in_my_data(cast: Cast, now: datetime) -> None:
    invitations.invite(cast.leader, now, cast.employee.id, FEEDFORWARD)
    later = now + timedelta(days=INVITATION_DAYS + 1)
    invitations.invite(cast.leader, later, cast.employee.id, PracticeFormat.SHARE)
    for viewer in (cast.leader, cast.employee):
        with reading(viewer):
            assert [one.format for one in stored.of_person(viewer.id)] == [PracticeFormat.SHARE]
        assert my_data.overview(viewer, later)
