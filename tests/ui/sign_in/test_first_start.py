"""The first start, key by key: from the three choices through the first staff list to one's own team."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Button

from tests.services.hasher import PASSWORD
from tests.ui.screens import InlineExecutor, press, running, screen_text, setup_for, shows, write
from tui_app.domain.accounts.codes import CodeScope
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Viewer
from tui_app.files.settings import Settings
from tui_app.services.accounts import codes, first_start
from tui_app.services.people import people
from tui_app.storage.addresses import SqliteAddress
from tui_app.text.i18n import using_language
from tui_app.ui.people.codes.codes_screen import CodesScreen
from tui_app.ui.setup import AppSetup

WITH_LEADERS = """Ansattnr;Navn;E-post;Nærmeste leder
1;Kari Nordmann;kari@example.no;
2;Ola Hansen;ola@example.no;Kari Nordmann
3;Siri Berg;siri@example.no;Kari Nordmann
4;Per Dahl;per@example.no;Siri Berg
"""
WITHOUT_LEADERS = """Name,Email
Karianne Nordmann,karianne@example.org
Ola Hansen,ola@example.org
Siri Berg,siri@example.org
"""
Begin = Callable[..., AppSetup]


@pytest.fixture
def begin(database: SqliteAddress, now: datetime, tmp_path: Path) -> Begin:
    """What a start has where nobody has started before."""
    (tmp_path / "home").mkdir()

    def set_up(name: str) -> Viewer:
        return first_start.create_first_person(now, validate_draft(PersonDraft, {"name": name}))

    def setup(text: str, **more: object) -> AppSetup:
        (tmp_path / "home" / "liste.csv").write_text(text, encoding="utf-8")
        return setup_for(None, now, tmp_path, set_up=set_up, home_folder=tmp_path / "home", **more)

    return setup


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
@pytest.mark.parametrize(
    ("language", "choose", "team"), [("en", "Choose", "My team (2)"), ("nb", "Velg", "Mitt team (2)")]
)
async def test_arrows_lead_to_the_import_and_that_to_ones_own_team(
    begin: Begin, language: str, choose: str, team: str, size: tuple[int, int]
) -> None:
    with using_language(language):
        async with running(begin(WITH_LEADERS), size=size) as pilot:
            assert f"↑↓ {choose}" in screen_text(pilot)
            await write(pilot, "Kari Nordmann")
            await press(pilot, "down", "down")
            focused = pilot.app.focused
            assert focused is not None
            assert focused.id == "by-hand"
            await press(pilot, "down", "down", "up")
            assert pilot.app.focused is not None
            assert pilot.app.focused.id == "import"
            await press(pilot, "enter")
            await shows(pilot, "liste.csv")
            await press(pilot, "enter")
            await shows(pilot, "Ola Hansen")
            await press(pilot, "ctrl+s", "ctrl+s")
            await shows(pilot, team)
            assert "Per Dahl" not in screen_text(pilot)


async def test_a_name_is_asked_for_before_anything_is_made(begin: Begin, now: datetime) -> None:
    async with running(begin(WITH_LEADERS), size=(80, 24)) as pilot:
        await press(pilot, "enter", "down", "enter")
        await shows(pilot, "What is the name?")
        lines = screen_text(pilot).split("\n")
        name_row = next(row for row, line in enumerate(lines) if "Your name" in line)
        assert "What is the name?" in lines[name_row + 1]  # right below its field
        assert first_start.is_empty()
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "name"
        await write(pilot, "K")
        assert "What is the name?" not in screen_text(pilot)


async def test_whoever_starts_alone_is_told_to_add_a_team_not_to_wait_for_a_leader(begin: Begin) -> None:
    async with running(begin(WITH_LEADERS), size=(80, 24)) as pilot:
        await write(pilot, "Kari Nordmann")
        await press(pilot, "enter", "enter")
        await shows(pilot, "My team (0)")
        await press(pilot, "3")
        await shows(pilot, "Add your team first: press 1, then p.")
        await press(pilot, "4")
        await shows(pilot, "None yet.")
        assert "Your leader" not in screen_text(pilot)


async def test_who_adds_the_first_person_is_not_told_what_the_screen_shows(begin: Begin) -> None:
    async with running(begin(WITH_LEADERS), size=(80, 24)) as pilot:
        await write(pilot, "Kari Nordmann")
        await press(pilot, "enter", "enter")
        await shows(pilot, "My team (0)")
        await press(pilot, "p")
        await write(pilot, "Ola Hansen")
        await press(pilot, "ctrl+s")
        await shows(pilot, "My team (1)")
        await shows(pilot, "7 Practice")  # the rights of a leader have come
        assert "You lead a team now" not in screen_text(pilot)


async def test_who_one_is_and_whether_all_are_ones_own_are_asked_before_writing(begin: Begin, now: datetime) -> None:
    async with running(begin(WITHOUT_LEADERS), size=(80, 24)) as pilot:
        await write(pilot, "Kari Nordmann")
        await press(pilot, "enter", "down", "enter")
        await shows(pilot, "liste.csv")
        await press(pilot, "enter", "ctrl+s")
        await shows(pilot, "You, Kari Nordmann, are not in the list.")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Which of these is you?")
        await shows(pilot, "Karianne Nordmann (row 2)")
        await press(pilot, "escape")
        await shows(pilot, "Import a staff list")
        assert len(codes.without_password(Viewer(1, "Kari", True), now, CodeScope.ALL)) == 0
        await press(pilot, "ctrl+s", "ctrl+s")
        await shows(pilot, "You would lead 2 people")
        await press(pilot, "right", "enter")
        await shows(pilot, "My team (2)")
        found = people.visible_people(Viewer(1, "Kari", True), now)
        assert {person.name for person in found} == {"Karianne Nordmann", "Ola Hansen", "Siri Berg"}


async def test_where_several_take_turns_codes_are_offered_after_the_import(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "liste.csv").write_text(WITH_LEADERS, encoding="utf-8")
    for answer, screen in (("right", CodesScreen), ("", None)):
        async with running(setup_for(kari, now, tmp_path, settings=Settings(several=True))) as pilot:
            await press(pilot, "i")
            await shows(pilot, "liste.csv")
            await press(pilot, "enter", "ctrl+s", "ctrl+s")
            if screen is None:  # nobody is new the second time
                await shows(pilot, "0 new")
                await shows(pilot, "My team (2)")
                assert "One-time codes" not in screen_text(pilot)
            else:
                await shows(pilot, "3 people have no way to sign in yet.")
                await press(pilot, answer, "enter")
                await shows(pilot, "3 one-time codes")
                assert isinstance(pilot.app.screen, screen)


async def test_where_several_take_turns_the_password_comes_before_the_list(begin: Begin, now: datetime) -> None:
    async with running(begin(WITH_LEADERS), size=(80, 24)) as pilot:
        await write(pilot, "Kari Nordmann")
        await press(pilot, "down", "right", "down", "down", "enter")
        await shows(pilot, "New password")
        assert "liste.csv" not in screen_text(pilot)
        await write(pilot, PASSWORD)
        await press(pilot, "tab")
        await write(pilot, PASSWORD)
        await press(pilot, "ctrl+s")
        await shows(pilot, "liste.csv")
        await press(pilot, "enter", "ctrl+s", "ctrl+s")
        await shows(pilot, "3 people have no way to sign in yet.")
        await press(pilot, "escape")
        await shows(pilot, "My team (2)")
        await shows(pilot, "D Make codes")


class SlowDatabase(InlineExecutor):
    """A database takes a moment to be made."""

    def __init__(self) -> None:
        self.has_begun = asyncio.Event()

    async def __call__(self, use_case: Callable[..., Any], *args: object) -> Any:
        made = use_case(*args)
        self.has_begun.set()
        await asyncio.sleep(0.1)
        return made


async def test_a_way_that_is_chosen_twice_begins_once(begin: Begin) -> None:
    executor = SlowDatabase()
    async with running(begin(WITH_LEADERS, executor=executor), (80, 24)) as pilot:
        await write(pilot, "Kari Nordmann")
        way = pilot.app.screen.query_one("#by-hand", Button)
        way.press()
        await asyncio.wait_for(executor.has_begun.wait(), 5)
        way.press()
        await shows(pilot, "My team")
        assert "already" not in screen_text(pilot)
