"""Follow-up sessions: their order, how they are resumed, and quick dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.conftest import NOW
from tui_app.domain.follow_up.session import (
    FollowUpOutcome,
    FollowUpProgress,
    action_order,
    is_resumable,
    merge_progress,
    person_order,
    postponed_by_month,
    postponed_by_week,
    resume_progress,
)
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.person import Person
from tui_app.domain.team import ActionCounts, TeamFacts, sort_by_attention

TODAY = date(2026, 11, 23)


def action(number: int, due: date = TODAY, status: ActionStatus = ActionStatus.OPEN) -> Action:
    return Action(number, 1, "Ola", "Noe", 1, "Ola", due, due, status=status)


ids = st.lists(st.integers(1, 9), unique=True, max_size=9)


def test_the_longest_overdue_come_first_and_closed_ones_are_left_out() -> None:
    late, soon = action(2, TODAY - timedelta(days=9)), action(1, TODAY + timedelta(days=1))
    assert action_order([soon, late, action(3, status=ActionStatus.DONE)]) == (2, 1)


@given(ids, ids, st.data())
def test_a_session_resumes_at_the_same_action_whatever_was_added_or_removed(
    planned_ids: list[int], current_ids: list[int], data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(planned_ids)))
    outcomes = dict.fromkeys(planned_ids[:position], FollowUpOutcome.DONE)
    resumed = resume_progress(
        FollowUpProgress(tuple(planned_ids), outcomes, position), [action(number) for number in current_ids]
    )
    assert sorted(resumed.action_ids) == sorted(current_ids)
    assert set(resumed.action_ids[: resumed.position]) == set(planned_ids[:position]) & set(current_ids)
    assert resumed.outcomes.keys() == set(planned_ids[:position]) & set(current_ids)
    remaining = [number for number in planned_ids[position:] if number in current_ids]
    assert list(resumed.action_ids[resumed.position :])[: len(remaining)] == remaining


def test_an_old_session_cannot_be_resumed() -> None:
    assert is_resumable(NOW - timedelta(days=6), NOW)
    assert not is_resumable(NOW - timedelta(days=7), NOW)
    assert not is_resumable(None, NOW)


def test_quick_dates_count_from_the_due_date_or_from_today() -> None:
    late, later = action(1, TODAY - timedelta(days=40)), action(1, date(2027, 1, 31))
    assert (postponed_by_week(late, TODAY), postponed_by_month(late, TODAY)) == (date(2026, 11, 30), date(2026, 12, 23))
    assert (postponed_by_week(later, TODAY), postponed_by_month(later, TODAY)) == (date(2027, 2, 7), date(2027, 2, 28))


def test_a_team_session_follows_attention_and_leaves_out_people_met_today() -> None:
    fine = TeamFacts(Person(1, "A"), ActionCounts(open=1), last_conversation=TODAY)
    late = replace(fine, person=Person(2, "B"), counts=ActionCounts(overdue=1), next_due=TODAY - timedelta(days=3))
    met = replace(late, person=Person(3, "C"), last_follow_up=TODAY)
    away = replace(late, person=Person(4, "D"), away_until=TODAY)
    assert person_order(sort_by_attention([fine, late, met, away], TODAY), TODAY) == (2, 1)
    asking = [replace(one, asked_on=TODAY) for one in (met, away)]
    assert person_order(sort_by_attention([fine, *asking], TODAY), TODAY) == (3, 4, 1)


def test_times_in_different_zones_can_be_compared() -> None:
    assert is_resumable(datetime.fromisoformat("2026-11-23T13:00:00+01:00"), NOW)


@given(
    st.dictionaries(st.integers(1, 6), st.sampled_from(FollowUpOutcome)),
    st.lists(st.dictionaries(st.integers(1, 6), st.one_of(st.none(), st.sampled_from(FollowUpOutcome))), max_size=4),
)
def test_what_two_terminals_did_is_all_there(
    stored: dict[int, FollowUpOutcome], changes: list[dict[int, FollowUpOutcome | None]]
) -> None:
    progress = FollowUpProgress(tuple(stored), stored, 0)
    for changed in changes:
        progress = merge_progress(progress, changed, changed, 1)
    last = {**stored, **{number: outcome for one in changes for number, outcome in one.items()}}
    assert progress.outcomes == {number: outcome for number, outcome in last.items() if outcome}
    assert set(progress.action_ids) == set(stored).union(*changes)
