"""A leader's follow-up sessions, key by key, with one person and with the whole team."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tests.conftest import viewer_of
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows, write
from tui_app.domain.actions.changes import MoveDue
from tui_app.domain.dates.parsing import parse_date
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpRequestDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.follow_up import requests, schedule
from tui_app.services.people import people, person_page
from tui_app.ui.app import SamtaleApp
from tui_app.ui.executor import ThreadExecutor

DAY = timedelta(days=1)


def agree(kari: Viewer, now: datetime, person: Person, text: str, days: int, by: Person | None = None) -> int:
    draft = {"text": text, "responsible_id": (by or person).id, "due": now.date() + days * DAY}
    return actions.add(kari, now, person.id, validate_draft(ActionDraft, draft)).subject_id


def statuses(kari: Viewer, now: datetime) -> dict[str, ActionStatus]:
    return {one.text: one.status for one in actions.checklist(kari, now, ChecklistScope.TEAM)}


async def test_each_action_takes_one_key_and_the_end_tells_what_happened(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    leader = Person(kari.id, kari.name)
    late = agree(kari, now, ola, "Ta kurs", -12)
    actions.comment(viewer_of(ola), now, late, "Venter på plass")
    for days, text in enumerate(("Møte mentor", "Lese boken", "Skrive plan")):
        agree(kari, now, ola, text, days)
    agree(kari, now, ola, "Skaffe PC", 30, by=leader)
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "f")
        text = screen_text(pilot)
        assert "Ta kurs" in text
        assert "12 days late" in text
        assert "Venter på plass" in text
        assert "1 of 5" in text
        await press(pilot, "space", "s", "y", "enter")
        assert "Skaffe PC" in screen_text(pilot)
        assert "Kari Nordmann" in screen_text(pilot)
        await press(pilot, "m", "1")
        text = screen_text(pilot)
        assert "1 done  Ta kurs" in text
        assert "1 on track  Lese boken" in text
        assert "1 due date moved  Skaffe PC" in text
        assert "1 left as is  Skrive plan" in text
        assert "21.12.2026" in text
        await press(pilot, "enter", "enter", "e")  # keys too many are no text
        await write(pilot, "Godt i gang")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Followed up: Ola Hansen")
        assert "My team" in screen_text(pilot)
    assert statuses(kari, now)["Møte mentor"] is ActionStatus.STARTED
    story = actions.history_of(
        kari, now, next(one.id for one in person_page.get(kari, now, ola.id).actions if "Lese" in one.text)
    )
    assert story[0].kind is ChangeKind.ON_TRACK
    page = person_page.get(kari, now, ola.id)
    assert [(one.note, one.next_on) for one in page.follow_ups] == [("Godt i gang", None)]
    assert page.schedule.due_on == date(2026, 12, 21)


async def test_undo_goes_back_to_the_action_and_arrows_change_nothing(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    for days, text in enumerate(("En", "To", "Tre")):
        agree(kari, now, ola, text, days)
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "f", "space", "s", "right")
        assert "Nothing" not in screen_text(pilot)
        await press(pilot, "ctrl+up", "u")
        assert "2 of 3" in screen_text(pilot)
        await press(pilot, "u")
        assert "1 of 3" in screen_text(pilot)
        assert set(statuses(kari, now).values()) == {ActionStatus.OPEN}
        await press(pilot, "left", "right")
        assert "2 of 3" in screen_text(pilot)


async def test_what_has_to_be_written_is_asked_for(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    for days, text in enumerate(("En", "To", "Tre")):
        agree(kari, now, ola, text, days)
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "f", "c")
        await write(pilot, "Husk dette")
        await press(pilot, "ctrl+s")
        assert "Husk dette" in screen_text(pilot)
        assert "1 of 3" in screen_text(pilot)
        await press(pilot, "h")
        await write(pilot, "Kari")
        await press(pilot, "enter")
        assert "2 of 3" in screen_text(pilot)
        await press(pilot, "x")
        await write(pilot, "Ikke nødvendig")
        await press(pilot, "enter")
        await press(pilot, "m", "3")
        await write(pilot, "10.12")
        await press(pilot, "ctrl+s")
        text = screen_text(pilot)
        assert "1 reassigned  En" in text
        assert "1 dropped  To" in text
        assert "1 due date moved  Tre" in text
        await press(pilot, "tab", "tab", "ctrl+u")
        await write(pilot, "fredag")
        await press(pilot, "enter")
        await shows(pilot, "Followed up: Ola Hansen")
    first, *_rest = person_page.get(kari, now, ola.id).actions
    assert (first.responsible_name, first.comments) == ("Kari Nordmann", 1)
    assert person_page.get(kari, now, ola.id).schedule.due_on == date(2026, 11, 27)


async def test_a_long_comment_is_read_to_its_end(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    action_id = agree(kari, now, ola, "En", 4)
    agree(kari, now, ola, "To", 5)
    actions.comment(kari, now, action_id, "\n".join(f"Linje {number}" for number in range(30)))
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "f")
        assert "Linje 29" not in screen_text(pilot)
        await press(pilot, *["down"] * 25)
        assert "Linje 29" in screen_text(pilot)
        assert "Kari Nordmann added it" in screen_text(pilot)
        await press(pilot, "enter", "left")
        assert "Linje 0" in screen_text(pilot)


async def test_what_somebody_asks_for_stands_before_the_leader_to_the_end(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agree(kari, now, ola, "Ta kurs", 4)
    requests.send(viewer_of(ola), now, validate_draft(FollowUpRequestDraft, {"text": "Søknaden har frist snart"}))
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "F")
        assert "Asks for a follow-up: Søknaden har frist snart" in screen_text(pilot)
        await press(pilot, "y")
        text = screen_text(pilot)
        assert "A short note" in text
        assert "Asks for a follow-up: Søknaden har frist snart" in text
        await press(pilot, "ctrl+s")
    assert person_page.get(kari, now, ola.id).request is None


async def test_only_a_note_is_two_keys_away(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    agree(kari, now, ola, "En", 4)
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "f", "e")
        await write(pilot, "Snakket i gangen")
        await press(pilot, "ctrl+s")
    assert person_page.get(kari, now, ola.id).follow_ups[0].note == "Snakket i gangen"


async def test_interrupted_it_goes_on_where_it_stopped(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    agree(kari, now, ola, "En", -3)
    for text in ("To", "Tre"):
        agree(kari, now, per, text, 1)
    setup = setup_for(kari, now, tmp_path)
    async with running(setup, (80, 24)) as pilot:
        await press(pilot, "F")
        assert "person 1 of 2" in screen_text(pilot)
        await press(pilot, "space", "ctrl+s")
        await shows(pilot, "person 2 of 2")
        await shows(pilot, "y On track")
        await press(pilot, "y", "escape")
        assert "My team" in screen_text(pilot)
    async with running(setup_for(kari, now + 2 * DAY, tmp_path), (80, 24)) as pilot:
        await press(pilot, "F")
        text = screen_text(pilot)
        assert "2 of 2 · person 2 of 2" in text
        assert "Tre" in text
        await press(pilot, "space", "ctrl+s")
        await shows(pilot, "That was everyone")
        await press(pilot, "F")
        assert "Ola Hansen" in screen_text(pilot)  # followed up two days ago, so a new walk meets him first


async def test_who_was_followed_up_by_mistake_is_met_again(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    agree(kari, now, ola, "En", -3)
    agree(kari, now, per, "To", 1)
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "F", "y", "ctrl+s")
        await shows(pilot, "1 of 1 · person 2 of 2")
        await press(pilot, "a")
        await write(pilot, "Ny")
        await press(pilot, "enter")
        await write(pilot, "+14")
        await press(pilot, "ctrl+s", "u")
        await shows(pilot, "person 2 of 2")
        await press(pilot, "u")
        await shows(pilot, "1 of 1 · person 1 of 2")
        assert not person_page.get(kari, now, ola.id).follow_ups
        await press(pilot, "e", "ctrl+s")
        await shows(pilot, "1 of 1 · person 2 of 2")
        await press(pilot, "e", "ctrl+s")
        await shows(pilot, "That was everyone")
    assert [len(person_page.get(kari, now, one.id).follow_ups) for one in (ola, per)] == [1, 1]


async def test_a_key_that_is_held_at_the_end_passes_nobody_by(
    database: Any, kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    for name in ("Per Berg", "Siv Lie", "Åse Moe"):
        agree(kari, now, people.add(kari, now, validate_draft(PersonDraft, {"name": name})), "Noe", 1)
    agree(kari, now, ola, "En", -3)
    async with running(setup_for(kari, now, tmp_path, executor=ThreadExecutor()), (80, 24)) as pilot:
        await shows(pilot, "My team")
        await pilot.press("F")
        await shows(pilot, "person 1 of 4")
        await pilot.press("e")
        screen: Any = pilot.app.screen
        for number, key in enumerate((screen.action_finish, screen.action_next_person), 2):
            for _time in range(3):
                key()
            await shows(pilot, f"person {number} of 4")
            await shows(pilot, "y On track")
        await settled(pilot)
        assert "person 3 of 4" in screen_text(pilot)
    assert len(person_page.get(kari, now, ola.id).follow_ups) == 1


@pytest.mark.slow
async def test_a_whole_team_takes_two_keys_an_action_at_most(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    for number in range(14):
        person = people.add(kari, now, validate_draft(PersonDraft, {"name": f"Person {number:02}"}))
        for action in range(7):
            agree(kari, now, person, f"Noe {action}", action)
    pressed = 1
    one_each = (["space"], ["s"], ["y"], ["enter"], ["m", "1"], ["m", "2"], ["space"])
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "F")
        for person_number in range(14):
            await shows(pilot, f"1 of 7 · person {person_number + 1} of 14")
            for chosen in one_each:
                await pilot.press(*chosen)
                pressed += len(chosen)
            await shows(pilot, "A short note")
            await press(pilot, "ctrl+s")
            pressed += 1
        await shows(pilot, "That was everyone")
    assert pressed <= 2 * 14 * 7
    seen = actions.checklist(kari, now, ChecklistScope.TEAM)
    assert sum(one.status is ActionStatus.DONE for one in seen) == 2 * 14
    assert sum(one.moved for one in seen) == 2 * 14
    assert all(held.due_on == date(2026, 12, 21) for held in schedule.team_schedules(kari, now)[0].people)


async def test_somebody_elses_change_in_between_is_told(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    action_id = agree(kari, now, ola, "Ta kurs", 4)
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "f")
        actions.change(viewer_of(ola), now, [ActionVersion(action_id, 1)], MoveDue(date(2026, 12, 4)))
        await press(pilot, "space")
        assert "Ola Hansen changed this after you read it" in screen_text(pilot)
        await press(pilot, "enter")
        assert "1 of 1" in screen_text(pilot)
        assert "4 December 2026" in screen_text(pilot)
        await press(pilot, "space")
        await shows(pilot, "1 done  Ta kurs")


async def test_the_day_changes_over_a_walk(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    agree(kari, now, ola, "Ta kurs", 0)
    clock = [now]
    setup = setup_for(kari, now, tmp_path)
    setup.now = lambda: clock[0]
    async with running(setup, (80, 24)) as pilot:
        await press(pilot, "f")
        assert "23 November 2026 · today" in screen_text(pilot)
        clock[0] = now + timedelta(hours=12)
        await shows(pilot, "1 day late")
        await press(pilot, "e")
        await shows(pilot, "22.12.2026")


async def test_an_employee_looks_through_their_own(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    agree(kari, now, ola, "Ta kurs", 0)
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me"), (80, 24)) as pilot:
        await press(pilot, "4", "f", "space")
        text = screen_text(pilot)
        assert "A short note" in text
        assert "Next time" not in text
        await press(pilot, "ctrl+s")
        await shows(pilot, "Followed up: Ola Hansen")
    (entry,) = person_page.get(kari, now, ola.id).follow_ups
    assert (entry.by_name, entry.due_on) == ("Ola Hansen", None)


async def test_the_next_date_is_saved_as_it_was_shown_though_midnight_has_passed(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_yet(app: SamtaleApp) -> None:
        """The application has yet to notice the new day."""

    monkeypatch.setattr(SamtaleApp, "_tick", not_yet)
    agree(kari, now, ola, "En", 4)
    moments = [now.replace(hour=23, minute=59)]
    async with running(replace(setup_for(kari, now, tmp_path), now=lambda: moments[-1]), (80, 24)) as pilot:
        await press(pilot, "f", "e")
        shown = pilot.app.screen.query_one("#next-on", Input).value
        moments.append(moments[-1] + timedelta(minutes=2))
        await press(pilot, "ctrl+s")
        await shows(pilot, "Followed up")
    [entry] = person_page.get(kari, moments[-1], ola.id).follow_ups
    assert entry.on == moments[-1].date()
    assert entry.next_on == parse_date(shown, now.date())
