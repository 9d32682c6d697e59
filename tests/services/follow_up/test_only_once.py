"""What a person has only once, or without overlaps: it stays so when two store it at once, and when it is undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.minutes.test_concurrent_minutes import at_the_same_time
from tests.services.sample_conversations import Cast
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft, FollowUpScheduleDraft, PauseDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed
from tui_app.domain.follow_up.schedule import PauseKind
from tui_app.domain.records.person import Viewer
from tui_app.services import undo
from tui_app.services.change_stamp import Receipt
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.follow_up import follow_ups, requests, schedule
from tui_app.services.people import people


def often(text: str) -> FollowUpScheduleDraft:
    return validate_draft(FollowUpScheduleDraft, {"often": text})


def pause(now: datetime, first: int, last: int) -> PauseDraft:
    days = {"first": now.date() + timedelta(first), "last": now.date() + timedelta(last)}
    return validate_draft(PauseDraft, days | {"kind": PauseKind.LEAVE})


def ask(cast: Cast, now: datetime) -> Receipt:
    return requests.send(cast.employee, now, validate_draft(FollowUpRequestDraft, {"text": "Har du tid?"}))


def refusal_of(viewer: Viewer, now: datetime, receipt: Receipt) -> str:
    with pytest.raises(DomainError) as refused:
        undo.undo(viewer, now, receipt.batch)
    return refused.value.code


@pytest.mark.parametrize("whose", ["team", "person"])
def test_the_first_schedule_is_stored_by_one_of_two(cast: Cast, now: datetime, whose: str) -> None:
    def store(text: str) -> object:
        if whose == "team":
            return schedule.set_team_schedule(cast.leader, now, cast.leader.id, 0, often(text))
        return schedule.set_person_schedule(cast.leader, now, cast.employee.id, 0, often(text))

    assert isinstance(at_the_same_time(lambda: store("5"), lambda: store("7")), ConflictError)


def test_one_asks_only_once_at_two_terminals(cast: Cast, now: datetime) -> None:
    refusal = at_the_same_time(lambda: ask(cast, now), lambda: ask(cast, now))
    assert isinstance(refusal, DomainError)
    assert refusal.code == "already_asked"


@pytest.mark.parametrize("whose", ["team", "person"])
@pytest.mark.parametrize(("days", "refused"), [((0, 5), True), ((5, 9), True), ((6, 9), False)])
def test_a_removed_pause_comes_back_only_if_its_days_are_free(
    cast: Cast, now: datetime, whose: str, days: tuple[int, int], refused: bool
) -> None:
    owner, is_team = (cast.leader.id, True) if whose == "team" else (cast.employee.id, False)
    added = schedule.add_pause(cast.leader, now, owner, pause(now, 0, 5), is_team=is_team)
    removed = schedule.withdraw_pause(cast.leader, now, added.subject_id, 1)
    schedule.add_pause(cast.leader, now, owner, pause(now, *days), is_team=is_team)
    if refused:
        assert refusal_of(cast.leader, now, removed) == "undo_pause_overlaps"
    else:
        assert undo.undo(cast.leader, now, removed.batch) == 1


def test_the_pauses_of_a_team_and_of_a_person_in_it_may_overlap(cast: Cast, now: datetime) -> None:
    added = schedule.add_pause(cast.leader, now, cast.employee.id, pause(now, 0, 5), is_team=False)
    removed = schedule.withdraw_pause(cast.leader, now, added.subject_id, 1)
    schedule.add_pause(cast.leader, now, cast.leader.id, pause(now, 0, 5), is_team=True)
    assert undo.undo(cast.leader, now, removed.batch) == 1


def test_a_pause_is_not_brought_back_over_one_that_is_being_added(cast: Cast, now: datetime) -> None:
    added = schedule.add_pause(cast.leader, now, cast.employee.id, pause(now, 0, 5), is_team=False)
    removed = schedule.withdraw_pause(cast.leader, now, added.subject_id, 1)
    refusal = at_the_same_time(
        lambda: schedule.add_pause(cast.leader, now, cast.employee.id, pause(now, 3, 4), is_team=False),
        lambda: undo.undo(cast.leader, now, removed.batch),
    )
    assert isinstance(refusal, DomainError)
    assert refusal.code == "undo_pause_overlaps"


def withdrawn(cast: Cast, now: datetime, request_id: int) -> tuple[Viewer, Receipt]:
    return cast.employee, requests.withdraw(cast.employee, now, request_id)


def acknowledged(cast: Cast, now: datetime, request_id: int) -> tuple[Viewer, Receipt]:
    return cast.leader, requests.acknowledge(cast.leader, now, request_id)


def followed_up(cast: Cast, now: datetime, request_id: int) -> tuple[Viewer, Receipt]:
    return cast.leader, follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {}))


@pytest.mark.parametrize("close", [withdrawn, acknowledged, followed_up])
def test_an_answered_request_is_not_opened_beside_a_newer_one(
    cast: Cast, now: datetime, close: Callable[[Cast, datetime, int], tuple[Viewer, Receipt]]
) -> None:
    viewer, closed = close(cast, now, ask(cast, now).subject_id)
    newer = ask(cast, now)
    assert refusal_of(viewer, now, closed) == "undo_asked_again"
    undo.undo(cast.employee, now, newer.batch)
    assert undo.undo(viewer, now, closed.batch) >= 1


def test_who_no_longer_leads_somebody_does_not_plan_with_them_by_undoing(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.planned(cast, now)
    version = conversation_view.get_view(cast.leader, now, conversation_id).conversation.version
    reason = validate_draft(ReasonDraft, {"reason": "Syk"})
    cancelled = planning.cancel(cast.leader, now, conversation_id, version, reason)
    employee = people.get_for_editing(cast.administrator, now, cast.employee.id)
    moved = validate_draft(PersonDraft, {"name": employee.name, "leader_id": cast.administrator.id})
    people.edit(cast.administrator, now, employee.id, employee.version, moved)
    with pytest.raises(NotAllowed) as refused:
        undo.undo(cast.leader, now, cancelled.batch)
    assert refused.value.code == "undo_not_allowed"
