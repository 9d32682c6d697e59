"""A staff list is looked through, corrected, imported and taken back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.people import people

STAFF = """Ansattnr;Etternavn, Fornavn;Stilling;Nærmeste leder;Begynte
1;Nordmann, Kari;Leder;;01.02.2015
2;Hansen, Ola;Sykepleier;Kari Nordmann;15.3.2020
3;Åsheim, Sindre;Sykepleier;Kari Nordmann;31.2.2020
"""


async def test_a_staff_list_is_looked_through_before_it_is_imported_and_taken_back_after(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "ansatte.csv").write_text(STAFF, encoding="cp1252")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "i")
        await shows(pilot, "ansatte.csv")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "2 new · 1 changed" in text
        assert "Row 4:" in text
        await press(pilot, "ctrl+s")
        assert "▾ To look at · 1" in screen_text(pilot)
        assert "▸ New people · 2" in screen_text(pilot)
        await press(pilot, "down", "x")
        assert "▸ New people · 1" in screen_text(pilot)
        await press(pilot, "end", "enter", "down", "x")
        assert "▸ New people · 2" in screen_text(pilot)
        assert people.visible_people(kari, now) == [people.get_for_editing(Viewer(kari.id, "", True), now, kari.id)]
        await press(pilot, "ctrl+s")
        assert "Done: 2 new, 1 changed" in screen_text(pilot)
        assert {person.name for person in people.visible_people(kari, now)} == {
            "Kari Nordmann",
            "Ola Hansen",
            "Sindre Åsheim",
        }
        await press(pilot, "i", "u", "right", "enter")
        assert "2 people removed, 1 person as before" in screen_text(pilot)
        assert len(people.visible_people(kari, now)) == 1


async def test_a_row_is_corrected_and_a_question_answered_in_the_review(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "liste.csv").write_text("Navn;E-post;Startdato\nOla Li;feil;03/04/2019\nKari Nordmann;;05/06/2018\n")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "i")
        await shows(pilot, "liste.csv")
        await press(pilot, "enter", "ctrl+s")
        assert "Wednesday 3 April 2019" in screen_text(pilot)
        assert "No column says who leads" in screen_text(pilot)
        await press(pilot, "home", "enter")
        assert "Which day is this?" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert "3 April 2019" not in screen_text(pilot)
        await press(pilot, "home", "enter")
        assert "Everybody becomes yours" in screen_text(pilot)
        await press(pilot, "right", "enter")
        assert "Kari Nordmann leads 1" not in screen_text(pilot)
        await press(pilot, "home", "down", "e")
        assert "not an e-mail address" in screen_text(pilot)
        await press(pilot, "tab", "end", "ctrl+u")
        await write(pilot, "ola@x.no")
        await press(pilot, "ctrl+s", "ctrl+s")
        found = {person.name: person for person in people.visible_people(kari, now)}
        assert found["Ola Li"].email == "ola@x.no"
        assert found["Ola Li"].start_date == date(2019, 4, 3)
        assert found["Ola Li"].leader_id == kari.id


async def test_a_second_person_of_one_name_is_asked_about(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "p")
        await write(pilot, "ola hansen")
        await press(pilot, "ctrl+s")
        assert "There is already a ola hansen" in screen_text(pilot)
        await press(pilot, "enter")
        assert len(people.find(kari, now, "ola hansen")) == 1
        await press(pilot, "ctrl+s", "right", "enter")
        assert len(people.find(kari, now, "ola hansen")) == 2


async def test_a_column_that_is_not_recognised_is_mapped_by_hand(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("Hvem;Rolle\nOla Hansen;Sykepleier\n")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "i", "enter")
        assert "No column was recognised as names" in screen_text(pilot)
        await press(pilot, "right")
        assert "1 new" in screen_text(pilot)
        await press(pilot, "ctrl+s", "ctrl+s")
        await shows(pilot, "Which of these is you?")
        await press(pilot, "escape", "ctrl+s")
        await shows(pilot, "Which of these is you?")
        await shows(pilot, "I am not in it")  # nobody has a name like it
        await press(pilot, "ctrl+s")
        await shows(pilot, "You would lead 1 person")
        await press(pilot, "enter")
        await shows(pilot, "Done: 1 new")
        assert people.find(kari, now, "Ola Hansen")
        assert [person.name for person in people.visible_people(kari, now)] == ["Kari Nordmann"]


async def test_a_staff_list_that_lets_somebody_go_tells_what_is_open(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    draft = validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": ola.id, "due": now.date()})
    actions.add(kari, now, ola.id, draft)
    (tmp_path / "liste.csv").write_text("Navn;Sluttdato\nKari Nordmann;\nOla Hansen;2026-12-24\n")
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "i")
        await shows(pilot, "liste.csv")
        await press(pilot, "enter", "ctrl+s", "ctrl+s")
        await shows(pilot, "Still open for those who leave")
        assert "1 open action on their own page" in screen_text(pilot)
        await press(pilot, "escape")
        await shows(pilot, "My team")
    assert {person.name: person.end_date for person in people.visible_people(kari, now)} == {
        "Kari Nordmann": None,
        "Ola Hansen": date(2026, 12, 24),
    }
