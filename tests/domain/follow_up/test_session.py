"""The walk: its order, where it goes on, and the quick dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from tui_app.domain.follow_up.session import (
    FollowUpOutcome,
    FollowUpProgress,
    action_order,
    is_resumable,
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


def test_the_longest_overdue_come_first_and_closed_ones_not_at_all() -> None:
    late, soon = action(2, TODAY - timedelta(days=9)), action(1, TODAY + timedelta(days=1))
    assert action_order([soon, late, action(3, status=ActionStatus.DONE)]) == (2, 1)


@given(ids, ids, st.data())
def test_a_walk_goes_on_at_the_same_action_whatever_came_and_went(
    begun: list[int], there: list[int], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(begun)))
    seen = dict.fromkeys(begun[:place], FollowUpOutcome.DONE)
    found = resume_progress(FollowUpProgress(tuple(begun), seen, place), [action(number) for number in there])
    assert sorted(found.action_ids) == sorted(there)
    assert set(found.action_ids[: found.position]) == set(begun[:place]) & set(there)
    assert found.outcomes.keys() == set(begun[:place]) & set(there)
    still_ahead = [number for number in begun[place:] if number in there]
    assert list(found.action_ids[found.position :])[: len(still_ahead)] == still_ahead


def test_an_old_walk_begins_anew() -> None:
    assert is_resumable(NOW - timedelta(days=6), NOW)
    assert not is_resumable(NOW - timedelta(days=7), NOW)
    assert not is_resumable(None, NOW)


def test_quick_dates_count_from_the_due_date_or_from_today() -> None:
    late, later = action(1, TODAY - timedelta(days=40)), action(1, date(2027, 1, 31))
    assert (postponed_by_week(late, TODAY), postponed_by_month(late, TODAY)) == (date(2026, 11, 30), date(2026, 12, 23))
    assert (postponed_by_week(later, TODAY), postponed_by_month(later, TODAY)) == (date(2027, 2, 7), date(2027, 2, 28))


def test_the_team_is_met_in_the_order_of_need_without_those_of_today() -> None:
    fine = TeamFacts(Person(1, "A"), ActionCounts(open=1), last_conversation=TODAY)
    late = replace(fine, person=Person(2, "B"), counts=ActionCounts(overdue=1), next_due=TODAY - timedelta(days=3))
    met = replace(late, person=Person(3, "C"), last_follow_up=TODAY)
    away = replace(late, person=Person(4, "D"), away_until=TODAY)
    assert person_order(sort_by_attention([fine, late, met, away], TODAY), TODAY) == (2, 1)
    asking = [replace(one, asked_on=TODAY) for one in (met, away)]
    assert person_order(sort_by_attention([fine, *asking], TODAY), TODAY) == (3, 4, 1)


def test_moments_need_no_zone_of_their_own() -> None:
    assert is_resumable(datetime.fromisoformat("2026-11-23T13:00:00+01:00"), NOW)
