"""The figures of a leader and of the organisation, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import viewer_of
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.people import people
from tui_app.text.i18n import set_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def database(sqlite_address: Any) -> Any:
    """Screens are tried on SQLite; the services below them on both."""
    from tui_app.storage import database as storage
    from tui_app.storage import schema

    storage.bind_database(schema.open_database(sqlite_address))
    return sqlite_address


@pytest.fixture
def lise(kari: Viewer, now: datetime) -> Person:
    """She leads Ola, who leads one and did one of two things in time; Kari administers six more."""
    lise = people.add(kari, now, validate_draft(PersonDraft, {"name": "Lise Leder"}))
    for number in range(6):
        people.add(kari, now, validate_draft(PersonDraft, {"name": f"Person {number}"}), without_leader=True)
    ola = people.add(kari, now, validate_draft(PersonDraft, {"name": "Ola Hansen", "leader_id": lise.id}))
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Under Ola", "leader_id": ola.id}))
    then, me = now - timedelta(days=40), viewer_of(lise)
    for text in ("Kurs", "Mentor"):
        wanted = {"text": text, "responsible_id": ola.id, "due": now.date() - timedelta(days=10)}
        new = actions.add(me, then, ola.id, validate_draft(ActionDraft, wanted)).subject_id
        if text == "Kurs":
            actions.change(me, then, [actions.ActionVersion(new, 1)], SetStatus(ActionStatus.DONE))
    return lise


def line(text: str, name: str) -> list[str]:
    """The cells of one figure."""
    [found] = [row for row in text.splitlines() if name in row]
    return found.replace(name, "").strip("│┃ ").split()


def assert_printed(path: Path) -> None:
    assert path.read_bytes().startswith(b"%PDF")


async def test_what_is_left_out_or_below_is_said(lise: Person, kari: Viewer, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(viewer_of(lise), now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "5")
        await shows(pilot, "is never shown for a team of fewer than five")
        await shows(pilot, "2 more below")  # the last two of thirteen
        await press(pilot, "end")
        await shows(pilot, "Have signed minutes")
        assert "more below" not in screen_text(pilot)
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "5", "w")
        await shows(pilot, "The whole organisation")
        await shows(pilot, "Practice is hidden: fewer than five leaders")
        assert "is shown once it is about five leaders" in screen_text(pilot)


async def test_a_leader_reads_what_each_figure_counts_and_takes_them_along(
    lise: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(viewer_of(lise), now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "5")
        await shows(pilot, "On-time rate")
        text = screen_text(pilot)
        assert "Figures · My team (1)" in text
        assert line(text, "Actions agreed")[:5] == ["0", "0", "0", "2", "2"]
        assert line(text, "Overdue at end")[3] == "1"
        assert "50%" in text
        await press(pilot, "w")
        await shows(pilot, "Hidden: these figures concern")
        assert "Export" not in screen_text(pilot)
        await press(pilot, "w")
        await shows(pilot, "My team")
        await press(pilot, *["j"] * 6)
        await shows(pilot, "not done by then")
        bars, quarters = (row.strip("│┃ ") for row in screen_text(pilot).splitlines()[-6:-4])
        assert bars.split() == ["0"] * 7 + ["███████"]
        assert quarters.startswith("Q1 25")
        await press(pilot, "E")
        await shows(pilot, "annual report")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Saved:")
    assert_printed(tmp_path / "figures-2026-11-23.pdf")


async def test_the_organisation_for_administrators_and_nothing_for_others(
    kari: Viewer, lise: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "5")
        await shows(pilot, "Nothing has been agreed yet")
        await press(pilot, "w")
        await shows(pilot, "The whole organisation (10)")
        assert line(screen_text(pilot), "Actions agreed")[-2] == "2"
    ola = people.find(kari, now, "Ola")[0]
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me"), (80, 24)) as pilot:
        assert "Figures" not in screen_text(pilot)
        await press(pilot, "5")
        assert "On-time rate" not in screen_text(pilot)
