"""Planning a whole round of conversations; on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from tests.conftest import viewer_of
from tests.services.conversations.plans import reason
from tests.services.sample_conversations import DAY, Cast, plan_draft
from tui_app.domain.conversations.rounds import RoundSlot
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import RoundDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, InvalidInput, NotAllowed
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import conversation_view, planning, rounds
from tui_app.services.people import people
from tui_app.services.undo import undo


@pytest.fixture
def team(cast: Cast, kari: Viewer, now: datetime) -> dict[str, Viewer]:
    """Lise's six reports, among them Ola and Per."""
    made = [
        people.add(kari, now, validate_draft(PersonDraft, {"name": name, "leader_id": cast.leader.id}))
        for name in ("Aisha Khan", "Bjørn Li", "Åse Dahl")
    ]
    left = {"name": "Ute Borte", "leader_id": cast.leader.id, "end_date": now.date() - timedelta(days=1)}
    people.add(kari, now, validate_draft(PersonDraft, left))
    everybody = [*(viewer_of(one) for one in made), cast.employee, cast.stranger]
    return {viewer.name.split()[0]: viewer for viewer in everybody}


def round_draft(cast: Cast, **more: object) -> RoundDraft:
    values = {"template_id": cast.template_id, "first": date(2026, 12, 7), "last": date(2026, 12, 18)} | more
    return validate_draft(RoundDraft, values)


def had(cast: Cast, who: Viewer, day: date) -> None:
    """A conversation held with this person on this day."""
    then = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    conversation_id = planning.plan(cast.leader, then, who.id, plan_draft(cast, on=day)).subject_id
    planning.start(cast.leader, then, conversation_id)


def test_a_round_is_for_those_who_have_waited_longest(cast: Cast, team: dict[str, Viewer], now: datetime) -> None:
    had(cast, team["Aisha"], date(2026, 10, 1))
    had(cast, team["Bjørn"], date(2025, 11, 23))
    had(cast, team["Åse"], date(2025, 11, 22))
    slots = rounds.propose_round(cast.leader, now, round_draft(cast, months=12)).slots
    names = [slot.person.name.split()[0] for slot in slots]
    assert names == ["Ola", "Per", "Åse"]
    assert [slot.last for slot in slots] == [None, None, date(2025, 11, 22)]
    everybody = rounds.propose_round(cast.leader, now, round_draft(cast)).slots
    assert [slot.person.name.split()[0] for slot in everybody] == ["Ola", "Per", "Åse", "Bjørn", "Aisha"]
    assert conversation_view.own_conversations(cast.stranger, now) == ()


def test_who_has_one_planned_is_not_due_and_cancelled_ones_do_not_count(
    cast: Cast, team: dict[str, Viewer], now: datetime
) -> None:
    planning.plan(cast.leader, now, team["Aisha"].id, plan_draft(cast))
    conversation_id = planning.plan(cast.leader, now, team["Bjørn"].id, plan_draft(cast)).subject_id
    planning.cancel(cast.leader, now, conversation_id, 1, reason())
    due = rounds.propose_round(cast.leader, now, round_draft(cast, months=6)).slots
    assert {slot.person.name.split()[0] for slot in due} == {"Bjørn", "Åse", "Ola", "Per"}


def test_a_round_is_planned_at_once_and_undone_at_once(cast: Cast, team: dict[str, Viewer], now: datetime) -> None:
    draft = round_draft(cast, at="13", place="Rom 4")
    slots = rounds.propose_round(cast.leader, now, draft).slots
    receipt = rounds.plan_round(cast.leader, now, draft, slots)
    planned_ones = conversation_view.own_conversations(cast.leader, now)
    assert receipt.count == len(planned_ones) == 5
    assert [(conversation.person_id, conversation.on) for conversation in planned_ones] == [
        (slot.person.id, slot.on) for slot in slots
    ]
    assert {
        (conversation.place, conversation.starts and conversation.starts.hour) for conversation in planned_ones
    } == {("Rom 4", 13)}
    assert len({conversation.uid for conversation in planned_ones}) == 5
    assert undo(cast.leader, now, receipt.batch) == 5
    assert conversation_view.own_conversations(cast.leader, now) == ()


def test_a_round_goes_around_the_organisations_public_holidays(
    cast: Cast, team: dict[str, Viewer], kari: Viewer, now: datetime
) -> None:
    christmas = {"first": date(2026, 12, 24), "last": date(2026, 12, 29)}
    proposal = rounds.propose_round(cast.leader, now, round_draft(cast, **christmas))
    assert {slot.on.day for slot in proposal.slots} == {24, 28, 29}
    assert {date(2026, 12, 25), date(2026, 5, 17), date(2027, 5, 17)} <= proposal.public_holidays
    only_that = round_draft(cast, first=date(2026, 12, 25), last=date(2026, 12, 25))
    assert {slot.on.day for slot in rounds.propose_round(cast.leader, now, only_that).slots} == {25}


