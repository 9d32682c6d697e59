"""A leader's team on the screen, key by key."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.services.sample_conversations import Cast, cast_of, drafted, submitted
from tests.ui.screens import press, running, screen_text, setup_for, write
from tests.ui.whole.days import agree
from tui_app.domain.actions.changes import MoveDue
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.people import people, person_page
from tui_app.text.i18n import set_language


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Leader, employee, stranger and administrator, and a published form."""
    return cast_of(kari, now)


async def test_the_team_is_sorted_by_where_the_minutes_stand(cast: Cast, now: datetime, tmp_path: Path) -> None:
    """What waits for the leader goes first, what is signed and nothing at all last."""
    drafted(cast, now)
    waiting = replace(cast, employee=cast.stranger)
    submitted(waiting, now)
    third = people.add(
        cast.administrator, now, validate_draft(PersonDraft, {"name": "Anne Ny", "leader_id": cast.leader.id})
    )
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        for _column in range(6):
            await press(pilot, "less_than_sign")
            if "Minutes ▾" in screen_text(pilot):
                break
        assert "Minutes ▾" in screen_text(pilot)
        text = screen_text(pilot)
        places = [text.index(one.name) for one in (waiting.employee, cast.employee, third)]
        assert places == sorted(places)


async def test_without_a_team_and_without_actions_one_reads_of_no_team(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(Viewer(ola.id, ola.name), now, tmp_path)) as pilot:
        await press(pilot, "2")
        assert "You have no actions. Press a to add one." in screen_text(pilot)
        await press(pilot, "w")
        assert "Your team is empty." in screen_text(pilot)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2")
        assert "You have no actions. Press w to see your team's, or a to add one." in screen_text(pilot)


async def test_who_leads_nobody_is_shown_no_way_to_add_people(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(Viewer(ola.id, ola.name), now, tmp_path)) as pilot:
        await press(pilot, "1")
        assert "An administrator decides who leads whom." in screen_text(pilot)
        assert "New person" not in screen_text(pilot)
        await press(pilot, "p")
        assert "New person: not now" in screen_text(pilot)
        assert not pilot.app.screen.is_modal
        await press(pilot, "ctrl+p")
        await write(pilot, "add a person")
        await pilot.pause(0.3)
        assert "Add a person to my team" not in screen_text(pilot)


async def test_filter_and_overdue_only_narrow_the_team(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    agree(kari, now, ola, "Ta kurs", date(2026, 11, 11))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "o")
        assert "Per Berg" not in screen_text(pilot)
        await press(pilot, "escape", "slash")
        await write(pilot, "ber")
        assert "Ola Hansen" not in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert "Nothing has been agreed yet." in screen_text(pilot)


async def test_a_leader_of_leaders_steps_down_to_figures_and_back(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    below = people.add(kari, now, validate_draft(PersonDraft, {"name": "Anne Vik", "leader_id": ola.id}))
    agree(Viewer(ola.id, ola.name), now, below, "Hemmelig", date(2026, 11, 11))
    async with running(setup_for(kari, now, tmp_path), (140, 40)) as pilot:
        await press(pilot, "T")
        text = screen_text(pilot)
        assert "figures only" in text
        assert "Anne Vik" in text
        assert "Hemmelig" not in text
        await press(pilot, "enter")
        assert "Hemmelig" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "My team" in screen_text(pilot)


async def test_history_is_one_key_away(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    action_id = agree(kari, now, ola, "Ta kurs", date(2026, 11, 27))
    actions.change(kari, now, [ActionVersion(action_id, 1)], MoveDue(date(2026, 12, 4), "Kurset er fullt"))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "enter")
        text = screen_text(pilot)
        assert "moved it from Fri to 4 Dec" in text
        assert "Kurset er fullt" in text
        await press(pilot, "escape")
        assert "Goals and conversations" in screen_text(pilot)


async def test_goals_conversations_and_follow_ups_are_made_on_the_persons_page(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "g")
        await write(pilot, "Lede et prosjekt")
        await press(pilot, "ctrl+s")
        await press(pilot, "n")
        await write(pilot, "i dag")
        await press(pilot, "ctrl+s", "f", "ctrl+s")
        page = person_page.get(kari, now, ola.id)
        assert [goal.text for goal in page.goals] == ["Lede et prosjekt"]
        assert [talk.on for talk in page.conversations] == [now.date()]
        assert [entry.on for entry in page.follow_ups] == [now.date()]
        assert page.schedule.due_on == now.date() + timedelta(weeks=4)


async def test_an_empty_team_says_what_to_do(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        assert "Press p to add a person" in screen_text(pilot)
        keys = screen_text(pilot).splitlines()[-1]
        assert "i Import list" in keys
        assert "Sort" not in keys
        await press(pilot, "p")
        await write(pilot, "Aisha Khan")
        await press(pilot, "enter")
        assert "Aisha Khan" in screen_text(pilot)


@pytest.mark.parametrize("width", [80, 110, 160])
@pytest.mark.parametrize(
    ("language", "calm", "sums"),
    [
        ("nb", "16 er flere enn én leder kan følge godt opp. Kan noen hjelpe?", "1 tiltak · 0 ferdig"),
        ("en", "16 is too many for one leader to follow up. Can anyone help?", "1 action · 0 done"),
    ],
)
async def test_a_large_team_is_told_so_without_losing_its_sums(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, width: int, language: str, calm: str, sums: str
) -> None:
    set_language(language)
    agree(kari, now, ola, "Ta kurs", date(2026, 11, 27))
    for number in range(14):
        people.add(kari, now, validate_draft(PersonDraft, {"name": f"Person {number}"}))
    async with running(setup_for(kari, now, tmp_path), size=(width, 24)) as pilot:
        assert calm[3:] not in screen_text(pilot)
        people.add(kari, now, validate_draft(PersonDraft, {"name": "Den sekstende"}))
        await press(pilot, "f5")
        assert calm in screen_text(pilot)
        assert sums in screen_text(pilot)
