"""The review of a staff list: problems are read whole and saved, the missing get a last day, Esc keeps nothing."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.people import people, staff_import
from tui_app.text.i18n import using_language
from tui_app.ui.people.staff_import.review_screen import StaffReviewScreen

LONG = "Seksjon for oppfølging av avtaler om medarbeidersamtaler i hele virksomheten"
FAULTS = f"""Nr;Navn;E-post;Startdato;Leder;Status
1;Kari Nordmann;kari@example.no;2015-02-01;;Aktiv
2;Ola Hansen;ola(at)example.no;2019-02-31;{LONG} ved Kari Nordmann eller den hun bemyndiger;Aktiv
3;;tom@example.no;2019-02-01;1;Aktiv
4;Siri Berg;siri@example.no;2019-02-01;1;T3
"""
WITHOUT_TWO = "Navn;Leder\nKari Nordmann;\nOla Hansen;Kari Nordmann\n"


async def open_review(pilot: Pilot[str]) -> None:
    """Open the one list that there is, and look through it."""
    await press(pilot, "i")
    await shows(pilot, "liste.csv")
    await press(pilot, "enter")
    await press(pilot, "ctrl+s")
    assert isinstance(pilot.app.screen, StaffReviewScreen)


def everybody(kari: Viewer, now: datetime) -> dict[str, Person]:
    return {person.name: person for person in staff_import.everybody(kari, now)}


def hire(kari: Viewer, now: datetime, *names: str) -> None:
    for name in names:
        people.add(kari, now, validate_draft(PersonDraft, {"name": name}))


async def test_problems_are_saved_as_a_table(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text(FAULTS, encoding="utf-8")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_review(pilot)
        await press(pilot, "E")
        await shows(pilot, "Save as CSV")
        await press(pilot, "ctrl+u")
        await write(pilot, str(tmp_path / "told.csv"))
        await press(pilot, "ctrl+s")
        await shows(pilot, "Saved:")
        assert isinstance(pilot.app.screen, StaffReviewScreen)
    with (tmp_path / "told.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["Row", "Name", "Column", "Result", "Reason"]
    said = {(row[0], row[2]): row for row in rows[1:]}
    assert said["3", "E-post"][3] == "value left out"
    assert said["4", ""][3] == "row left out"
    assert "T3" in said["5", "Status"][4]
    assert len(everybody(kari, now)) == 1


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
async def test_a_problem_is_read_whole_at_80_columns(
    kari: Viewer, now: datetime, tmp_path: Path, language: str
) -> None:
    (tmp_path / "liste.csv").write_text(FAULTS, encoding="utf-8")
    with using_language(language):
        async with running(setup_for(kari, now, tmp_path), size=(80, 24)) as pilot:
            await open_review(pilot)
            seen = set[str]()
            for _ in range(6):
                await press(pilot, "down")
                detail: Any = pilot.app.screen.query_one("#review-detail")
                shown = " ".join(str(detail.render()).split())
                lines = screen_text(pilot).splitlines()[detail.region.y : detail.region.bottom]
                on_screen = " ".join(" ".join(line.strip("│ ") for line in lines).split())
                assert on_screen == shown, "cut"
                seen.add(shown)
            assert any(LONG in text and "bemyndiger" in text for text in seen)
            assert all("…" not in text for text in seen)


async def test_esc_keeps_nothing(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text(FAULTS, encoding="utf-8")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        before = everybody(kari, now)
        await open_review(pilot)
        await press(pilot, "down", "x", "escape")
        await shows(pilot, "Are the columns matched correctly?")
        await press(pilot, "escape")
        await shows(pilot, "My team")
        assert everybody(kari, now) == before


async def test_esc_while_people_are_stored_keeps_nothing(
    kari: Viewer, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"Person {number};Kari Nordmann\n" for number in range(300))
    (tmp_path / "liste.csv").write_text("Navn;Leder\nKari Nordmann;\n" + rows, encoding="utf-8")
    original = staff_import.import_staff
    screen: list[Any] = []

    def stopped(*args: Any, progress: Callable[[int, int], None], **more: Any) -> object:
        def step(done: int, total: int) -> None:
            screen[0].action_back()
            progress(done, total)

        return original(*args, progress=step, **more)

    stopped.__module__, stopped.__name__ = original.__module__, original.__name__
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        before = everybody(kari, now)
        await open_review(pilot)
        screen.append(pilot.app.screen)
        monkeypatch.setattr(staff_import, "import_staff", stopped)
        await press(pilot, "ctrl+s")
        await shows(pilot, "The import was stopped. Nothing was imported.")
        assert everybody(kari, now) == before


async def test_those_who_are_missing_get_a_last_day_one_by_one_or_together(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    hire(kari, now, "Ola Hansen", "Per Dahl", "Siri Berg", "Tor Foss")
    (tmp_path / "liste.csv").write_text(WITHOUT_TWO, encoding="utf-8")
    async with running(setup_for(kari, now, tmp_path), size=(80, 24)) as pilot:
        await open_review(pilot)
        await shows(pilot, "Missing from the list · 3")
        while getattr(selected(pilot), "key", "") != "missing":
            await press(pilot, "down")
        await press(pilot, "enter", "down")
        await shows(pilot, "Per Dahl")
        await press(pilot, "e")
        await shows(pilot, "empty: stays as before")
        await write(pilot, "2026-12-24")
        await press(pilot, "ctrl+s")
        await shows(pilot, "People who leave · 1")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Done:")
    found = everybody(kari, now)
    assert found["Per Dahl"].end_date == date(2026, 12, 24)
    assert [found[name].end_date for name in ("Ola Hansen", "Siri Berg", "Tor Foss")] == [None] * 3


async def test_everybody_who_is_missing_gets_one_last_day(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    hire(kari, now, "Ola Hansen", "Per Dahl", "Siri Berg")
    (tmp_path / "liste.csv").write_text(WITHOUT_TWO, encoding="utf-8")
    async with running(setup_for(kari, now, tmp_path), size=(80, 24)) as pilot:
        await open_review(pilot)
        while getattr(selected(pilot), "key", "") != "missing":
            await press(pilot, "down")
        await press(pilot, "enter", "down", "enter")
        await write(pilot, "31.12.2026")
        await press(pilot, "tab", "right", "ctrl+s")
        await shows(pilot, "People who leave · 2")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Done:")
    found = everybody(kari, now)
    assert {found[name].end_date for name in ("Per Dahl", "Siri Berg")} == {date(2026, 12, 31)}
    assert found["Ola Hansen"].end_date is None


async def test_importing_asks_how_dates_are_read_as_long_as_it_is_open(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    rows = "Kari Nordmann;;\nOla Hansen;02/03/2015;Kari Nordmann\nPer Dahl;04/05/2016;Kari Nordmann\n"
    (tmp_path / "liste.csv").write_text("Navn;Startdato;Leder\n" + rows, encoding="utf-8")
    async with running(setup_for(kari, now, tmp_path), size=(80, 24)) as pilot:
        await open_review(pilot)
        for _ in range(2):
            await press(pilot, "ctrl+s")
            await shows(pilot, "Which day is this?")
            await press(pilot, "escape")
        assert everybody(kari, now).keys() == {"Kari Nordmann"}
        await press(pilot, "enter")
        await shows(pilot, "Which day is this?")
        await press(pilot, "escape", "ctrl+s", "right", "ctrl+s")
        await shows(pilot, "Done:")
    assert everybody(kari, now)["Ola Hansen"].start_date == date(2015, 2, 3)


async def test_those_whose_leader_leaves_by_the_list_get_another(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    hire(kari, now, "Ola Hansen", "Per Dahl", "Siri Berg", "Tor Foss", "Una Lie")
    people_by_name = everybody(kari, now)
    led = [("Siri Berg", "Ola Hansen"), ("Tor Foss", "Per Dahl"), ("Una Lie", "Per Dahl"), ("Per Dahl", "Ola Hansen")]
    pairs = [(people_by_name[name], people_by_name[leader].id) for name, leader in led]
    people.change_leaders(kari, now, pairs)
    rows = "Kari Nordmann;;\nOla Hansen;31.12.2026;\nPer Dahl;31.12.2026;\nSiri Berg;;\nTor Foss;;\nUna Lie;;\n"
    (tmp_path / "liste.csv").write_text("Navn;Sluttdato;Merknad\n" + rows, encoding="utf-8")
    async with running(setup_for(kari, now, tmp_path), size=(80, 24)) as pilot:
        await open_review(pilot)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Still open for those who leave")
        await press(pilot, "escape")
        await shows(pilot, "New leader instead of Ola Hansen")
        await press(pilot, "ctrl+s")
        await shows(pilot, "New leader instead of Per Dahl")  # nobody is proposed: Ola Hansen leaves too
        await press(pilot, "ctrl+s")
        await shows(pilot, "My team")
    found = everybody(kari, now)
    assert (found["Siri Berg"].leader_id, found["Tor Foss"].leader_id) == (kari.id, found["Per Dahl"].id)


def selected(pilot: Pilot[str]) -> object:
    """What the row under the cursor stands for."""
    rows: Any = pilot.app.screen.query_one("#review-rows")
    return rows.selected(object)
