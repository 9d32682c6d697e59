"""Conversations after a change of leader: planned ones move, and the employee alone hands over unsigned ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.headings import recognise_columns
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.services.conversations import conversation_view, leader_handover, preparation
from tui_app.services.minutes import amendments, comments, drafting, export, signing, submission
from tui_app.services.people import people, staff_import
from tui_app.storage.database import reading
from tui_app.storage.tables import registry as tables

S = ConversationState


@pytest.fixture
def nina(cast: Cast, now: datetime) -> Viewer:
    """A colleague of the leader."""
    return viewer_of(people.add(cast.administrator, now, validate_draft(PersonDraft, {"name": "Nina Đorđević"})))


def lead(cast: Cast, now: datetime, leader: Viewer) -> None:
    """Give the employee a new leader."""
    there = people.get_for_editing(cast.administrator, now, cast.employee.id)
    draft = validate_draft(PersonDraft, {"name": there.name, "leader_id": leader.id})
    people.edit(cast.administrator, now, there.id, there.version, draft)


def list_under(cast: Cast, now: datetime, leader: Viewer) -> None:
    """Give the employee a new leader by importing a staff list."""
    headings = ("Navn", "Leder")
    listed = StaffTable(headings, (StaffTableRow(2, (cast.employee.name, leader.name)),))
    staff_import.import_staff(cast.administrator, now, ListReview(listed, recognise_columns(headings)), skip_bad=False)


def leave(cast: Cast, now: datetime) -> None:
    """Let the leader leave."""
    there = people.get_for_editing(cast.administrator, now, cast.leader.id)
    draft = {"name": there.name, "leader_id": there.leader_id, "end_date": now.date() - timedelta(days=1)}
    people.edit(cast.administrator, now, there.id, there.version, validate_draft(PersonDraft, draft))


def test_minutes_that_the_earlier_leader_returned_are_not_compared_for_the_new_one(
    cast: Cast, nina: Viewer, now: datetime
) -> None:
    conversation_id = conversations.submitted(cast, now)
    conversations.return_minutes(cast.leader, now, conversation_id, {"work": "Mer"})
    lead(cast, now, nina)
    leader_handover.hand_over(cast.employee, now, conversation_id)
    submission.submit(cast.employee, now, conversation_id, "nb")
    view = conversation_view.get_view(nina, now, conversation_id)
    assert view.submitted is not None
    assert view.returned is None


def test_what_was_returned_is_kept_for_the_comparison_and_gone_once_signed(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now, "Nights")
    conversations.return_minutes(cast.leader, now, conversation_id, {"work": "Mer"})
    submission.submit(cast.employee, now, conversation_id, "nb")
    returned = conversation_view.get_view(cast.leader, now, conversation_id).returned
    assert returned is not None
    assert "Nights" in [one.text for one in returned.sections]
    signing.sign(cast.leader, now, conversation_id)
    with reading(cast.leader):
        assert [one.returned for one in tables.Minutes.select()] == [""]


def test_nothing_is_shown_to_the_new_leader_until_the_employee_hands_it_on(
    cast: Cast, nina: Viewer, now: datetime
) -> None:
    conversation_id = conversations.submitted(cast, now)
    comments.save_comment(cast.leader, now, conversation_id, "work", "Bare for meg", 0)
    assert conversation_view.get_view(cast.employee, now, conversation_id).new_leader == ""
    lead(cast, now, nina)
    leave(cast, now)
    seen = conversation_view.get_view(cast.employee, now, conversation_id)
    assert (seen.new_leader, seen.leader_has_left) == (nina.name, True)
    for who in (nina, cast.leader, *cast.outsiders):
        with pytest.raises(NotAllowed):
            leader_handover.hand_over(who, now, conversation_id)
    with pytest.raises(NotAllowed):
        conversation_view.get_view(nina, now, conversation_id)

    later = now + timedelta(hours=1)
    leader_handover.hand_over(cast.employee, later, conversation_id)
    with pytest.raises(NotAllowed):
        conversation_view.get_view(cast.leader, later, conversation_id)
    seen = conversation_view.get_view(nina, later, conversation_id)
    assert (seen.my_comments, seen.new_leader) == ({}, "")
    assert seen.submitted is not None
    assert seen.submitted.leader == nina.name
    document = signing.sign(nina, later, conversation_id).document
    assert (document.leader, document.submitted_at) == (nina.name, later)
    last = conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)[-2]
    assert (last.by_name, last.before, last.after) == (
        cast.employee.name,
        {"leader_id": cast.leader.id},
        {"leader_id": nina.id},
    )


@pytest.mark.parametrize("so_far", [conversations.held, conversations.drafted])
def test_what_is_not_submitted_goes_on_with_the_new_leader(
    cast: Cast, nina: Viewer, now: datetime, so_far: object
) -> None:
    conversation_id = so_far(cast, now)  # type: ignore[operator]
    lead(cast, now, nina)
    leader_handover.hand_over(cast.employee, now, conversation_id)
    assert conversation_view.get_view(nina, now, conversation_id).draft is None
    drafting.save_section(cast.employee, now, conversation_id, "ahead", "Videre", 0)
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert signing.sign(nina, now, conversation_id).document.leader == nina.name


def test_a_draft_that_was_shown_is_shown_to_the_new_leader_only_when_the_employee_says_so(
    cast: Cast, nina: Viewer, now: datetime
) -> None:
    conversation_id = conversations.drafted(cast, now)
    drafting.share_draft(cast.employee, now, conversation_id, shared=True)
    lead(cast, now, nina)
    leader_handover.hand_over(cast.employee, now, conversation_id)
    assert conversation_view.get_view(nina, now, conversation_id).draft is None
    last = conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)[-1]
    assert dict(last.after) == {"leader_id": nina.id, "shows_draft": False}
    drafting.share_draft(cast.employee, now, conversation_id, shared=True)
    assert conversation_view.get_view(nina, now, conversation_id).draft is not None


@pytest.mark.parametrize("submitted", [False, True])
def test_an_amendment_that_the_leader_left_behind_is_signed_by_the_new_one(
    cast: Cast, nina: Viewer, now: datetime, submitted: bool
) -> None:
    conversation_id = conversations.signed(cast, now, "Som det var")
    lead(cast, now, nina)
    leave(cast, now)
    assert conversation_view.get_view(cast.employee, now, conversation_id).new_leader == ""
    amendments.start(cast.employee, now, conversation_id)
    if submitted:
        submission.submit(cast.employee, now, conversation_id, "nb")
    assert conversation_view.get_view(cast.employee, now, conversation_id).new_leader == nina.name
    leader_handover.hand_over(cast.employee, now, conversation_id)
    with pytest.raises(NotAllowed):
        conversation_view.get_view(cast.leader, now, conversation_id)
    if not submitted:
        assert conversation_view.get_view(nina, now, conversation_id).draft is None
        submission.submit(cast.employee, now, conversation_id, "nb")
    signing.sign(nina, now, conversation_id)
    versions = conversation_view.get_view(nina, now, conversation_id).signed
    assert [one.document.leader for one in versions] == [cast.leader.name, nina.name]
    assert all(one.intact for one in versions)
    assert versions[1].document.amends == versions[0].sha256
    with pytest.raises(DomainError, match="step_impossible"):
        leader_handover.hand_over(cast.employee, now, conversation_id)


@pytest.mark.parametrize("change_leader", [lead, list_under])
def test_what_was_shared_with_one_leader_is_shared_with_the_next_only_when_the_employee_says_so(
    cast: Cast, nina: Viewer, now: datetime, change_leader: Callable[[Cast, datetime, Viewer], None]
) -> None:
    conversation_id, other = conversations.planned(cast, now), conversations.planned(cast, now)
    preparation.save_answer(cast.employee, now, conversation_id, "how", "Til Lise alene", 0)
    preparation.save_answer(cast.leader, now, conversation_id, "how", "Lises egen", 0)
    for who in (cast.employee, cast.leader):
        preparation.share(who, now, conversation_id)
    assert conversation_view.get_view(cast.employee, now, conversation_id).previously_shared_with == ""
    before = conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)
    change_leader(cast, now, nina)

    seen = conversation_view.get_view(nina, now, conversation_id)
    assert (seen.my_preparation.answers, seen.their_preparation.answers, seen.their_preparation.shared_at) == (
        {},
        {},
        None,
    )
    seen = conversation_view.get_view(cast.employee, now, conversation_id)
    assert (seen.my_preparation.answers["how"].value, seen.their_preparation.answers) == ("Til Lise alene", {})
    assert (seen.my_preparation.shared_at, seen.previously_shared_with) == (None, cast.leader.name)
    [change] = conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)[len(before) :]
    assert (change.kind, change.by_name) == (ChangeKind.STEP, cast.administrator.name)
    assert (change.before["leader_id"], change.after["leader_id"]) == (cast.leader.id, nina.id)
    assert conversation_view.get_view(cast.employee, now, other).previously_shared_with == ""

    preparation.share(cast.employee, now, conversation_id)
    assert (
        conversation_view.get_view(nina, now, conversation_id).their_preparation.answers["how"].value
        == "Til Lise alene"
    )
    preparation.share(cast.employee, now, conversation_id, shared=False)
    assert conversation_view.get_view(cast.employee, now, conversation_id).previously_shared_with == ""


def test_a_change_that_leaves_the_leader_leaves_what_is_shared(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.planned(cast, now)
    preparation.save_answer(cast.employee, now, conversation_id, "how", "Bra", 0)
    preparation.share(cast.employee, now, conversation_id)
    before = conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)
    lead(cast, now, cast.leader)
    assert conversation_view.get_view(cast.leader, now, conversation_id).their_preparation.answers["how"].value == "Bra"
    assert conversations.history_of(ChangeSubject.CONVERSATION, conversation_id) == before


def test_planned_ones_follow_and_signed_ones_stay(cast: Cast, nina: Viewer, now: datetime) -> None:
    planned, signed = conversations.planned(cast, now), conversations.signed(cast, now)
    lead(cast, now, nina)
    assert conversation_view.get(nina, now, planned).leader_id == nina.id
    for conversation_id in (planned, signed):
        with pytest.raises(DomainError, match="step_impossible"):
            leader_handover.hand_over(cast.employee, now, conversation_id)
    assert export.export_conversation(cast.leader, now, signed)[0].intact
    with pytest.raises(NotAllowed):
        export.export_conversation(nina, now, signed)


def test_with_the_same_leader_there_is_nobody_to_hand_it_to(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    with pytest.raises(DomainError, match="step_impossible"):
        leader_handover.hand_over(cast.employee, now, conversation_id)
