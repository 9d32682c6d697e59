"""Two people change one thing: the second is asked, sees the difference, and changes only what they meant to."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.actions.changes import EditAction, MoveDue, SetStatus
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.people import goals, people
from tui_app.storage.addresses import SqliteAddress

FRIDAY, LATER = date(2026, 11, 27), date(2026, 12, 18)


@pytest.fixture
def database(sqlite_address: SqliteAddress) -> SqliteAddress:
    from tui_app.storage import database as storage
    from tui_app.storage import schema

    storage.bind_database(schema.open_database(sqlite_address))
    return sqlite_address


def agree(viewer: Viewer, now: datetime, person: Person, text: str) -> int:
    values = {"text": text, "responsible_id": person.id, "due": FRIDAY}
    return actions.add(viewer, now, person.id, validate_draft(ActionDraft, values)).subject_id


def team(viewer: Viewer, now: datetime) -> dict[str, Action]:
    return {action.text: action for action in actions.checklist(viewer, now, ChecklistScope.TEAM)}


async def put(pilot: Pilot[str], text: str) -> None:
    """In place of what stands in the field."""
    await press(pilot, "end", "ctrl+u")
    await write(pilot, text)


async def test_a_date_that_somebody_else_moved_is_not_moved_again_without_a_question(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    action = agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "w", "e")
        actions.change(Viewer(ola.id, ola.name), now, [ActionVersion(action, 1)], MoveDue(LATER, "syk"))
        await press(pilot, "tab")
        await put(pilot, "4.12")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Ola Hansen changed this after you read it")
        assert "18 December 2026" in screen_text(pilot)
        assert "due Friday 4 December 2026" in screen_text(pilot)
        assert team(kari, now)["Ta kurs"].due == LATER
        await press(pilot, "enter")
        await shows(pilot, "Check it again")
        assert "4.12" in screen_text(pilot), "what was typed stays"
        assert team(kari, now)["Ta kurs"].due == LATER


async def test_a_form_changes_only_what_was_changed_in_it(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    action = agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "w", "e")
        actions.change(Viewer(ola.id, ola.name), now, [ActionVersion(action, 1)], EditAction({"text": "Ta kurs i sår"}))
        await press(pilot, "tab")
        await put(pilot, "4.12")
        await press(pilot, "ctrl+s")
        await shows(pilot, "changed this after you read it")
        await press(pilot, "right", "enter")
        await shows(pilot, "Ta kurs i sår")
        assert team(kari, now)["Ta kurs i sår"].due == date(2026, 12, 4)
        await press(pilot, "u")
        await shows(pilot, "Undone")
        assert team(kari, now)["Ta kurs i sår"].due == FRIDAY


async def test_text_and_date_changed_together_are_undone_together(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "w", "e")
        await put(pilot, "Ta kurs nå")
        await press(pilot, "tab")
        await put(pilot, "4.12")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Ta kurs nå")
        await press(pilot, "space")
        assert not team(kari, now)["Ta kurs nå"].is_open, "nobody else changed it: nothing is asked"
        await press(pilot, "u", "u")
        await shows(pilot, "Undone")
        assert team(kari, now)["Ta kurs"].due == FRIDAY


async def test_one_of_several_that_is_left_as_it_is_does_not_keep_the_others_back(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    numbers = [agree(kari, now, ola, text) for text in ("En", "To", "Tre")]
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "w", "v", "v", "v")
        actions.change(Viewer(ola.id, ola.name), now, [ActionVersion(numbers[1], 1)], MoveDue(LATER))
        await press(pilot, "space")
        await shows(pilot, "“To”")
        await press(pilot, "enter")
        await shows(pilot, "2 actions")
        assert {text: action.status for text, action in team(kari, now).items()} == {
            "En": ActionStatus.DONE,
            "To": ActionStatus.OPEN,
            "Tre": ActionStatus.DONE,
        }


async def test_a_reason_stays_in_its_form_when_another_change_is_left_as_it_is(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    action = agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "w", "x")
        await write(pilot, "Trengs ikke")
        actions.change(Viewer(ola.id, ola.name), now, [ActionVersion(action, 1)], SetStatus(ActionStatus.STARTED))
        await press(pilot, "ctrl+s")
        await shows(pilot, "changed this after you read it")
        await press(pilot, "enter")
        await shows(pilot, "Trengs ikke")
        assert team(kari, now)["Ta kurs"].status is ActionStatus.STARTED


async def test_a_goal_that_is_reached_stays_so_when_its_date_is_changed(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    values = {"text": "Bli trygg", "kind": GoalKind.DEVELOPMENT}
    goal = goals.add(kari, now, ola.id, validate_draft(GoalDraft, values)).subject_id
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter")
        await shows(pilot, "Bli trygg")
        pilot.app.screen.query_one("#person-about-rows").focus()
        await press(pilot, "enter")
        await shows(pilot, "Edit goal")
        reached = validate_draft(GoalDraft, values | {"status": GoalStatus.REACHED})
        goals.edit(Viewer(ola.id, ola.name), now, goal, 1, reached)
        await press(pilot, "tab", "tab")
        await put(pilot, "18.12")
        await press(pilot, "ctrl+s")
        await shows(pilot, "· reached")
        assert "Target date: Friday 18 December 2026" in screen_text(pilot)
        await press(pilot, "right", "enter")
        await shows(pilot, "18")
        (stored,) = goals.list_goals(kari, now, ola.id)
        assert (stored.status, stored.target) == (GoalStatus.REACHED, LATER)


async def test_two_who_change_one_card_are_told_what_differs(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "e")
        await shows(pilot, "Name")
        card = people.get_for_editing(kari, now, ola.id)
        draft = {"name": "Ola Hansen", "title": "Spesialsykepleier", "leader_id": card.leader_id}
        people.edit(kari, now, ola.id, card.version, validate_draft(PersonDraft, draft))
        await put(pilot, "Ola Berg")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Someone changed this")
        assert "Job title: Spesialsykepleier" in screen_text(pilot)
        assert "Name: Ola Berg" in screen_text(pilot)
        await press(pilot, "right", "enter")
        await shows(pilot, "Ola Berg")
        stored = people.get_for_editing(kari, now, ola.id)
        assert (stored.name, stored.title) == ("Ola Berg", "Spesialsykepleier")
