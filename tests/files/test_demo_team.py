"""The demonstration team that comes with Samtale, and how mistakes in such a file are reported."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import astuple

from tui_app.domain.actions.due_groups import DueGroup, due_group
from tui_app.domain.demo_team import DemoAction, DemoPerson, DemoTeam
from tui_app.domain.errors import DomainError
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.conversation import ConversationState
from tui_app.files.demo.fields import MAX_TEXT_LENGTH, workday
from tui_app.files.demo.team import read_demo_team
from tui_app.files.resources import resource_path

SHIPPED = resource_path("demo_team.toml")
MONDAY = date(2026, 11, 23)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]


def team(today: date = MONDAY, language: str = "nb") -> DemoTeam:
    return read_demo_team(SHIPPED, today, language)


def reports(shown: DemoTeam) -> tuple[DemoPerson, ...]:
    return shown.reports(shown.viewer)


def actions(shown: DemoTeam) -> list[DemoAction]:
    return [action for person in reports(shown) for action in person.actions]


def group(action: DemoAction, today: date) -> DueGroup:
    record = Action(1, 1, "", "", 1, "", due=action.due, first_due=action.first_due, status=action.status)
    return due_group(record, today)


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, (tuple, Struct)):
        return [text for one in (astuple(value) if isinstance(value, Struct) else value) for text in texts(one)]
    return []


@pytest.mark.parametrize("today", WEEK, ids=lambda day: f"{day:%a}")
def test_every_status_and_every_group_is_there_on_any_day_of_the_week(today: date) -> None:
    shown = actions(team(today))
    assert 90 <= len(shown) <= 110
    assert {action.status for action in shown} == set(ActionStatus)
    assert {group(action, today) for action in shown} == set(DueGroup)


@pytest.mark.parametrize("today", WEEK, ids=lambda day: f"{day:%a}")
def test_what_has_happened_is_past_and_what_is_planned_is_not(today: date) -> None:
    for person in team(today).people:
        for action in person.actions:
            happened = [action.agreed_on, *(move.on for move in action.moves)]
            closed = action.done_on or action.dropped_on
            assert happened == sorted(happened)
            assert max([*happened, action.started_on or date.min, closed or date.min]) <= today
        for talk in person.conversations:
            assert (talk.on >= today) if talk.state is ConversationState.PLANNED else (talk.on <= today)
            steps = [talk.noted_on, talk.on, talk.submitted_on, talk.signed_on]
            assert [day for day in steps if day] == sorted(day for day in steps if day)
            assert max(talk.submitted_on or date.min, talk.signed_on or date.min) <= today


def test_the_team_is_fourteen_people_with_a_believable_spread() -> None:
    shown = team()
    people = reports(shown)
    overdue = {one.key: [a for a in one.actions if group(a, MONDAY) is DueGroup.OVERDUE] for one in people}
    leaders = [person for person in people if shown.reports(person.key)]
    assert len(people) == 14
    assert len({person.name for person in shown.people}) == len(shown.people)
    assert sum(bool(late) for late in overdue.values()) == 3
    assert sum(action.responsible == shown.viewer for late in overdue.values() for action in late) == 2
    assert [len(shown.reports(person.key)) for person in leaders] == [4, 3]
    assert any(action for leader in leaders for one in shown.reports(leader.key) for action in one.actions)
    assert len([person for person in people if not person.conversations]) == 1
    assert len([person for person in people if not person.actions]) == 1


def test_conversations_of_the_team_stand_at_every_step() -> None:
    talks = [talk for person in reports(team()) for talk in person.conversations]
    states = Counter(talk.state for talk in talks)
    wanted = (ConversationState.HELD, ConversationState.DRAFTING, ConversationState.SUBMITTED)
    assert [states[state] for state in wanted] == [1, 1, 1]
    assert states[ConversationState.SIGNED] > 10
    assert all(talk.place for talk in talks if talk.state is ConversationState.PLANNED)
    submitted = next(talk for talk in talks if talk.state is ConversationState.SUBMITTED)
    assert len(submitted.minutes) >= 5
    assert any(talk.answers for talk in talks if talk.state is ConversationState.PLANNED)
    assert any(person.topics for person in reports(team()))


def test_actions_are_done_in_time_and_late_moved_and_promised_by_others() -> None:
    shown = actions(team())
    late = Counter(action.done_on > action.due for action in shown if action.done_on)
    assert late[True] >= 5
    assert late[False] > 3 * late[True]
    assert {len(action.moves) for action in shown} == {0, 1, 2}
    assert all(action.reason for action in shown if action.status is ActionStatus.DROPPED)
    assert sum(bool(action.comments) for action in shown) >= 10


def test_the_language_chooses_the_texts() -> None:
    bokmaal, nynorsk, english = (team(language=language) for language in ("nb", "nn", "en"))
    assert "Følgje Ingrid på demensrunden to vakter" in texts(nynorsk)
    assert "Følge Ingrid på demensrunden to vakter" in texts(bokmaal)
    assert "Shadow Ingrid on the dementia round, two shifts" in texts(english)
    same = [one for one, other in zip(actions(bokmaal), actions(english), strict=True) if one.text == other.text]
    assert same == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_text_is_too_long_for_its_line(language: str) -> None:
    assert max(len(text) for text in texts(team(language=language))) <= MAX_TEXT_LENGTH


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-500, 500))
def test_conversations_and_ticks_fall_on_weekdays_on_the_right_side_of_today(today: date, offset: int) -> None:
    day = workday(today, offset)
    moved = (day - today).days - offset
    assert abs(moved) <= 2
    assert moved * offset >= 0
    assert offset == 0 or day.weekday() < 5


SMALL = """
viewer = "kari"
[[people]]
key = "kari"
name = "Kari Nordmann"
number = "1"
title = { nb = "Leder", en = "Leader" }
unit = { nb = "Sone", en = "Zone" }
started = -100
[[people.goals]]
key = "grow"
nb = "Vokse"
en = "Grow"
kind = "work"
set = -10
[[people.actions]]
nb = "Rydde"
en = "Tidy"
goal = "grow"
agreed = -10
due = 5
"""

WITH_TALK = """
[[people]]
key = "ola"
name = "Ola Hansen"
leader = "kari"
number = "2"
title = { nb = "Hjelper", en = "Helper" }
unit = { nb = "Sone", en = "Zone" }
started = -100
[[people.conversations]]
kind = "yearly"
on = -20
submitted = -10
minutes = [{ to = "opening", nb = "Bra år.", en = "A good year." }]
answers = [{ to = "past_year", nb = "Bra.", en = "Good." }]
"""


@pytest.mark.parametrize(
    ("right", "wrong", "where", "expected"),
    [
        ("due = 5", 'due = "friday"', "people.1.actions.1.due", "valid integer"),
        ("due = 5", "due = 5\ndone = 3", "people.1.actions.1.done", "less than or equal to 0"),
        ("due = 5", "due = 5\ndone = -12", "people.1.actions.1", "at or after `agreed`"),
        ("due = 5", "due = 5\ndue_date = 5", "people.1.actions.1.due_date", "not permitted"),
        ('en = "Tidy"\n', "", "people.1.actions.1.en", "required"),
        ('en = "Tidy"', f'en = "{"x" * 61}"', "people.1.actions.1.en", "at most 60"),
        ('kind = "work"', 'kind = "wish"', "people.1.goals.1.kind", "'development' or 'work'"),
        ('goal = "grow"', 'goal = "shrink"', "people.1", "expected one of: grow"),
        ("due = 5", 'due = 5\nresponsible = "ola"', "", "expected one of: kari"),
        ('viewer = "kari"', 'viewer = "ola"', "", "expected one of: kari"),
        ("started = -100", "started = ", "", "line"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_was_expected(
    tmp_path: Path, right: str, wrong: str, where: str, expected: str
) -> None:
    file = tmp_path / "team.toml"
    file.write_text(SMALL, encoding="utf-8")
    assert read_demo_team(file, MONDAY, "nb").people[0].actions[0].text == "Rydde"
    file.write_text(SMALL.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DomainError) as refused:
        read_demo_team(file, MONDAY, "nb")
    assert refused.value.code == "demo_team_unreadable"
    assert refused.value.values["where"] == where
    assert expected in str(refused.value.values["expected"])


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ('to = "opening"', 'to = "ending"', "expected one of: opening, tasks"),
        ('to = "past_year"', 'to = "next_year"', "expected one of: agenda, past_year"),
        ("on = -20", "on = 3", "at most 0"),
        ("submitted = -10", "submitted = -30", "at or after `on`"),
        ('kind = "yearly"', 'kind = "yearly"\nstate = "held"', "need the state drafting"),
        ('kind = "yearly"', 'kind = "yearly"\nstate = "cancelled"', "not be cancelled"),
        ('kind = "yearly"', 'kind = "other"', "expected one of: yearly"),
    ],
)
def test_a_mistake_in_a_conversation_is_told(tmp_path: Path, right: str, wrong: str, expected: str) -> None:
    file = tmp_path / "team.toml"
    file.write_text(SMALL + WITH_TALK, encoding="utf-8")
    (talk,) = read_demo_team(file, MONDAY, "en").people[1].conversations
    assert (talk.state, talk.minutes) == (ConversationState.SIGNED, {"opening": "A good year."})
    file.write_text((SMALL + WITH_TALK).replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DomainError, match="demo_team_unreadable") as refused:
        read_demo_team(file, MONDAY, "en")
    assert expected in str(refused.value.values["expected"])


def test_texts_may_be_in_one_language_more_or_less(tmp_path: Path) -> None:
    file = tmp_path / "team.toml"
    file.write_text(SMALL.replace('nb = "Leder", ', "").replace('nb = "Rydde"\n', ""), encoding="utf-8")
    shown = read_demo_team(file, MONDAY, "nb")
    assert (shown.people[0].actions[0].text, shown.people[0].goals[0].text, shown.language) == ("Tidy", "Vokse", "en")
    file.write_text(SMALL.replace('nb = "Leder"', 'nb = "Leder", nn = "Leiar"'), encoding="utf-8")
    shown = read_demo_team(file, MONDAY, "nn")
    assert (shown.people[0].title, shown.people[0].unit, shown.language) == ("Leiar", "Sone", "nn")


def test_a_missing_file_is_told() -> None:
    with pytest.raises(DomainError, match="demo_team_unreadable"):
        read_demo_team(Path("nowhere.toml"), MONDAY, "nb")
