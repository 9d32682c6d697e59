"""Conversations after a change of leader: planned ones follow, unsigned ones are handed on by the employee alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services import talks
from tests.services.talks import Cast
from tui_app.domain.drafts import PersonDraft, checked
from tui_app.domain.records import ChangeKind, ConversationState, Subject, Viewer
from tui_app.domain.refusals import NotAllowed, Refusal
from tui_app.domain.staff_list import Table, TableRow, recognise
from tui_app.services import conversations, handing_on, minutes, people, remarks, sheet, staff_import

S = ConversationState


@pytest.fixture
def nina(cast: Cast, now: datetime) -> Viewer:
    """A colleague of the leader."""
    return viewer_of(people.add(cast.administrator, now, checked(PersonDraft, {"name": "Nina Đorđević"})))


def lead(cast: Cast, now: datetime, leader: Viewer) -> None:
    """Somebody leads the employee from now on."""
    there = people.get(cast.administrator, now, cast.employee.id)
    draft = checked(PersonDraft, {"name": there.name, "leader_id": leader.id})
    people.edit(cast.administrator, now, there.id, there.version, draft)


def list_under(cast: Cast, now: datetime, leader: Viewer) -> None:
    """The staff list says so."""
    headings = ("Navn", "Leder")
    listed = Table(headings, (TableRow(2, (cast.employee.name, leader.name)),))
    staff_import.carry_out(cast.administrator, now, listed, recognise(headings), skip_bad=False)


def leave(cast: Cast, now: datetime) -> None:
    """The leader has left."""
    there = people.get(cast.administrator, now, cast.leader.id)
    draft = {"name": there.name, "leader_id": there.leader_id, "end_date": now.date() - timedelta(days=1)}
    people.edit(cast.administrator, now, there.id, there.version, checked(PersonDraft, draft))


def test_nothing_is_shown_to_the_new_leader_until_the_employee_hands_it_on(
    cast: Cast, nina: Viewer, now: datetime
) -> None:
    talk = talks.submitted(cast, now)
    remarks.comment(cast.leader, now, talk, "work", "Bare for meg", 0)
    assert sheet.sheet(cast.employee, now, talk).new_leader == ""
    lead(cast, now, nina)
    leave(cast, now)
    seen = sheet.sheet(cast.employee, now, talk)
    assert (seen.new_leader, seen.leader_has_left) == (nina.name, True)
    for who in (nina, cast.leader, *cast.outsiders):
        with pytest.raises(NotAllowed):
            handing_on.hand_on(who, now, talk)
    with pytest.raises(NotAllowed):
        sheet.sheet(nina, now, talk)

    later = now + timedelta(hours=1)
    handing_on.hand_on(cast.employee, later, talk)
    with pytest.raises(NotAllowed):
        sheet.sheet(cast.leader, later, talk)
    seen = sheet.sheet(nina, later, talk)
    assert (seen.my_comments, seen.new_leader) == ({}, "")
    assert seen.submitted is not None
    assert seen.submitted.leader == nina.name
    document = minutes.sign(nina, later, talk).document
    assert (document.leader, document.submitted_at) == (nina.name, later)
    last = talks.story(Subject.CONVERSATION, talk)[-2]
    assert (last.by_name, last.before, last.after) == (
        cast.employee.name,
        {"leader_id": cast.leader.id},
        {"leader_id": nina.id},
    )


@pytest.mark.parametrize("so_far", [talks.held, talks.drafted])
def test_what_is_not_submitted_goes_on_with_the_new_leader(
    cast: Cast, nina: Viewer, now: datetime, so_far: object
) -> None:
    talk = so_far(cast, now)  # type: ignore[operator]
    lead(cast, now, nina)
    handing_on.hand_on(cast.employee, now, talk)
    assert sheet.sheet(nina, now, talk).draft is None
    minutes.write(cast.employee, now, talk, "ahead", "Videre", 0)
    minutes.submit(cast.employee, now, talk, "nb")
    assert minutes.sign(nina, now, talk).document.leader == nina.name


def test_a_draft_that_was_shown_is_shown_to_the_new_leader_only_when_the_employee_says_so(
    cast: Cast, nina: Viewer, now: datetime
) -> None:
    talk = talks.drafted(cast, now)
    minutes.show_draft(cast.employee, now, talk, shown=True)
    lead(cast, now, nina)
    handing_on.hand_on(cast.employee, now, talk)
    assert sheet.sheet(nina, now, talk).draft is None
    last = talks.story(Subject.CONVERSATION, talk)[-1]
    assert dict(last.after) == {"leader_id": nina.id, "shows_draft": False}
    minutes.show_draft(cast.employee, now, talk, shown=True)
    assert sheet.sheet(nina, now, talk).draft is not None


@pytest.mark.parametrize("submitted", [False, True])
def test_an_amendment_that_the_leader_left_behind_is_signed_by_the_new_one(
    cast: Cast, nina: Viewer, now: datetime, submitted: bool
) -> None:
    talk = talks.signed(cast, now, "Som det var")
    lead(cast, now, nina)
    leave(cast, now)
    assert sheet.sheet(cast.employee, now, talk).new_leader == ""
    minutes.amend(cast.employee, now, talk)
    if submitted:
        minutes.submit(cast.employee, now, talk, "nb")
    assert sheet.sheet(cast.employee, now, talk).new_leader == nina.name
    handing_on.hand_on(cast.employee, now, talk)
    with pytest.raises(NotAllowed):
        sheet.sheet(cast.leader, now, talk)
    if not submitted:
        assert sheet.sheet(nina, now, talk).draft is None
        minutes.submit(cast.employee, now, talk, "nb")
    minutes.sign(nina, now, talk)
    versions = sheet.sheet(nina, now, talk).signed
    assert [one.document.leader for one in versions] == [cast.leader.name, nina.name]
    assert all(one.intact for one in versions)
    assert versions[1].document.amends == versions[0].sha256
    with pytest.raises(Refusal, match="step_impossible"):
        handing_on.hand_on(cast.employee, now, talk)


@pytest.mark.parametrize("change_leader", [lead, list_under])
def test_what_was_shared_with_one_leader_is_shared_with_the_next_only_when_the_employee_says_so(
    cast: Cast, nina: Viewer, now: datetime, change_leader: Callable[[Cast, datetime, Viewer], None]
) -> None:
    talk, other = talks.planned(cast, now), talks.planned(cast, now)
    sheet.answer(cast.employee, now, talk, "how", "Til Lise alene", 0)
    sheet.answer(cast.leader, now, talk, "how", "Lises egen", 0)
    for who in (cast.employee, cast.leader):
        sheet.share(who, now, talk)
    assert sheet.sheet(cast.employee, now, talk).had_shared_with == ""
    before = talks.story(Subject.CONVERSATION, talk)
    change_leader(cast, now, nina)

    seen = sheet.sheet(nina, now, talk)
    assert (seen.mine.answers, seen.theirs.answers, seen.theirs.shared_at) == ({}, {}, None)
    seen = sheet.sheet(cast.employee, now, talk)
    assert (seen.mine.answers["how"].value, seen.theirs.answers) == ("Til Lise alene", {})
    assert (seen.mine.shared_at, seen.had_shared_with) == (None, cast.leader.name)
    [change] = talks.story(Subject.CONVERSATION, talk)[len(before) :]
    assert (change.kind, change.by_name) == (ChangeKind.STEP, cast.administrator.name)
    assert (change.before["leader_id"], change.after["leader_id"]) == (cast.leader.id, nina.id)
    assert sheet.sheet(cast.employee, now, other).had_shared_with == ""

    sheet.share(cast.employee, now, talk)
    assert sheet.sheet(nina, now, talk).theirs.answers["how"].value == "Til Lise alene"
    sheet.share(cast.employee, now, talk, shared=False)
    assert sheet.sheet(cast.employee, now, talk).had_shared_with == ""


def test_a_change_that_leaves_the_leader_leaves_what_is_shared(cast: Cast, now: datetime) -> None:
    talk = talks.planned(cast, now)
    sheet.answer(cast.employee, now, talk, "how", "Bra", 0)
    sheet.share(cast.employee, now, talk)
    before = talks.story(Subject.CONVERSATION, talk)
    lead(cast, now, cast.leader)
    assert sheet.sheet(cast.leader, now, talk).theirs.answers["how"].value == "Bra"
    assert talks.story(Subject.CONVERSATION, talk) == before


def test_planned_ones_follow_and_signed_ones_stay(cast: Cast, nina: Viewer, now: datetime) -> None:
    planned, signed = talks.planned(cast, now), talks.signed(cast, now)
    lead(cast, now, nina)
    assert conversations.one(nina, now, planned).leader_id == nina.id
    for talk in (planned, signed):
        with pytest.raises(Refusal, match="step_impossible"):
            handing_on.hand_on(cast.employee, now, talk)
    assert minutes.exported(cast.leader, now, signed)[0].intact
    with pytest.raises(NotAllowed):
        minutes.exported(nina, now, signed)


def test_with_the_same_leader_there_is_nobody_to_hand_it_to(cast: Cast, now: datetime) -> None:
    talk = talks.drafted(cast, now)
    with pytest.raises(Refusal, match="step_impossible"):
        handing_on.hand_on(cast.employee, now, talk)
