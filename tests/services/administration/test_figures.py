"""Figures equal a slow recalculation from the history."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW, viewer_of
from tests.services import sample_conversations as conversations
from tests.services.administration.simulation import LONG_AGO, Simulation, named
from tests.services.sample_conversations import cast_of
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.figures.periods import FigurePeriod, shown_periods
from tui_app.domain.figures.records import Figure, FigureScope, FiguresView, FigureValue
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import figures
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.administration import erasure
from tui_app.services.follow_up import follow_ups
from tui_app.services.people import people
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables

Row = dict[str, Any]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["agree", "tick", "start", "drop", "move", "undo", "follow up", "hold", "sign", "change leader"]
        ),
        st.integers(0, 5),
        st.integers(-120, 240),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=25,
)


@dataclass
class DerivedRecord:
    """The state of one record, derived from its history alone."""

    person: int
    made: date
    values: Row = field(default_factory=dict)
    moves: int = 0


def derived_records(subject: ChangeSubject) -> Iterator[DerivedRecord]:
    """Every record of a kind, after all that happened and was not undone."""
    with reading(), bypassing_row_security():
        rows = list(
            tables.History.select().where(tables.History.subject == subject).order_by(tables.History.id).dicts()
        )
    things: dict[tuple[int, int], DerivedRecord] = {}
    latest: dict[int, tuple[int, int]] = {}
    for row in rows:
        if row["kind"] is ChangeKind.CREATED:
            latest[row["subject_id"]] = (row["subject_id"], row["id"])
            if not row["undone"]:
                things[latest[row["subject_id"]]] = DerivedRecord(row["person"], row["at"].date(), dict(row["after"]))
            continue
        thing = things.get(latest[row["subject_id"]])
        if thing is not None and not row["undone"] and row["kind"] is not ChangeKind.UNDONE:
            thing.values |= row["after"]
            thing.moves += row["kind"] is ChangeKind.MOVED
    yield from things.values()


def day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def slow_figures(period: FigurePeriod, team: set[int], today: date) -> dict[Figure, FigureValue]:
    """The definitions of the figures once more, action by action."""
    mine = [one for one in derived_records(ChangeSubject.ACTION) if one.person in team]
    status = {id(one): one.values.get("status", "open") for one in mine}
    due = {id(one): day(one.values["due"]) or today for one in mine}
    done_on = {id(one): day(one.values.get("done_on")) for one in mine}

    def not_done_by(one: DerivedRecord, when: date) -> bool:
        done = done_on[id(one)]
        return status[id(one)] != "dropped" and (done is None or done > when)

    here = [one for one in mine if period.first <= due[id(one)] <= period.last]
    done = [one for one in here if status[id(one)] == "done"]
    late = [one for one in done if (done_on[id(one)] or today) > due[id(one)]]
    in_time = [one for one in done if one not in late]
    judged = [one for one in here if due[id(one)] < today and status[id(one)] != "dropped"]
    days = [((done_on[id(one)] or today) - due[id(one)]).days for one in late]
    end = min(period.last, today - timedelta(days=1))
    held = [one for one in derived_records(ChangeSubject.CONVERSATION) if one.person in team and was_held(one, period)]
    checks = [
        one for one in derived_records(ChangeSubject.FOLLOW_UP) if one.person in team and counts_in_rhythm(one, period)
    ]
    soon = [one for one in checks if (day(one.values["on"]) or today) <= day_after(one.values["due_on"])]
    return {
        Figure.HELD: len(held),
        Figure.SIGNED: sum(one.values["state"] == "signed" for one in held),
        Figure.AGREED: sum(period.covers(one.made) for one in mine),
        Figure.IN_TIME: len(in_time),
        Figure.LATE: len(late),
        Figure.DROPPED: sum(status[id(one)] == "dropped" for one in here),
        Figure.OVERDUE: sum(due[id(one)] <= end and not_done_by(one, period.last) for one in mine),
        Figure.IN_TIME_SHARE: sum(one in in_time for one in judged) / len(judged) if judged else None,
        Figure.DAYS_LATE: statistics.median(days) if days else None,
        Figure.MOVED: sum(one.moves for one in here),
        Figure.ON_SCHEDULE: len(soon) / len(checks) if checks else None,
    }


def was_held(conversation: DerivedRecord, period: FigurePeriod) -> bool:
    held = conversation.values["state"] not in ("planned", "cancelled")
    return held and period.covers(day(conversation.values["on"]) or date.min)


def counts_in_rhythm(check: DerivedRecord, period: FigurePeriod) -> bool:
    theirs = check.values["by"] != check.person and bool(check.values.get("due_on"))
    return theirs and period.covers(day(check.values["on"]) or date.min)


def day_after(due_on: object) -> date:
    return (day(due_on) or date.min) + timedelta(days=7)


@pytest.fixture
def played(kari: Viewer) -> Simulation:
    return Simulation(kari)


@settings(max_examples=8)
@given(steps=STEPS)
def test_figures_equal_a_slow_recomputation_from_the_history(
    played: Simulation, steps: list[tuple[str, int, int, int]]
) -> None:
    played.now = LONG_AGO
    played.batches.clear()
    played.play(steps)
    for leader_id, leader in played.leaders.items():
        with reading():
            where = tables.Person.select(tables.Person.id).where(tables.Person.leader == leader_id)
            team = {row[0] for row in where.tuples()}
        if team:
            same(figures.overview(viewer_of(leader), NOW, FigureScope.TEAM), team)
    with reading():
        everybody = {row[0] for row in tables.Person.select(tables.Person.id).tuples()}
    same(figures.overview(played.kari, NOW, FigureScope.ORGANISATION), everybody)


def same(found: FiguresView, team: set[int]) -> None:
    quarters, _year = shown_periods(NOW.date())
    assert [column.period for column in found.quarters] == list(quarters)
    for column in (*found.quarters, found.year):
        slow = slow_figures(column.period, team, NOW.date())
        values = {figure: column.values[figure] for figure in slow}
        assert values == slow, column.period
        if Figure.COVERED in column.values:
            covered = column.values[Figure.COVERED], column.values[Figure.COVERED_SIGNED]
            assert covered == slow_coverage(column.period, team, NOW.date()), column.period
        else:
            assert found.scope is not FigureScope.TEAM


def slow_coverage(period: FigurePeriod, team: set[int], today: date) -> tuple[FigureValue, FigureValue]:
    """The shares of employees with a conversation and with signed minutes in 12 months, person by person."""
    end = min(period.last, today)
    year = FigurePeriod(add_months(end, -12) + timedelta(days=1), end)
    with reading(), bypassing_row_security():
        rows = [row for row in tables.Person.select().dicts() if row["id"] in team and row["leader"] is not None]
    employed = {row["id"] for row in rows if (row["start_date"] or end) <= end and (row["end_date"] or end) >= end}
    held = [one for one in derived_records(ChangeSubject.CONVERSATION) if was_held(one, year)]
    having = {one.person for one in held} & employed
    signed = {one.person for one in held if one.values["state"] == "signed"} & employed
    return (len(having) / len(employed), len(signed) / len(employed)) if employed else (None, None)


def test_what_is_erased_counts_on_in_the_organisation(kari: Viewer, now: datetime) -> None:
    """Everything except what was open, because nobody does that any more."""
    long_ago = now - timedelta(days=500)
    cast = cast_of(kari, long_ago)
    for number in range(5):
        people.add(kari, long_ago, named(f"Person {number}", cast.leader.id))
    conversations.signed(cast, long_ago)
    follow_ups.record(
        cast.leader, long_ago, cast.employee.id, validate_draft(FollowUpDraft, {"next_on": long_ago.date()})
    )
    follow_ups.record(cast.leader, long_ago, cast.employee.id, validate_draft(FollowUpDraft, {}))
    for text, late in (("Kurs", 3), ("Mentor", 9)):
        wanted = {"text": text, "responsible_id": cast.employee.id, "due": long_ago.date()}
        new = actions.add(cast.leader, long_ago, cast.employee.id, validate_draft(ActionDraft, wanted)).subject_id
        done = SetStatus(ActionStatus.DONE)
        actions.change(cast.leader, long_ago + timedelta(days=late), [ActionVersion(new, 1)], done)
    employee = people.get_for_editing(kari, now, cast.employee.id)
    gone = validate_draft(
        PersonDraft, {"name": employee.name, "leader_id": cast.leader.id, "end_date": long_ago.date()}
    )
    people.edit(kari, now, employee.id, employee.version, gone)
    before = figures.overview(kari, now, FigureScope.ORGANISATION)
    assert before.year.values[Figure.AGREED] == 0
    assert [sum(int(one.values[which] or 0) for one in before.quarters) for which in (Figure.LATE, Figure.SIGNED)] == [
        2,
        1,
    ]
    erasure.erase_due(kari, now, "Slettet person")
    after = figures.overview(kari, now, FigureScope.ORGANISATION)
    assert (after.quarters, after.year) == (before.quarters, before.year)
    erasure.erase_due(kari, now, "Slettet person")
    assert figures.overview(kari, now, FigureScope.ORGANISATION).quarters == before.quarters
    assert not any(one.values[Figure.LATE] for one in figures.overview(cast.leader, now, FigureScope.TEAM).quarters)


def test_who_has_left_still_counts(kari: Viewer, ola: Person, now: datetime) -> None:
    people.add(kari, now, named("Per Berg"))
    draft = validate_draft(ActionDraft, {"text": "Kurs", "responsible_id": ola.id, "due": now.date()})
    actions.add(kari, now, ola.id, draft)
    gone = validate_draft(
        PersonDraft, {"name": ola.name, "leader_id": kari.id, "end_date": now.date() - timedelta(days=1)}
    )
    people.edit(kari, now, ola.id, ola.version, gone)
    found = figures.overview(kari, now, FigureScope.TEAM)
    assert (found.people, found.year.values[Figure.AGREED]) == (2, 1)
