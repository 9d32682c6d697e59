"""Planning, moving, cancelling and starting conversations, one or a whole round; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import viewer_of
from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import DAY, FORM, OTHER_FORM, Cast, plan_draft, planned
from tui_app.domain.conversations.rounds import RoundSlot
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.conversations import RoundDraft
from tui_app.domain.drafts.follow_up import PauseDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotAllowed, NotFound
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import Conversation, ConversationKind, ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.template import TemplateState
from tui_app.domain.team import AttentionReason
from tui_app.services import calendars
from tui_app.services.actions import actions
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning, preparation, rounds
from tui_app.services.follow_up import schedule
from tui_app.services.minutes import drafting
from tui_app.services.people import people, person_page
from tui_app.services.people import team as team_overview
from tui_app.services.undo import undo
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.forms import templates as stored_templates

OSLO = ZoneInfo("Europe/Oslo")
WINTER = datetime(2027, 3, 1, 10, 0, tzinfo=OSLO)


def reason(text: str = "Syk") -> ReasonDraft:
    return validate_draft(ReasonDraft, {"reason": text})


def one(cast: Cast, now: datetime, conversation_id: int) -> Conversation:
    return conversation_view.get(cast.leader, now, conversation_id)


def other_form(cast: Cast, now: datetime) -> int:
    return next(form.id for form in templates.published(cast.leader, now) if form.key == OTHER_FORM.key)


def retire(template_id: int) -> None:
    with writing(), bypassing_row_security():
        found = stored_templates.get(template_id)
        assert found is not None
        assert stored_templates.update(found[0], {"state": TemplateState.RETIRED})


# Planning


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


# Moving and cancelling


def test_moving_raises_the_sequence_and_keeps_the_uid(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now, at="9")
    before = one(cast, now, conversation_id)
    later = DAY + timedelta(days=3)
    draft = plan_draft(cast, on=later, at="10.30", place="Kantina", template_id=other_form(cast, now))
    receipt = planning.edit(cast.leader, now, conversation_id, 1, draft)
    moved = one(cast, now, conversation_id)
    assert (receipt.count, receipt.subject_id) == (1, conversation_id)
    assert (moved.uid, moved.sequence, moved.version) == (before.uid, 1, 2)
    assert (moved.on, moved.starts) == (later, datetime(2026, 12, 10, 10, 30, tzinfo=UTC))
    assert (moved.kind, moved.minutes, moved.title) == (ConversationKind.FOLLOW_UP, 20, OTHER_FORM.title)
    planning.edit(cast.leader, now, conversation_id, 2, plan_draft(cast, on=later))
    assert (one(cast, now, conversation_id).sequence, one(cast, now, conversation_id).starts) == (2, None)


def test_only_the_leader_moves_and_cancels(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now)
    for who in (cast.employee, *cast.outsiders):
        with pytest.raises(NotAllowed):
            planning.edit(who, now, conversation_id, 1, plan_draft(cast, on=DAY + timedelta(days=1)))
        with pytest.raises(NotAllowed):
            planning.cancel(who, now, conversation_id, 1, reason())
    with pytest.raises(NotFound):
        planning.edit(cast.leader, now, 4711, 1, plan_draft(cast))
    assert one(cast, now, conversation_id).version == 1


def test_moving_what_was_moved_elsewhere_is_a_conflict(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now)
    planning.edit(cast.leader, now, conversation_id, 1, plan_draft(cast, place="Rom 1"))
    changes: list[Callable[[], object]] = [
        lambda: planning.edit(cast.leader, now, conversation_id, 1, plan_draft(cast, place="Rom 2")),
        lambda: planning.cancel(cast.leader, now, conversation_id, 1, reason()),
    ]
    for change in changes:
        with pytest.raises(ConflictError) as told:
            change()
        assert (told.value.current, told.value.by) == (one(cast, now, conversation_id), "Lise Łukasz")
    assert one(cast, now, conversation_id).place == "Rom 1"


def test_cancelling_keeps_the_reason_and_ends_it(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now)
    planning.cancel(cast.leader, now, conversation_id, 1, reason("Ola er syk"))
    found = one(cast, now, conversation_id)
    assert (found.state, found.reason, found.sequence) == (ConversationState.CANCELLED, "Ola er syk", 1)
    refusals: list[Callable[[], object]] = [
        lambda: planning.cancel(cast.leader, now, conversation_id, 2, reason()),
        lambda: planning.edit(cast.leader, now, conversation_id, 2, plan_draft(cast)),
    ]
    for refused in refusals:
        with pytest.raises(DomainError, match="not_planned_any_more"):
            refused()
    with pytest.raises(DomainError, match="step_impossible"):
        planning.start(cast.employee, now, conversation_id)
    with pytest.raises(DomainError, match="preparation_is_closed"):
        preparation.save_answer(cast.employee, now, conversation_id, "how", "Bra", 0)
    with pytest.raises(DomainError, match="step_impossible"):
        drafting.save_section(cast.employee, now, conversation_id, "work", "Tekst", 0)
    with pytest.raises(DomainError, match="minutes_are_closed"):
        conversations.agree_action(cast, now, conversation_id, cast.leader)


# Undoing


def test_undoing_a_plan_takes_it_away(cast: Cast, now: datetime) -> None:
    receipt = planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast))
    assert undo(cast.leader, now, receipt.batch) == 1
    with pytest.raises(NotFound):
        one(cast, now, receipt.subject_id)


def test_undoing_a_move_brings_back_every_field(cast: Cast) -> None:
    conversation_id = planned(cast, WINTER, on=date(2027, 3, 29), at="9", place="Rom 4", note="Hei")
    before = one(cast, WINTER, conversation_id)
    draft = plan_draft(cast, on=date(2027, 3, 22), at=None, template_id=other_form(cast, WINTER))
    receipt = planning.edit(cast.leader, WINTER, conversation_id, 1, draft)
    assert one(cast, WINTER, conversation_id).starts is None
    undo(cast.leader, WINTER, receipt.batch)
    back = one(cast, WINTER, conversation_id)
    for name in ("on", "starts", "place", "note", "kind", "minutes", "template_id", "title", "uid", "state"):
        assert getattr(back, name) == getattr(before, name), name
    assert back.version == 3


def test_undoing_a_cancellation_makes_it_planned_again(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now, at="9")
    receipt = planning.cancel(cast.leader, now, conversation_id, 1, reason())
    undo(cast.leader, now, receipt.batch)
    back = one(cast, now, conversation_id)
    assert (back.state, back.reason, back.starts) == (
        ConversationState.PLANNED,
        "",
        datetime(2026, 12, 7, 9, 0, tzinfo=UTC),
    )
    planning.start(cast.leader, now, conversation_id)


def test_a_calendar_that_got_a_change_gets_its_undoing(cast: Cast, now: datetime) -> None:
    """A calendar ignores an appointment with a lower sequence than the one it has."""
    conversation_id = planned(cast, now, at="9")

    def told() -> int:
        return calendars.appointments(cast.leader, now, [conversation_id], "nb")[0].sequence

    seen = [told()]
    moving = planning.edit(cast.leader, now, conversation_id, 1, plan_draft(cast, at="10"))
    seen.append(told())
    undo(cast.leader, now, moving.batch)
    seen.append(told())
    version = one(cast, now, conversation_id).version
    cancelling = planning.cancel(cast.leader, now, conversation_id, version, reason())
    seen.append(told())
    undo(cast.leader, now, cancelling.batch)
    seen.append(told())
    assert seen == sorted(set(seen))


def test_a_started_conversation_is_not_undone(cast: Cast, now: datetime) -> None:
    receipt = planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast))
    moving = planning.edit(cast.leader, now, receipt.subject_id, 1, plan_draft(cast, place="Rom 4"))
    planning.start(cast.employee, now, receipt.subject_id)
    for batch in (receipt.batch, moving.batch):
        with pytest.raises(DomainError, match="undo_too_late"):
            undo(cast.leader, now, batch)


def test_a_plan_is_not_undone_once_somebody_has_prepared(cast: Cast, now: datetime) -> None:
    receipt = planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast))
    preparation.save_answer(cast.employee, now, receipt.subject_id, "proud", "Mye arbeid lagt i dette", 0)
    with pytest.raises(DomainError, match="undo_too_late"):
        undo(cast.leader, now, receipt.batch)
    mine = conversation_view.get_view(cast.employee, now, receipt.subject_id).my_preparation
    assert mine.answers["proud"].value == "Mye arbeid lagt i dette"


def test_a_change_of_form_is_not_undone_once_somebody_has_prepared(cast: Cast, now: datetime) -> None:
    """The answers are to the questions of the current form."""
    other = {one.key: one.id for one in templates.published(cast.leader, now)}["other"]
    conversation_id = planned(cast, now, template_id=other)
    changing = planning.edit(cast.leader, now, conversation_id, 1, plan_draft(cast))
    moving = planning.edit(cast.leader, now, conversation_id, 2, plan_draft(cast, place="Rom 4"))
    preparation.save_answer(cast.employee, now, conversation_id, "yes", True, 0)
    undo(cast.leader, now, moving.batch)
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(cast.leader, now, changing.batch)
    assert refused.value.values == {"by": cast.employee.name}
    seen = conversation_view.get_view(cast.employee, now, conversation_id)
    assert (seen.form.question("yes") is not None, seen.my_preparation.answers["yes"].value) == (True, True)


def test_what_was_undone_is_not_in_the_history_of_the_next_record(cast: Cast, now: datetime) -> None:
    """SQLite reuses the id that became free, and the next record may be about somebody else."""
    draft = {"text": "Snakke med legen", "responsible_id": cast.employee.id, "due": DAY}
    taken_back = actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, draft))
    undo(cast.leader, now, taken_back.batch)
    other = {"text": "Ta kurs", "responsible_id": cast.stranger.id, "due": DAY}
    new = actions.add(cast.leader, now, cast.stranger.id, validate_draft(ActionDraft, other)).subject_id
    story = actions.history_of(cast.stranger, now, new)
    assert [change.kind for change in story] == [ChangeKind.CREATED]
    assert "legen" not in repr(story)


# Starting


@pytest.mark.parametrize("who", ["leader", "employee"])
def test_either_begins_and_twice_is_once(cast: Cast, now: datetime, who: str) -> None:
    conversation_id = planned(cast, now)
    planning.start(getattr(cast, who), now, conversation_id)
    begun = one(cast, now, conversation_id)
    assert (begun.state, begun.held_at, begun.on) == (ConversationState.HELD, now, now.date())
    planning.start(cast.leader, now + timedelta(hours=1), conversation_id)
    assert one(cast, now, conversation_id) == begun
    story = conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)
    assert [(step.kind, step.at) for step in story] == [(ChangeKind.CREATED, now), (ChangeKind.STEP, now)]
    assert story[1].by_name == getattr(cast, who).name
    assert conversations.states_of(story) == [("", "planned"), ("planned", "held")]


def test_outsiders_neither_begin_nor_read(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now)
    for who in cast.outsiders:
        with pytest.raises(NotAllowed):
            planning.start(who, now, conversation_id)
        with pytest.raises(NotAllowed):
            conversation_view.get(who, now, conversation_id)
        with pytest.raises(NotAllowed):
            calendars.appointments(who, now, [conversation_id], "nb")
    with pytest.raises(NotFound):
        planning.start(cast.leader, now, 4711)
    assert one(cast, now, conversation_id).state is ConversationState.PLANNED


# Rounds


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


# Appointments


def test_appointments_carry_what_a_calendar_needs_and_no_more(cast: Cast, now: datetime) -> None:
    timed = planned(cast, now, at="9", place="Rom 4", note="Hemmelig notat")
    untimed = planned(cast, now)
    made = calendars.appointments(cast.employee, now, [timed, untimed], "nn")
    assert len(made) == 1
    appointment = made[0]
    assert appointment.uid == one(cast, now, timed).uid
    assert (appointment.starts, appointment.minutes) == (datetime(2026, 12, 7, 9, 0, tzinfo=UTC), 45)
    assert (appointment.title, appointment.place, appointment.cancelled) == ("Årssamtale", "Rom 4", False)
    assert appointment.people == (("Ola Hansen", ""), ("Lise Łukasz", "lise@example.org"))
    assert "Hemmelig" not in repr(appointment)
    planning.cancel(cast.leader, now, timed, 1, reason())
    called_off = calendars.appointments(cast.leader, now, [timed], "en")[0]
    assert called_off.cancelled
    assert called_off.title == "Årssamtale (en)"
    assert called_off.sequence > appointment.sequence


def test_a_calendar_gets_what_was_undone(cast: Cast, now: datetime) -> None:
    receipt = planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast, at="9"))
    conversation_id = receipt.subject_id
    [first] = calendars.appointments(cast.leader, now, [conversation_id], "nb")
    moved = planning.edit(cast.leader, now, conversation_id, 1, plan_draft(cast, at="10"))
    [second] = calendars.appointments(cast.leader, now, [conversation_id], "nb")
    undo(cast.leader, now, moved.batch)
    [third] = calendars.appointments(cast.leader, now, [conversation_id], "nb")
    assert (third.starts, third.cancelled) == (first.starts, False)
    untimed = planning.edit(
        cast.leader, now, conversation_id, one(cast, now, conversation_id).version, plan_draft(cast)
    )
    [fourth] = calendars.appointments(cast.leader, now, [conversation_id], "nb")
    assert (fourth.cancelled, fourth.starts, fourth.on) == (True, None, second.on)
    undo(cast.leader, now, untimed.batch)
    undo(cast.leader, now, receipt.batch)
    assert one(cast, now, conversation_id).state is ConversationState.CANCELLED
    [last] = calendars.appointments(cast.employee, now, [conversation_id], "nb")
    assert last.cancelled
    told = [first, second, third, fourth, last]
    assert {appointment.uid for appointment in told} == {first.uid}
    assert [appointment.sequence for appointment in told] == sorted({appointment.sequence for appointment in told})


def test_a_new_leader_takes_over_what_is_planned_and_not_what_was_held(cast: Cast, now: datetime, kari: Viewer) -> None:
    held = planned(cast, now)
    planning.start(cast.leader, now, held)
    conversation_id = planned(cast, now, at="9")
    before = one(cast, now, conversation_id)
    person = people.get_for_editing(kari, now, cast.employee.id)
    draft = validate_draft(PersonDraft, {"name": person.name, "leader_id": cast.stranger.id})
    people.edit(kari, now, person.id, person.version, draft)
    taken_over = conversation_view.get(cast.stranger, now, conversation_id)
    assert taken_over.uid == before.uid
    assert taken_over.sequence > before.sequence
    with pytest.raises(NotAllowed):
        conversation_view.get(cast.leader, now, conversation_id)
    with pytest.raises(NotAllowed):
        conversation_view.get(cast.stranger, now, held)


# A start by mistake


@pytest.mark.parametrize("who", ["leader", "employee"])
def test_a_start_by_mistake_is_taken_back_and_no_longer_counts(cast: Cast, now: datetime, who: str) -> None:
    viewer: Viewer = getattr(cast, who)
    conversation_id = conversations.held(cast, now)
    assert one(cast, now, conversation_id).on == now.date()
    planning.take_back(viewer, now, conversation_id)
    found = one(cast, now, conversation_id)
    assert (found.state, found.on, found.held_at) == (ConversationState.PLANNED, DAY, None)
    (row,) = [
        row
        for row in team_overview.overview(cast.leader, now, cast.leader.id).rows
        if row.person.id == cast.employee.id
    ]
    assert (row.facts.last_conversation, row.facts.next_conversation) == (None, DAY)
    planning.start(cast.employee, now, conversation_id)
    planning.take_back(viewer, now, conversation_id)
    assert one(cast, now, conversation_id).on == DAY


@pytest.mark.parametrize("written", ["text", "action", "goal"])
def test_a_start_is_not_taken_back_once_something_is_written_or_agreed(cast: Cast, now: datetime, written: str) -> None:
    conversation_id = conversations.held(cast, now)
    if written == "text":
        drafting.save_section(cast.employee, now, conversation_id, "work", "Vi snakket.", 0)
    elif written == "action":
        conversations.agree_action(cast, now, conversation_id, cast.leader)
    else:
        conversations.agree_goal(cast, now, conversation_id, cast.leader)
    with pytest.raises(DomainError, match="already_written"):
        planning.take_back(cast.leader, now, conversation_id)
    assert one(cast, now, conversation_id).held_at is not None


@pytest.mark.parametrize("make", [conversations.planned, conversations.submitted, conversations.signed])
def test_only_a_start_can_be_taken_back(cast: Cast, now: datetime, make: Callable[[Cast, datetime], int]) -> None:
    conversation_id = make(cast, now)
    with pytest.raises(DomainError, match=r"step_impossible|already_written"):
        planning.take_back(cast.leader, now, conversation_id)
    with pytest.raises(NotAllowed):
        planning.take_back(cast.stranger, now, conversation_id)
