"""A leader's follow-up session with one person, key by key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.conftest import viewer_of
from tests.ui.follow_up.agreed import DAY, agree
from tests.ui.screens import press, resize, running, screen_text, setup_for, shows, write
from tui_app.domain.dates.parsing import parse_date
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpRequestDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.follow_up import requests
from tui_app.services.people import people, person_page
from tui_app.ui.app import SamtaleApp


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


async def test_what_is_in_progress_offers_no_key_to_start_it(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agree(kari, now, ola, "Ta kurs", 3)
    agree(kari, now, ola, "Lese boken", 5)
    async with running(setup_for(kari, now, tmp_path), (100, 24)) as pilot:
        await press(pilot, "f")
        assert " s Start " in screen_text(pilot)
        await press(pilot, "s", "left")
        await shows(pilot, "Ta kurs")
        assert " s Start " not in screen_text(pilot)
        await resize(pilot, (80, 24))
        assert " m Move date " in screen_text(pilot)


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
        await shows(pilot, "m Move date")
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
