"""Planning a conversation, and the lists it stands in; on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.conversations.plans import OSLO, WINTER, one
from tests.services.sample_conversations import DAY, FORM, Cast, plan_draft, planned
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import RoundDraft
from tui_app.domain.drafts.follow_up import PauseDraft
from tui_app.domain.errors import InvalidInput, NotAllowed, NotFound
from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.domain.records.template import TemplateState
from tui_app.domain.team import AttentionReason
from tui_app.services.conversations import conversation_view, planning, rounds
from tui_app.services.follow_up import schedule
from tui_app.services.people import person_page
from tui_app.services.people import team as team_overview
from tui_app.services.undo import undo
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.forms import templates as stored_templates


def retire(template_id: int) -> None:
    with writing(), bypassing_row_security():
        found = stored_templates.get(template_id)
        assert found is not None
        assert stored_templates.update(found[0], {"state": TemplateState.RETIRED})


@pytest.mark.parametrize("days", [-1, -30])
def test_a_conversation_that_was_planned_and_never_held_puts_nobody_on_track(
    cast: Cast, now: datetime, days: int
) -> None:
    day = now.date() + timedelta(days=days)
    planned(cast, now, on=day)
    (row,) = [
        row
        for row in team_overview.overview(cast.leader, now, cast.leader.id).rows
        if row.person.id == cast.employee.id
    ]
    assert row.facts.next_conversation is None
    assert AttentionReason.NO_CONVERSATION in [detail.reason for detail in row.reasons]
    planned(cast, now, on=now.date())
    (row,) = [
        row
        for row in team_overview.overview(cast.leader, now, cast.leader.id).rows
        if row.person.id == cast.employee.id
    ]
    assert row.facts.next_conversation == now.date()


def test_a_time_that_the_clocks_skip_is_refused_and_not_moved(cast: Cast) -> None:
    now = WINTER
    draft = plan_draft(cast, on=date(2027, 3, 28), at="02:30")
    with pytest.raises(InvalidInput) as caught:
        planning.plan(cast.leader, now, cast.employee.id, draft)
    assert caught.value.problems == {"at": "time_skipped"}


def test_a_round_plans_nobody_in_their_leave(cast: Cast, now: datetime) -> None:
    first, last = date(2026, 12, 7), date(2026, 12, 11)
    typed = {"first": first, "last": last - timedelta(days=1), "kind": "leave"}
    pause = schedule.add_pause(cast.leader, now, cast.employee.id, validate_draft(PauseDraft, typed), is_team=False)
    draft = validate_draft(RoundDraft, {"template_id": cast.template_id, "first": first, "last": last})
    proposal = rounds.propose_round(cast.leader, now, draft)
    assert [slot.on for slot in proposal.slots if slot.person.id == cast.employee.id] == [last]
    shorter = draft.model_copy(update={"last": last - timedelta(days=1)})
    proposal = rounds.propose_round(cast.leader, now, shorter)
    assert cast.employee.id in [person.id for person in proposal.away]
    assert cast.employee.id not in [slot.person.id for slot in proposal.slots]
    undo(cast.leader, now, pause.batch)
    assert rounds.propose_round(cast.leader, now, shorter).away == ()


def test_a_planned_conversation_is_listed_for_both_and_on_the_page(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now, place="Rom 4", note="Ta med\tplanen", at="9")
    found = one(cast, now, conversation_id)
    assert (found.state, found.on, found.place, found.note) == (
        ConversationState.PLANNED,
        DAY,
        "Rom 4",
        "Ta med    planen",
    )
    assert (found.kind, found.minutes, found.title) == (ConversationKind.YEARLY, FORM.minutes, FORM.title)
    assert found.starts == datetime(2026, 12, 7, 9, 0, tzinfo=UTC)
    assert (found.person_name, found.leader_name) == ("Ola Hansen", "Lise Łukasz")
    assert len(found.uid) == 36
    assert conversation_view.get(cast.employee, now, conversation_id) == found
    assert (
        conversation_view.own_conversations(cast.leader, now)
        == conversation_view.own_conversations(cast.employee, now)
        == (found,)
    )
    assert person_page.get(cast.employee, now, cast.employee.id).conversations == (found,)
    assert (
        conversation_view.own_conversations(cast.stranger, now)
        == conversation_view.own_conversations(cast.administrator, now)
        == ()
    )


def test_the_list_keeps_ended_ones_for_a_year_and_waiting_ones_for_ever(cast: Cast, now: datetime) -> None:
    ended, waiting = conversations.signed(cast, now), conversations.drafted(cast, now)
    later = now + timedelta(days=399)
    assert {conversation.id for conversation in conversation_view.own_conversations(cast.leader, later)} == {
        ended,
        waiting,
    }
    later = now + timedelta(days=401)
    assert {conversation.id for conversation in conversation_view.own_conversations(cast.leader, later)} == {waiting}


def test_only_the_direct_leader_plans(cast: Cast, now: datetime) -> None:
    for who in (cast.employee, cast.stranger, cast.administrator):
        with pytest.raises(NotAllowed):
            planning.plan(who, now, cast.employee.id, plan_draft(cast))
    with pytest.raises(NotAllowed):
        planning.plan(cast.leader, now, cast.leader.id, plan_draft(cast))
    with pytest.raises(NotFound):
        planning.plan(cast.leader, now, 4711, plan_draft(cast))
    assert conversation_view.own_conversations(cast.leader, now) == ()


def test_a_form_that_is_not_in_use_is_refused(cast: Cast, now: datetime) -> None:
    with writing(), bypassing_row_security():
        draft = stored_templates.add(FORM, 2, TemplateState.DRAFT)
    kept = planned(cast, now)
    retire(cast.template_id)
    for template_id in (4711, draft, cast.template_id):
        with pytest.raises(InvalidInput) as refused:
            planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast, template_id=template_id))
        assert refused.value.problems == {"template_id": "unknown_template"}
    planning.edit(cast.leader, now, kept, 1, plan_draft(cast, on=DAY + timedelta(days=1)))
    assert one(cast, now, kept).template_id == cast.template_id
    with pytest.raises(InvalidInput):
        planning.edit(cast.leader, now, kept, 2, plan_draft(cast, template_id=draft))


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2027, 3, 26), datetime(2027, 3, 26, 8, 0, tzinfo=UTC)),
        (date(2027, 3, 29), datetime(2027, 3, 29, 7, 0, tzinfo=UTC)),
        (date(2027, 11, 1), datetime(2027, 11, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_nine_o_clock_is_nine_o_clock_on_that_day(cast: Cast, day: date, utc: datetime) -> None:
    conversation_id = planned(cast, WINTER, on=day, at="09:00")
    starts = one(cast, WINTER, conversation_id).starts
    assert starts == utc
    assert starts is not None
    assert starts.astimezone(OSLO).hour == 9


def test_moved_across_the_change_to_summer_time_it_still_begins_at_nine(cast: Cast) -> None:
    conversation_id = planned(cast, WINTER, on=date(2027, 3, 22), at="9")
    planning.edit(cast.leader, WINTER, conversation_id, 1, plan_draft(cast, on=date(2027, 3, 29), at="9"))
    assert one(cast, WINTER, conversation_id).starts == datetime(2027, 3, 29, 7, 0, tzinfo=UTC)


def test_the_same_plan_again_changes_nothing_whatever_the_season(cast: Cast) -> None:
    plan = {"on": date(2027, 3, 29), "at": "9", "place": "Rom 4"}
    conversation_id = planned(cast, WINTER, **plan)
    before = one(cast, WINTER, conversation_id)
    summer = datetime(2027, 3, 28, 12, 0, tzinfo=OSLO)
    assert planning.edit(cast.leader, summer, conversation_id, 1, plan_draft(cast, **plan)).count == 0
    assert one(cast, WINTER, conversation_id) == before
