"""The Team overview, on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playhouse.test_utils import assert_query_count

from tests.conftest import viewer_of
from tui_app.domain.actions import SetStatus
from tui_app.domain.drafts import ActionDraft, ConversationDraft, FollowUpDraft, PersonDraft, checked
from tui_app.domain.records import ActionStatus, ConversationKind, ConversationState, Person, Viewer
from tui_app.domain.refusals import NotAllowed
from tui_app.domain.team import Because, Counts, Reason
from tui_app.services import actions, pages, people, team
from tui_app.services.actions import Target
from tui_app.storage import database as storage
from tui_app.storage import team as queries


def add(kari: Viewer, now: datetime, name: str, **more: object) -> Person:
    return people.add(kari, now, checked(PersonDraft, {"name": name} | more))


def agree(kari: Viewer, now: datetime, person: Person, due: date, status: ActionStatus | None = None) -> None:
    draft = checked(ActionDraft, {"text": "Noe", "responsible_id": person.id, "due": due})
    made = actions.add(kari, now, person.id, draft)
    if status is not None:
        actions.change(kari, now, [Target(made.subject_id, 1)], SetStatus(status, "fordi"))


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
    assert row.counts == Counts(done=1, started=1, open=2, overdue=2)
    assert row.facts.next_due == late
    assert row.reasons[0] == Because(Reason.OVERDUE, 2, 3)


def test_those_who_need_attention_stand_first(kari: Viewer, ola: Person, now: datetime) -> None:
    today = now.date()
    late = add(kari, now, "Åse Lie")
    fine = add(kari, now, "Per Berg")
    quiet = add(kari, now, "Tom Vik")
    new = add(kari, now, "Jonas Haug", start_date=today - timedelta(days=10))
    agree(kari, now, late, today - timedelta(days=1))
    for person in (late, fine, quiet):
        draft = {"kind": ConversationKind.YEARLY, "on": today - timedelta(days=30), "state": ConversationState.HELD}
        pages.add_conversation(kari, now, person.id, checked(ConversationDraft, draft))
    agree(kari, now, fine, today + timedelta(days=30))
    overview = team.overview(kari, now, kari.id)
    assert [(row.person.id, [one.reason for one in row.reasons]) for row in overview.rows] == [
        (late.id, [Reason.OVERDUE]),
        (ola.id, [Reason.NO_CONVERSATION]),
        (quiet.id, [Reason.NOTHING_AGREED]),
        (new.id, []),
        (fine.id, []),
    ]


def test_a_follow_up_comes_due_on_its_day(kari: Viewer, ola: Person, now: datetime) -> None:
    draft = checked(FollowUpDraft, {"next_on": now.date() + timedelta(days=7)})
    pages.follow_up(kari, now, ola.id, draft)
    reasons = lambda at: [one.reason for one in team.overview(kari, at, kari.id).rows[0].reasons]  # noqa: E731
    assert Reason.FOLLOW_UP_DUE not in reasons(now + timedelta(days=6))
    assert Reason.FOLLOW_UP_DUE in reasons(now + timedelta(days=7))
    pages.follow_up(kari, now + timedelta(days=7), ola.id, checked(FollowUpDraft, {}))
    assert Reason.FOLLOW_UP_DUE not in reasons(now + timedelta(days=7))


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
    with storage.reading(), assert_query_count(8):
        team.overview(kari, now, kari.id)


def test_the_teams_queries_never_scan_all_people_or_actions(database: Any, kari: Viewer, now: datetime) -> None:
    """Held here for SQLite's planner; PostgreSQL's depends on how much there is (see benchmarks)."""
    if storage.is_postgres():
        pytest.skip("PostgreSQL scans small tables whatever indexes there are")
    from tui_app.storage import people as people_queries

    today = now.date()
    selects = [
        people_queries._select().where(people_queries.tables.Person.leader == kari.id, people_queries.is_here(today)),
        queries._action_counts([1, 2], today, today),
        queries._conversation_days([1, 2]),
        queries._follow_up_days([1, 2]),
        queries._reports_of([1, 2], today),
    ]
    with storage.reading():
        for select in selects:
            sql, values = select.sql()
            plan = storage.proxy.execute_sql(f"explain query plan {sql}", values).fetchall()
            steps = [row[3] for row in plan]
            found_first = {step.removeprefix("CO-ROUTINE ") for step in steps if step.startswith("CO-ROUTINE")}
            scanned = {step.split()[1] for step in steps if step.startswith("SCAN")}
            assert scanned <= found_first, steps


def test_the_share_done_in_time_follows_the_dates(kari: Viewer, ola: Person, now: datetime) -> None:
    today = now.date()
    agree(kari, now, ola, today - timedelta(days=1))
    agree(kari, now - timedelta(days=5), ola, today - timedelta(days=2), ActionStatus.DONE)
    agree(kari, now, ola, today)
    overview = team.overview(kari, now, kari.id)
    assert overview.in_time_percent == 50
    assert overview.trend[-1].due == 2
