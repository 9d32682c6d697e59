"""A leader's ordinary day with actions, key by key."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

from tests.ui.screens import press, running, screen_text, setup_for, write
from tests.ui.whole.days import agree
from tui_app.domain.actions.changes import MoveDue
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.people import people


def open_texts(viewer: Viewer, now: datetime) -> list[str]:
    return [action.text for action in actions.checklist(viewer, now, ChecklistScope.TEAM) if action.is_open]


async def test_a_leader_ticks_the_most_urgent_action_with_two_keys_and_undoes_it(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agree(kari, now, ola, "Ta kurs", date(2026, 11, 11))
    agree(kari, now, ola, "Møte mentor", date(2026, 11, 27))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        assert "1 overdue, 12 d" in screen_text(pilot)
        await press(pilot, "enter", "space")
        assert open_texts(kari, now) == ["Møte mentor"]
        assert "Done: “Ta kurs”" in screen_text(pilot)
        await press(pilot, "u")
        assert open_texts(kari, now) == ["Ta kurs", "Møte mentor"]
        await press(pilot, "escape")
        assert "1 overdue, 12 d" in screen_text(pilot)


async def test_a_new_action_is_its_words_and_three_keys(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await press(pilot, "enter")
        await write(pilot, "fredag")
        assert "Friday 27 November 2026" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        (action,) = actions.checklist(kari, now, ChecklistScope.TEAM)
        assert (action.text, action.responsible_id, action.due) == ("Ta kurs", ola.id, date(2026, 11, 27))


async def test_a_past_date_is_asked_about_once(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await press(pilot, "enter")
        await write(pilot, "20.11.2026")
        await press(pilot, "ctrl+s")
        assert "That day is in the past" in screen_text(pilot)
        assert open_texts(kari, now) == []
        await press(pilot, "ctrl+s")
        assert open_texts(kari, now) == ["Ta kurs"]


async def test_another_person_is_found_by_a_few_letters(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Åsheim"}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await press(pilot, "tab")
        await write(pilot, "+14")
        await press(pilot, "tab", "ctrl+u")
        await write(pilot, "ås")
        assert "Per Åsheim" in screen_text(pilot)
        await press(pilot, "enter")
        (action,) = actions.checklist(kari, now, ChecklistScope.TEAM)
        assert action.responsible_id == per.id


async def test_who_only_is_to_do_an_action_has_no_keys_for_changing_what_was_agreed(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    agree(kari, now, ola, "Ta kurs", date(2026, 11, 27), responsible_id=per.id)
    me = Viewer(per.id, per.name)
    async with running(setup_for(me, now, tmp_path)) as pilot:
        await press(pilot, "2")
        for place in ("the list", "its details"):
            assert "Start" in screen_text(pilot), place
            assert not {"Move date", "Edit", "Drop"} & set(re.split(r"\s{2,}| . ", screen_text(pilot))), place
            await press(pilot, "m", "e", "x")
            assert "History" in screen_text(pilot) or "Mine" in screen_text(pilot), place
            await press(pilot, "enter")
        agree(kari, now, per, "Lese boka", date(2026, 11, 28))
        await press(pilot, "escape", "f5", "j")
        assert "Move date" in screen_text(pilot)
        await press(pilot, "m")
        assert "New due date" in screen_text(pilot)


async def test_two_people_change_one_action_and_the_second_chooses(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    action_id = agree(kari, now, ola, "Ta kurs", date(2026, 11, 27))
    me = Viewer(ola.id, ola.name)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter")
        actions.change(me, now, [ActionVersion(action_id, 1)], MoveDue(date(2026, 12, 4)))
        await press(pilot, "space")
        text = screen_text(pilot)
        assert "Ola Hansen changed this after you read it" in text
        assert "4 December 2026" in text
        await press(pilot, "enter")
        assert open_texts(kari, now) == ["Ta kurs"]
        actions.change(me, now, [ActionVersion(action_id, 2)], MoveDue(date(2026, 12, 11)))
        await press(pilot, "space", "right", "enter")
        assert open_texts(kari, now) == []


async def test_several_actions_are_moved_together(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    for text in ("En", "To", "Tre"):
        agree(kari, now, ola, text, date(2026, 11, 27))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "w", "v", "v", "m")
        await write(pilot, "+14")
        await press(pilot, "ctrl+s")
        dues = [action.due for action in actions.checklist(kari, now, ChecklistScope.TEAM)]
        assert dues == [date(2026, 11, 27), date(2026, 12, 7), date(2026, 12, 7)]
        await press(pilot, "u")
        assert {action.due for action in actions.checklist(kari, now, ChecklistScope.TEAM)} == {date(2026, 11, 27)}


async def test_what_is_selected_stays_so_until_it_is_changed(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    one, *_others = [agree(kari, now, ola, text, date(2026, 11, 27)) for text in ("En", "To", "Tre")]
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "w", "v", "v", "m", "escape")
        assert "2 selected" in screen_text(pilot)
        actions.change(Viewer(ola.id, ola.name), now, [ActionVersion(one, 1)], MoveDue(date(2026, 12, 4)))
        await press(pilot, "space")
        assert "changed this after you read it" in screen_text(pilot)
        await press(pilot, "enter")
        assert open_texts(kari, now) == ["Tre", "En"], "one is left as it is, the other is done"
        assert "selected" not in screen_text(pilot)
