"""A round plans nobody after their last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.services.people.test_leaving import leaves
from tests.services.sample_conversations import Cast
from tui_app.domain.conversations.rounds import propose_slots
from tui_app.domain.dates.day_remarks import DayRemarkKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import RoundDraft
from tui_app.domain.records.person import Person
from tui_app.services.conversations import rounds
from tui_app.services.follow_up.days import day_remarks
from tui_app.ui.conversations.rows import round_warning

FIRST = date(2026, 12, 7)


def test_whoever_leaves_meanwhile_comes_before_their_last_day(cast: Cast, now: datetime) -> None:
    draft = validate_draft(
        RoundDraft, {"template_id": cast.template_id, "first": FIRST, "last": FIRST + timedelta(days=4)}
    )
    leaves(cast.administrator, now, cast.stranger.id, FIRST + timedelta(days=1))
    proposal = rounds.propose_round(cast.leader, now, draft)
    on = {slot.person.id: slot.on for slot in proposal.slots}
    assert on[cast.stranger.id] <= FIRST + timedelta(days=1)
    assert round_warning(proposal, proposal.slots, now.date()) == ""
    leaves(cast.administrator, now, cast.stranger.id, FIRST - timedelta(days=1))
    gone = rounds.propose_round(cast.leader, now, draft)
    assert [person.id for person in gone.away] == [cast.stranger.id]
    (stays,) = gone.slots
    moved = next(slot for slot in proposal.slots if slot.person.id == cast.stranger.id)
    (person,) = gone.away
    assert "left" in round_warning(gone, (stays, type(moved)(person, moved.on)), now.date())
    remarks = day_remarks(cast.leader, now, moved.on, [cast.stranger.id])
    assert [remark.kind for remark in remarks] == [DayRemarkKind.HAS_LEFT]


@given(
    last_days=st.lists(st.integers(-3, 12) | st.none(), min_size=1, max_size=12),
    length=st.integers(0, 9),
    start=st.dates(date(2020, 1, 1), date(2199, 12, 1)),
)
def test_nobody_is_placed_after_their_last_day(last_days: list[int | None], length: int, start: date) -> None:
    team = [
        Person(number, f"P{number}", end_date=None if days is None else start + timedelta(days=days))
        for number, days in enumerate(last_days, 1)
    ]
    slots = propose_slots(team, {}, start, start + timedelta(days=length), None)
    assert not [slot for slot in slots if slot.person.has_left(slot.on)]
    assert {slot.person.id for slot in slots} >= {person.id for person in team if person.end_date is None}
