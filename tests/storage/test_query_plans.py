"""Use cases that run many times a day find their rows by index, on either database, in a large organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from peewee import SQL

from tests.conftest import POSTGRES
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.follow_up.schedule import PauseKind
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services import activity
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.conversations import next_step
from tui_app.services.follow_up import schedule
from tui_app.services.people import team
from tui_app.services.practice import invitations, listening, sessions
from tui_app.storage.database import bypassing_row_security, is_postgres, proxy, reading, writing
from tui_app.storage.tables.registry import (
    Action,
    Conversation,
    FollowUp,
    FollowUpRequest,
    FollowUpSchedule,
    Goal,
    History,
    Minutes,
    Pause,
    Person,
    PracticeInvitation,
    Setting,
    StandIn,
    Visit,
)

SHORT_TABLES = {"template"}
"""An organisation has a handful of forms."""
PEOPLE, TEAM, CHUNK = 10_000, 14, 1_000
"""Enough rows that PostgreSQL's planner prefers an index to reading them all."""

USE_CASES: dict[str, Callable[[Viewer, datetime], object]] = {
    "team": lambda viewer, now: team.overview(viewer, now, viewer.id),
    "my actions": lambda viewer, now: actions.checklist(viewer, now, ChecklistScope.MINE),
    "my team's actions": lambda viewer, now: actions.checklist(viewer, now, ChecklistScope.TEAM),
    "schedules": lambda viewer, now: schedule.team_schedules(viewer, now),
    "notices about my actions": lambda viewer, now: acknowledgements.own_notices(viewer, now),
    "since the last visit": lambda viewer, now: activity.since_last_visit(viewer, now),
    "a new action": lambda viewer, now: actions.add(
        viewer, now, viewer.id, ActionDraft(text="Noe", responsible_id=viewer.id, due=now.date())
    ),
    "next step": lambda viewer, now: next_step.of_viewer(viewer, now),
    "minutes returned to me": lambda viewer, now: next_step.returned_to_me(viewer, now),
    "warm-ups": lambda viewer, now: sessions.warm_ups_offered(viewer, now),
    "invitations": lambda viewer, now: invitations.waiting(viewer, now),
    "whether one was heard": lambda viewer, now: listening.next_question(viewer, now),
    "timeline": lambda viewer, now: activity.timeline(viewer, now, viewer.id),
}


def _people() -> Iterator[dict[str, object]]:
    for number in range(1, PEOPLE + 1):
        name, leader = f"person {number}", 1 + (number - 2) // TEAM if number > 1 else None
        yield {"id": number, "name": name, "search": name, "sorting": name, "leader": leader}


