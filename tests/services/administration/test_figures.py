"""Figures equal a slow recalculation from the history, and never show too few people."""

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
from tests.services.sample_conversations import cast_of
from tui_app.domain.actions.changes import MoveDue, SetStatus
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.figures.periods import FigurePeriod, shown_periods
from tui_app.domain.figures.records import Figure, FigureScope, FiguresView, FigureValue
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import figures, undo
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.administration import retention
from tui_app.services.follow_up import follow_ups
from tui_app.services.people import people
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables

Row = dict[str, Any]
LONG_AGO = NOW - timedelta(days=700)
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


class Simulation:
    """Two leaders with a team each, and what the steps make of them."""

    def __init__(self, kari: Viewer) -> None:
        self.cast = cast_of(kari, LONG_AGO)
        self.kari = kari
        first, self.second = (people.add(kari, LONG_AGO, named(name)) for name in ("Lise", "Nina"))
        self.leaders = {first.id: first, self.second.id: self.second}
        self.team = [people.add(kari, LONG_AGO, named(f"Person {n}", first.id)) for n in range(3)]
        self.team += [people.add(kari, LONG_AGO, named(f"Person {n}", self.second.id)) for n in range(3, 6)]
        self.now = LONG_AGO
        self.batches: list[tuple[Viewer, str]] = []

    def leader(self, person: Person) -> Viewer:
        return viewer_of(self.leaders[person.leader_id or 0])

    def play(self, steps: list[tuple[str, int, int, int]]) -> None:
        """Refused steps are skipped."""
        for what, which, days, later in steps:
            self.now = min(self.now + timedelta(days=later), NOW)
            try:
                self.one(what, self.team[which], days)
            except DomainError:
                continue

    def one(self, what: str, person: Person, days: int) -> None:
        leader, now = self.leader(person), self.now
        match what:
            case "agree":
                wanted = {"text": "Kurs", "responsible_id": person.id, "due": now.date() + timedelta(days=days)}
                self.kept(leader, actions.add(leader, now, person.id, validate_draft(ActionDraft, wanted)).batch)
            case "follow up":
                values = {"next_on": now.date() + timedelta(days=abs(days) % 30 + 1)}
                by = viewer_of(person) if days % 5 == 0 else leader
                follow_ups.record(by, now, person.id, validate_draft(FollowUpDraft, values))
            case "hold" | "sign":
                cast = conversations.Cast(
                    leader, viewer_of(person), self.cast.stranger, self.kari, self.cast.template_id
                )
                (conversations.signed if what == "sign" else conversations.held)(cast, now)
            case "change leader":
                other = next(one for one in self.leaders if one != person.leader_id)
                draft = named(person.name, other)
                changed = people.edit(self.kari, now, person.id, person.version, draft)
                self.team[self.team.index(person)] = changed
            case "undo":
                if self.batches:
                    who, batch = self.batches.pop()
                    undo.undo(who, now, batch)
            case _:
                for action in actions.checklist(leader, now, actions.ChecklistScope.PERSON, person.id)[:1]:
                    change: Any = {
                        "tick": SetStatus(ActionStatus.OPEN if action.status == "done" else ActionStatus.DONE),
                        "start": SetStatus(ActionStatus.STARTED),
                        "drop": SetStatus(ActionStatus.DROPPED, "Ikke aktuelt"),
                        "move": MoveDue(action.due + timedelta(days=abs(days) + 1)),
                    }[what]
                    self.kept(
                        leader, actions.change(leader, now, [ActionVersion(action.id, action.version)], change).batch
                    )

    def kept(self, who: Viewer, batch: str) -> None:
        self.batches.append((who, batch))


def named(name: str, leader_id: int | None = None) -> PersonDraft:
    return validate_draft(PersonDraft, {"name": name, "leader_id": leader_id})


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


def test_figures_that_would_reveal_few_people_by_comparison_are_hidden(kari: Viewer, now: datetime) -> None:
    """Kari leads five people, one of whom leads four; with her own team, figures of those would reveal the four."""
    team = [people.add(kari, now, named(f"Person {number}")) for number in range(5)]
    below = [people.add(kari, now, named(f"Under {number}", team[0].id)) for number in range(4)]
    found = figures.overview(kari, now, FigureScope.LINE)
    assert (found.people, found.is_hidden, found.quarters[-1].values) == (9, True, {})
    assert figures.overview(kari, now, FigureScope.ORGANISATION).is_hidden
    assert not figures.overview(kari, now, FigureScope.TEAM).is_hidden
    people.add(kari, now, named("Under 5", team[0].id))
    assert not figures.overview(kari, now, FigureScope.LINE).is_hidden
    assert not figures.overview(kari, now, FigureScope.ORGANISATION).is_hidden
    assert figures.overview(viewer_of(team[0]), now).available_scopes == (FigureScope.TEAM,)
    with pytest.raises(NotAllowed):
        figures.overview(viewer_of(below[0]), now)


def test_the_organisation_gives_way_to_the_line(kari: Viewer, now: datetime) -> None:
    """Kari sees figures of each team below her; those of the organisation would reveal the two outside of them."""
    team = [people.add(kari, now, named(f"Person {number}")) for number in range(5)]
    for number in range(5):
        people.add(kari, now, named(f"Under {number}", team[0].id))
    assert not figures.overview(kari, now, FigureScope.ORGANISATION).is_hidden
    for name in ("Tor Topp", "Rev Isor"):
        people.add(kari, now, named(name), without_leader=True)
    assert figures.overview(kari, now, FigureScope.ORGANISATION).is_hidden
    assert not figures.overview(kari, now, FigureScope.LINE).is_hidden
    for number in range(3):
        people.add(kari, now, named(f"Styre {number}"), without_leader=True)
    assert not figures.overview(kari, now, FigureScope.ORGANISATION).is_hidden


def test_a_quarter_tells_only_of_enough_who_were_there_then(kari: Viewer, now: datetime) -> None:
    """Four of the six came in May: the first quarter would reveal two, and so would the year without the others."""
    lise = people.add(kari, now, named("Lise"), without_leader=True)
    for number in range(6):
        draft = {
            "name": f"Person {number}",
            "leader_id": lise.id,
            "start_date": date(2026, 5, 4) if number > 1 else None,
        }
        person = people.add(kari, now, validate_draft(PersonDraft, draft))
        wanted = {"text": "Kurs", "responsible_id": person.id, "due": date(2026, 11, 20)}
        actions.add(viewer_of(lise), now, person.id, validate_draft(ActionDraft, wanted))
    found = figures.overview(kari, now, FigureScope.ORGANISATION)
    shown = {column.period.first: column.values.get(Figure.AGREED) for column in found.quarters[-4:]}
    assert shown == {date(2026, 1, 1): None, date(2026, 4, 1): 0, date(2026, 7, 1): 0, date(2026, 10, 1): 6}
    assert (found.is_hidden, found.hides_any, found.year.is_hidden) == (False, True, True)
    own = figures.overview(viewer_of(lise), now, FigureScope.TEAM)
    assert (own.hides_any, own.year.values[Figure.AGREED]) == (False, 6)


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
    retention.erase_due(kari, now, "Slettet person")
    after = figures.overview(kari, now, FigureScope.ORGANISATION)
    assert (after.quarters, after.year) == (before.quarters, before.year)
    retention.erase_due(kari, now, "Slettet person")
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