def test_two_of_a_round_at_the_same_time_are_refused(cast: Cast, team: dict[str, Viewer], now: datetime) -> None:
    draft = round_draft(cast, at="13", last=date(2026, 12, 7))
    first, second, *_ = rounds.propose_round(cast.leader, now, draft).slots
    assert (first.on, first.at, second.on, second.at) == (draft.first, time(13), draft.first, time(14))
    with pytest.raises(DomainError, match="times_overlap"):
        rounds.plan_round(cast.leader, now, draft, [first, replace(second, at=time(13, 30), minutes=0)])
    rounds.plan_round(cast.leader, now, draft, [first, replace(second, at=None)])
    assert [
        conversation.starts and conversation.starts.hour
        for conversation in conversation_view.own_conversations(cast.leader, now)
    ] == [
        13,
        None,
    ]


def test_a_round_goes_around_what_its_leader_has_planned_already(
    cast: Cast, team: dict[str, Viewer], now: datetime
) -> None:
    day = date(2026, 12, 7)
    planning.plan(cast.leader, now, team["Aisha"].id, plan_draft(cast, on=day, at="13"))
    planning.plan(cast.leader, now, team["Åse"].id, plan_draft(cast, on=day))
    gone = planning.plan(cast.leader, now, team["Åse"].id, plan_draft(cast, on=day, at="14")).subject_id
    planning.cancel(cast.leader, now, gone, 1, reason())
    draft = round_draft(cast, at="13", first=day, last=day, months=6)
    proposal = rounds.propose_round(cast.leader, now, draft)
    assert [(one.person.name, one.on, one.at) for one in proposal.booked] == [(team["Aisha"].name, day, time(13))]
    first, *_others = proposal.slots
    assert first.at == time(14)
    with pytest.raises(DomainError, match="times_overlap") as refused:
        rounds.plan_round(cast.leader, now, draft, [replace(first, at=time(13, 30))])
    assert refused.value.values == {"one": first.person.name, "other": team["Aisha"].name}
    rounds.plan_round(cast.leader, now, draft, [first])


def test_a_leaders_own_conversation_with_their_leader_is_gone_around_too(
    cast: Cast, team: dict[str, Viewer], kari: Viewer, now: datetime
) -> None:
    planning.plan(kari, now, cast.leader.id, plan_draft(cast, on=date(2026, 12, 7), at="13"))
    draft = round_draft(cast, at="13", last=date(2026, 12, 7))
    proposal = rounds.propose_round(cast.leader, now, draft)
    assert [one.person.name for one in proposal.booked] == [kari.name]
    assert time(13) not in [slot.at for slot in proposal.slots]


def test_a_round_with_somebody_elses_report_is_refused_whole(
    cast: Cast, team: dict[str, Viewer], kari: Viewer, now: datetime
) -> None:
    foreign = people.add(kari, now, validate_draft(PersonDraft, {"name": "Fremmed", "leader_id": kari.id}))
    draft = round_draft(cast)
    slots = [*rounds.propose_round(cast.leader, now, draft).slots, RoundSlot(foreign, DAY)]
    with pytest.raises(NotAllowed):
        rounds.plan_round(cast.leader, now, draft, slots)
    assert conversation_view.own_conversations(cast.leader, now) == ()
    myself = people.get_for_editing(kari, now, cast.leader.id)
    with pytest.raises(NotAllowed):
        rounds.plan_round(cast.leader, now, draft, [RoundSlot(myself, DAY)])
    assert rounds.plan_round(cast.leader, now, draft, []).count == 0
    with pytest.raises(InvalidInput):
        rounds.plan_round(cast.leader, now, round_draft(cast, template_id=4711), slots[:1])


def test_a_round_in_which_one_was_moved_is_undone_all_or_not_at_all(
    cast: Cast, team: dict[str, Viewer], now: datetime
) -> None:
    draft = round_draft(cast)
    receipt = rounds.plan_round(cast.leader, now, draft, rounds.propose_round(cast.leader, now, draft).slots)
    planning.start(cast.leader, now, conversation_view.own_conversations(cast.leader, now)[2].id)
    with pytest.raises(DomainError, match="undo_too_late"):
        undo(cast.leader, now, receipt.batch)
    assert len(conversation_view.own_conversations(cast.leader, now)) == 5
