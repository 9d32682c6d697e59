"""The palette finds people, work and commands, the best match first, and shows their keys."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.conftest import viewer_of
from tests.services.sample_conversations import cast_of, signed
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.files.settings import Settings
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.administration import templates
from tui_app.services.people import goals, people
from tui_app.text.i18n import set_language


async def find(pilot: Pilot[str], words: str) -> list[str]:
    """What is listed for these words."""
    await press(pilot, "ctrl+p")
    await write(pilot, words)
    lines = screen_text(pilot).splitlines()
    start = next(place for place, line in enumerate(lines) if words in line)
    return [line.strip(" │┃▌") for line in lines[start + 1 :] if line.strip(" │┃╰─╯━┗┛")]


@pytest.fixture
def work(kari: Viewer, ola: Person, now: datetime) -> Person:
    """Ola and Åse, with goals and actions, open and done."""
    ase = people.add(kari, now, validate_draft(PersonDraft, {"name": "Åse O'Brien"}))
    goals.add(kari, now, ola.id, validate_draft(GoalDraft, {"text": "Trygg på sårstell", "kind": "development"}))
    for text in ("Norskkurs", "Kurs i ledelse", "Ta kurs i sårstell"):
        draft = validate_draft(ActionDraft, {"text": text, "due": "2026-12-01", "responsible_id": ola.id})
        actions.add(kari, now, ola.id, draft)
    done = next(one for one in actions.checklist(kari, now, ChecklistScope.TEAM) if one.text == "Norskkurs")
    actions.change(kari, now, [actions.ActionVersion(done.id, done.version)], SetStatus(ActionStatus.DONE))
    return ase


async def test_the_best_match_comes_first(kari: Viewer, work: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        found = await find(pilot, "kurs")
        assert [line.split("  ")[0] for line in found[:3]] == ["Kurs i ledelse", "Ta kurs i sårstell", "Norskkurs"]
        assert "Done" in found[2]
        await press(pilot, "down", "enter")
        await shows(pilot, "Ta kurs i sårstell")


@pytest.mark.parametrize("words", ["ase", "obrien", "aase ob"])
async def test_letters_that_a_keyboard_lacks_are_forgiven(
    kari: Viewer, work: Person, now: datetime, tmp_path: Path, words: str
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        assert (await find(pilot, words))[0].startswith("Åse O'Brien")


async def test_an_administrator_finds_a_form_by_its_title(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    setup = setup_for(kari, now, tmp_path)
    templates.install_shipped(kari, now, setup.files.shipped_forms())
    async with running(setup) as pilot:
        first = (await find(pilot, "exit conv"))[0]
        assert first.startswith("Exit conversation")
        assert "Form" in first
        await press(pilot, "enter")
        await shows(pilot, "Exit conversation · version 1")
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me")) as pilot:
        assert not any("Exit" in line for line in await find(pilot, "exit conv"))


async def test_goals_settings_and_languages_are_found(
    kari: Viewer, work: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        assert "Goal" in (await find(pilot, "trygg"))[0]
        await press(pilot, "escape")
        assert "F2" in (await find(pilot, "settings"))[0]
        await press(pilot, "escape")
        assert (await find(pilot, "forms"))[0].startswith("Forms")
        await press(pilot, "escape")
        assert (await find(pilot, "nynorsk"))[0].startswith("Language")
        await press(pilot, "enter")
        await shows(pilot, "Samtalar")
    set_language("en")


async def test_changed_keys_are_shown(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path, settings=Settings(keys={"add": "z", "find": "f10"}))) as pilot:
        await press(pilot, "f10", *"new action")
        (line,) = [line for line in screen_text(pilot).splitlines() if "New action  " in line]
        assert line.strip(" │┃").endswith("z")


async def test_nothing_found_is_said_and_enter_does_nothing(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "ctrl+p", *"qqxx")
        await shows(pilot, "No matches.")
        await press(pilot, "enter")
        assert "qqxx" in screen_text(pilot)
        screen: Any = pilot.app.screen
        assert screen.is_modal


@pytest.mark.parametrize(
    ("words", "name"), [("done", "Norskkurs"), ("goal", "Trygg på sårstell"), ("1 dec", "Kurs i ledelse")]
)
async def test_what_is_told_beside_a_name_is_found_too(
    kari: Viewer, work: Person, now: datetime, tmp_path: Path, words: str, name: str
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        assert any(line.startswith(name) for line in await find(pilot, words))


async def test_a_conversation_is_found_by_its_state(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    cast = cast_of(kari, now)
    signed(cast, now)
    async with running(setup_for(cast.employee, now, tmp_path)) as pilot:
        assert any("Årssamtale" in line for line in await find(pilot, "minutes"))
