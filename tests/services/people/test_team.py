"""The team overview, on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from playhouse.test_utils import assert_query_count

from tests.conftest import viewer_of
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import NotAllowed
from tui_app.domain.forms.form import Form, Question, Section
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.team import ActionCounts, AttentionDetail, AttentionReason
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.administration import templates
from tui_app.services.conversations import planning
from tui_app.services.follow_up import follow_ups
from tui_app.services.minutes import drafting, signing, submission
from tui_app.services.people import people, person_page, team
from tui_app.storage import database as storage


def add(kari: Viewer, now: datetime, name: str, **more: object) -> Person:
    return people.add(kari, now, validate_draft(PersonDraft, {"name": name} | more))


def agree(kari: Viewer, now: datetime, person: Person, due: date, status: ActionStatus | None = None) -> None:
    draft = validate_draft(ActionDraft, {"text": "Noe", "responsible_id": person.id, "due": due})
    made = actions.add(kari, now, person.id, draft)
    if status is not None:
        actions.change(kari, now, [ActionVersion(made.subject_id, 1)], SetStatus(status, "fordi"))


FORM = Form(
    "yearly",
    ConversationKind.YEARLY,
    {"en": "Yearly"},
    (Section("work", {"en": "Work"}, 20, (Question("proud", {"en": "Proud of?"}),)),),
)


def hold(kari: Viewer, at: datetime, person: Person) -> int:
    """A conversation held at that time; its id."""
    (form,) = templates.install_shipped(kari, at, [FORM])
    draft = validate_draft(ConversationPlanDraft, {"template_id": form.id, "on": at.date()})
    talk_id = planning.plan(kari, at, person.id, draft).subject_id
    planning.start(kari, at, talk_id)
    return talk_id


def test_counts_fall_into_four_groups_that_never_overlap(kari: Viewer, ola: Person, now: datetime) -> None:
    today = now.date()
    late, soon = today - timedelta(days=3), today + timedelta(days=3)
    for due, status in (
        (late, None),
        (late, ActionStatus.STARTED),
        (today, None),
        (soon, None),
        (soon, ActionStatus.STARTED),
        (late, ActionStatus.DONE),
        (late, ActionStatus.DROPPED),
    ):
        agree(kari, now, ola, due, status)
    (row,) = team.overview(kari, now, kari.id).rows
    assert row.counts == ActionCounts(done=1, started=1, open=2, overdue=2)
    assert row.facts.next_due == late
    assert row.reasons[0] == AttentionDetail(AttentionReason.OVERDUE, 2, 3)


def test_those_who_need_attention_stand_first(kari: Viewer, ola: Person, now: datetime) -> None:
    today = now.date()
    late = add(kari, now, "Åse Lie")
    fine = add(kari, now, "Per Berg")
    quiet = add(kari, now, "Tom Vik")
    new = add(kari, now, "Jonas Haug", start_date=today - timedelta(days=10))
    agree(kari, now, late, today - timedelta(days=1))
    for person in (late, fine, quiet):
        hold(kari, now - timedelta(days=30), person)
    agree(kari, now, fine, today + timedelta(days=30))
    overview = team.overview(kari, now, kari.id)
    assert [(row.person.id, [one.reason for one in row.reasons]) for row in overview.rows] == [
        (late.id, [AttentionReason.OVERDUE]),
        (ola.id, [AttentionReason.NO_CONVERSATION]),
        (quiet.id, [AttentionReason.NOTHING_AGREED]),
        (new.id, []),
        (fine.id, []),
    ]


def test_a_follow_up_comes_due_on_its_day(kari: Viewer, ola: Person, now: datetime) -> None:
    draft = validate_draft(FollowUpDraft, {"next_on": now.date() + timedelta(days=7)})
    follow_ups.record(kari, now, ola.id, draft)

    def reasons(at: datetime) -> list[AttentionReason]:
        return [one.reason for one in team.overview(kari, at, kari.id).rows[0].reasons]

    assert AttentionReason.FOLLOW_UP_DUE not in reasons(now + timedelta(days=6))
    assert AttentionReason.FOLLOW_UP_DUE in reasons(now + timedelta(days=7))
    follow_ups.record(kari, now + timedelta(days=7), ola.id, validate_draft(FollowUpDraft, {}))
    assert AttentionReason.FOLLOW_UP_DUE not in reasons(now + timedelta(days=7))


def test_minutes_that_wait_for_the_leader_are_not_hidden_by_a_later_conversation(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    def seen() -> tuple[ConversationState | None, bool]:
        (row,) = team.overview(kari, now, kari.id).rows
        return row.facts.minutes_state, AttentionDetail(AttentionReason.MINUTES_WAITING) in row.reasons

    me = viewer_of(ola)
    assert seen() == (None, False)
    first = hold(kari, now - timedelta(days=60), ola)
    assert seen() == (ConversationState.HELD, False)
    drafting.save_section(me, now, first, "work", "Vi snakket.", 0)
    assert seen() == (ConversationState.DRAFTING, False)
    submission.submit(me, now, first, "nb")
    assert seen() == (ConversationState.SUBMITTED, True)
    hold(kari, now - timedelta(days=2), ola)
    assert seen() == (ConversationState.SUBMITTED, True)
    signing.sign(kari, now, first)
    assert seen() == (ConversationState.HELD, False)


def test_minutes_with_a_former_leader_do_not_wait_for_the_present_one(kari: Viewer, ola: Person, now: datetime) -> None:
    anne = add(kari, now, "Anne Vik", leader_id=ola.id)
    talk_id = hold(viewer_of(ola), now, anne)
    drafting.save_section(viewer_of(anne), now, talk_id, "work", "Vi snakket.", 0)
    submission.submit(viewer_of(anne), now, talk_id, "nb")
    people.edit(
        kari, now, anne.id, anne.version, validate_draft(PersonDraft, {"name": anne.name, "leader_id": kari.id})
    )
    row = next(row for row in team.overview(kari, now, kari.id).rows if row.person.id == anne.id)
    assert row.facts.minutes_state is None


def test_leavers_are_kept_but_not_on_the_team(kari: Viewer, ola: Person, now: datetime) -> None:
    add(kari, now, "Per Berg", end_date=now.date() - timedelta(days=1))
    add(kari, now, "Liv Moe", end_date=now.date())
    names = [row.person.name for row in team.overview(kari, now, kari.id).rows]
    assert names == ["Liv Moe", "Ola Hansen"]


def test_a_team_below_is_figures_and_a_strangers_team_nothing(kari: Viewer, ola: Person, now: datetime) -> None:
    anne = add(kari, now, "Anne Vik", leader_id=ola.id)
    agree(viewer_of(ola), now, anne, now.date())
    below = team.overview(kari, now, ola.id)
    assert below.figures_only
    assert below.rows[0].counts.open == 1
    assert below.open_actions == {}
    with pytest.raises(NotAllowed):
        team.overview(viewer_of(ola), now, kari.id)
    with pytest.raises(NotAllowed):
        team.overview(viewer_of(anne), now, ola.id)


def test_names_sort_as_a_norwegian_reader_expects(kari: Viewer, now: datetime) -> None:
    for name in ("Åse", "Ærlend", "Øyvind", "Zara", "Đorđe", "Anne"):
        add(kari, now, name, start_date=now.date())
    names = [row.person.name for row in team.overview(kari, now, kari.id).rows]
    assert names == ["Anne", "Đorđe", "Zara", "Ærlend", "Øyvind", "Åse"]


def test_the_number_of_queries_does_not_follow_the_size_of_the_team(kari: Viewer, now: datetime) -> None:
    for number in range(12):
        agree(kari, now, add(kari, now, f"Person {number}"), now.date())
    team.overview(kari, now, kari.id)  # stores the year's public holidays once
    with storage.reading(kari), assert_query_count(15):
        team.overview(kari, now, kari.id)


def test_the_share_done_in_time_follows_the_dates(kari: Viewer, ola: Person, now: datetime) -> None:
    today = now.date()
    agree(kari, now, ola, today - timedelta(days=1))
    agree(kari, now - timedelta(days=5), ola, today - timedelta(days=2), ActionStatus.DONE)
    agree(kari, now, ola, today)
    overview = team.overview(kari, now, kari.id)
    assert overview.in_time_percent == 50
    assert overview.trend[-1].due == 2


def test_two_of_the_same_name_in_a_team_are_told_apart(kari: Viewer, ola: Person, now: datetime) -> None:
    others = [
        people.add(kari, now, validate_draft(PersonDraft, {"name": name} | more))
        for name, more in (
            ("Ola Hansen", {"employee_number": "1002"}),
            ("OLA  HANSEN", {"email": "ola@example.no"}),
            ("Per Berg", {"title": "Sykepleier"}),
        )
    ]
    shown = {row.person.id: row.person.namesake_mark for row in team.overview(kari, now, kari.id).rows}
    assert shown == {ola.id: "Sykepleier", others[0].id: "1002", others[1].id: "ola@example.no", others[2].id: ""}
    assert person_page.get(kari, now, others[0].id).person.distinct_name == "Ola Hansen (1002)"
    assert person_page.get(kari, now, others[2].id).person.distinct_name == "Per Berg"
    elsewhere = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg", "leader_id": ola.id}))
    assert not person_page.get(viewer_of(elsewhere), now, elsewhere.id).person.has_namesake