def fill(today: date) -> None:
    """Fill a large organisation: everybody has two actions, a conversation, a follow-up, a goal and so on."""
    rows = list(_people())
    at = datetime(today.year, today.month, today.day, tzinfo=UTC)
    with writing(), bypassing_row_security():
        for start in range(0, PEOPLE, CHUNK):
            Person.insert_many(rows[start : start + CHUNK]).execute()
        for due in (today, today - timedelta(days=9)):
            Action.create(person=1, responsible=1, text="Noe", due=due, first_due=due)
        kind, state = ConversationKind.YEARLY, ConversationState.HELD
        Conversation.create(person=1, leader=1, kind=kind, state=state, on=today)
        FollowUp.create(person=1, by=1, on=today)
        Goal.create(person=1, text="Noe", kind=GoalKind.WORK)
        _copy_to_everybody(Action, {"responsible": Person.id})
        _copy_to_everybody(Conversation, {"leader": Person.id, "uid": Person.name})
        _copy_to_everybody(FollowUp, {"by": Person.id})
        _copy_to_everybody(Goal, {})
        FollowUpSchedule.create(person=1, is_team=False, weeks=2)
        Pause.create(person=1, is_team=False, first=today, last=today, kind=PauseKind.LEAVE)
        _copy_to_everybody(FollowUpSchedule, {})
        FollowUpRequest.create(person=1, asked_on=today)
        _copy_to_everybody(FollowUpRequest, {})
        PracticeInvitation.create(person=1, by=1, format=PracticeFormat.MIRROR, on=today)
        _copy_to_everybody(PracticeInvitation, {"by": Person.id})
        Visit.insert_many({"person": one["id"], "upto": 0, "at": at} for one in rows).execute()
        _copy_to_everybody(Pause, {})
        agreed = {"at": at, "by": 1, "batch": "", "subject": ChangeSubject.ACTION, "kind": ChangeKind.CREATED}
        for start in range(0, 2 * PEOPLE, CHUNK):
            History.insert_many(
                agreed | {"person": 1 + number // 2, "subject_id": number + 1} for number in range(start, start + CHUNK)
            ).execute()
        Setting.insert_many({"key": f"key {number}", "value": 1} for number in range(CHUNK)).execute()
        values = [SQL(one) for one in ("1", "'signed'", "''", "''", "1")]
        fields = [Minutes.conversation, Minutes.number, Minutes.state, Minutes.signed, Minutes.sha256, Minutes.version]
        away = [{"leader": one["id"], "stand_in": one["id"], "first": today, "last": today} for one in rows]
        for start in range(0, PEOPLE, CHUNK):
            StandIn.insert_many(away[start : start + CHUNK]).execute()
        Minutes.insert_from(Conversation.select(Conversation.id, *values), fields).execute()
    with reading():
        proxy.execute_sql("analyze")


def _copy_to_everybody(table: Any, own_columns: dict[str, object]) -> None:
    """Copy the rows of the first person to everybody; `own_columns` come from each person instead."""
    fields = [field for field in table._meta.sorted_fields if not field.primary_key]
    columns = [({"person": Person.id} | own_columns).get(field.name, field) for field in fields]
    copies = table.select(*columns).from_(table, Person).where(table.person == 1, Person.id > 1)
    table.insert_from(copies, fields).execute()


def _plans(use_case: Callable[[], object]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the plan of each query of a use case."""
    sent: list[Any] = []
    proxy.obj.query_hooks.append(sent.append)
    use_case()
    proxy.obj.query_hooks.clear()
    explain = "explain (format json)" if is_postgres() else "explain query plan"
    with reading():
        for event in sent:
            if event.sql.lower().startswith(("select", "with", "insert")):
                yield proxy.execute_sql(f"{explain} {event.sql}", event.params).fetchall()


def _fully_read_tables(plan: list[tuple[Any, ...]]) -> set[str]:
    """The tables of which a plan reads every row, or every entry of an index."""
    if is_postgres():
        return {node["Relation Name"] for node in _nodes(plan[0][0][0]["Plan"]) if _reads_all(node)}
    steps = [row[3] for row in plan]
    subqueries = {step.split()[1] for step in steps if step.startswith(("CO-ROUTINE", "MATERIALIZE"))}
    return {step.split()[1] for step in steps if step.startswith("SCAN")} - subqueries - {"CONSTANT"}


def _nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _reads_all(node: Mapping[str, Any]) -> bool:
    reads_whole_index = node["Node Type"] in ("Index Scan", "Index Only Scan") and "Index Cond" not in node
    return node["Node Type"] == "Seq Scan" or reads_whole_index


@pytest.mark.slow
def test_no_table_is_read_in_full(database: Any, now: datetime) -> None:
    fill(now.date())
    for name, use_case in USE_CASES.items():
        plans = list(_plans(partial(use_case, Viewer(1, "person 1"), now)))
        assert plans, name
        assert not set().union(*map(_fully_read_tables, plans)) - SHORT_TABLES, name


def test_a_table_read_in_full_is_detected(database: Any) -> None:
    with reading():
        (plan,) = _plans(lambda: list(Action.select().where(Action.text == "Noe")))
    assert _fully_read_tables(plan)


def test_row_security_allows_parallel_plans(database: Any) -> None:
    """The policies must not prevent PostgreSQL from counting with several processes."""
    if not is_postgres():
        pytest.skip("PostgreSQL only")
    import psycopg

    with psycopg.connect(POSTGRES, dbname=database.url.rpartition("/")[2]) as server:
        # as if never analyzed: for tables known to be empty the planner uses one process
        server.execute("update pg_class set reltuples = -1, relpages = 0 where relnamespace = 'public'::regnamespace")
    with writing(), bypassing_row_security():
        for name in ("parallel_setup_cost", "parallel_tuple_cost", "min_parallel_table_scan_size"):
            proxy.execute_sql(f"set local {name} = 0")
        for table in (Action, FollowUp, Goal, History):
            statement = f"explain (format json) select sum(id) from {table._meta.table_name}"
            plan = proxy.execute_sql(statement).fetchone()[0][0]["Plan"]
            assert "Gather" in {node["Node Type"] for node in _nodes(plan)}, table
