"""The formats that one practises alone, key by key, on the smallest screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import sleep

import pytest

from tests.conftest import viewer_of
from tests.ui.host import SMALL
from tests.ui.languages import ONE_QUICKLY
from tests.ui.practice.stored import stored
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.practice.content import PracticeContent
from tui_app.domain.practice.sessions import PracticeSession
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.records.practice import PracticeFormat
from tui_app.files.access import LocalFileAccess
from tui_app.services.practice import sessions
from tui_app.text.i18n import set_language


class Uptime:
    """A clock that a test moves."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(params=ONE_QUICKLY)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language of the screen in turn."""
    set_language(request.param)
    yield request.param
    set_language("en")


def formats_of(kari: Viewer, now: datetime) -> list[PracticeSession]:
    return list(sessions.overview(kari, now).sessions)


async def test_the_list_shows_the_rhythm_and_what_there_is(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), SMALL) as pilot:
        await press(pilot, "7")
        await shows(pilot, "Practice: 0 of 4 this year")
        text = screen_text(pilot)
        assert "Open it up" in text
        assert "5 min" in text
        assert "Turn closed questions into open ones" in text
        assert "No conversation is planned." in text
        sessions.set_sessions_per_year(kari, now, 0)
        await press(pilot, "f5")
        assert "this year" not in screen_text(pilot)


async def test_somebody_who_leads_nobody_has_no_such_mode(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me"), SMALL) as pilot:
        await press(pilot, "7")
        assert "7 Practice" not in screen_text(pilot)
        assert "Open it up" not in screen_text(pilot)


async def test_open_it_up_from_beginning_to_end(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, language: str
) -> None:
    monotonic = Uptime()
    typed = {"en": "What would help?", "nb": "Hva ville hjelpe?", "nn": "Kva ville hjelpe?"}[language]
    looks = {"en": "It looks open.", "nb": "Det ser åpent ut.", "nn": "Det ser ope ut."}[language]
    async with running(setup_for(kari, now, tmp_path, monotonic=monotonic), SMALL) as pilot:
        await press(pilot, "7", "enter", "enter")
        for number in range(8):
            assert f"{number + 1} " in screen_text(pilot).splitlines()[1]
            await write(pilot, typed)
            await press(pilot, "enter")
            text = screen_text(pilot)
            assert looks in text
            assert typed in text
            assert text.count("✓") == 2
            assert not formats_of(kari, now)
            monotonic.seconds += 25
            await press(pilot, "enter")
        assert formats_of(kari, now) == [PracticeSession(PracticeFormat.OPEN_UP, now.date(), 4)]
        await press(pilot, "enter")
        await shows(pilot, {"en": "1 of 4 this year", "nb": "1 av 4 i år", "nn": "1 av 4 i år"}[language])


@pytest.mark.parametrize(("answered", "counts"), [(0, False), (3, False), (4, True)])
async def test_only_work_counts_as_a_session(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, language: str, answered: int, counts: bool
) -> None:
    says = {"en": "counts as a session from 4", "nb": "teller som en øving fra 4", "nn": "tel som ei øving frå 4"}
    async with running(setup_for(kari, now, tmp_path), SMALL) as pilot:
        await press(pilot, "7", "enter", "enter")
        for number in range(8):
            if number < answered:
                await write(pilot, "x")
            await press(pilot, "enter", "enter")
        assert (says[language] in " ".join(screen_text(pilot).split())) is not counts
        assert bool(formats_of(kari, now)) is counts


async def test_sorting_takes_one_key_each(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, language: str
) -> None:
    says = {"en": "a number from 1 to 5", "nb": "et tall fra 1 til 5", "nn": "eit tal frå 1 til 5"}[language]
    async with running(setup_for(kari, now, tmp_path), SMALL) as pilot:
        await press(pilot, "7", "down", "enter", "enter")
        assert says not in screen_text(pilot)
        seen = set()
        for number in range(12):
            await press(pilot, "enter")  # nothing is chosen yet
            assert "✓" not in screen_text(pilot)
            assert says in screen_text(pilot)
            await press(pilot, str(number % 5 + 1))
            text = screen_text(pilot)
            assert text.count("✓") == 1
            seen.add(next(line for line in text.splitlines() if "✓" in line))
            await press(pilot, "enter")
        assert len(seen) == 5
        assert [one.format for one in formats_of(kari, now)] == [PracticeFormat.SORT]


async def test_the_mirror_is_chosen_first_and_then_written(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, language: str
) -> None:
    deep = {"en": "Deep reflection", "nb": "Dyp gjenspeiling", "nn": "Djup attspegling"}[language]
    async with running(setup_for(kari, now, tmp_path), SMALL) as pilot:
        await press(pilot, "7", "down", "down", "enter", "enter")
        for _ in range(4):
            await press(pilot, "enter", "2")
            assert deep in screen_text(pilot)
            await press(pilot, "enter")
            await write(pilot, "Du er sliten.")
            await press(pilot, "enter")
            assert screen_text(pilot).count("✓") == 2
            await press(pilot, "enter")
        assert [one.format for one in formats_of(kari, now)] == [PracticeFormat.MIRROR]


@pytest.mark.parametrize("down", range(3))
async def test_a_session_that_is_broken_off_leaves_nothing(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, down: int
) -> None:
    async with running(setup_for(kari, now, tmp_path), SMALL) as pilot:
        await shows(pilot, "7 Practice")
        before = stored()
        for keys in ([], ["enter"], ["enter", "1", "enter"], ["enter", "x", "enter", "enter"]):
            await press(pilot, "1", "7", "home", *["down"] * down, "enter")
            assert "this year" not in screen_text(pilot)
            await press(pilot, *keys, "escape")
            await shows(pilot, "0 of 4 this year")
            assert not formats_of(kari, now)
            assert stored() == before


async def test_one_key_erases_all_of_it_and_asks_first(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    sessions.record(kari, now, PracticeFormat.SORT, 2)
    async with running(setup_for(kari, now, tmp_path), SMALL) as pilot:
        await press(pilot, "7")
        await shows(pilot, "1 of 4 this year")
        await press(pilot, "X", "enter")
        assert formats_of(kari, now)
        await press(pilot, "X", "right", "enter")
        await shows(pilot, "0 of 4 this year")
        assert not formats_of(kari, now)


async def test_a_mistake_in_an_own_file_is_told_and_leaves_the_shipped_exercises(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "ours.toml").write_text('[[rules]]\ntext.en = "Breathe"\n', encoding="utf-8")
    files = LocalFileAccess("UTC", home=tmp_path, cwd=tmp_path, practice=own)
    setup = replace(setup_for(kari, now, tmp_path), files=files)
    async with running(setup, SMALL) as pilot:
        await press(pilot, "7", "enter")
        await shows(pilot, "You get a closed question")
        text = " ".join(screen_text(pilot).split())
        assert "Line 1 · rules 1" in text
        await press(pilot, "enter")
        await shows(pilot, "1 of 8")


async def test_what_is_typed_where_nothing_is_asked_does_nothing(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), SMALL) as pilot:
        await press(pilot, "7", "enter", "enter", "x", "enter")
        before = pilot.app.screen
        await write(pilot, "Hva trur du? 12")  # the models are shown: a, u and the digits are keys elsewhere
        assert pilot.app.screen is before
        await shows(pilot, "Esc leaves the exercise")
        await press(pilot, "enter")
        await shows(pilot, "2 of 8")
        await press(pilot, "escape", "4")
        await shows(pilot, "Goals and conversations")


async def test_keys_wait_until_the_exercises_are_there(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    setup = setup_for(kari, now, tmp_path)
    content = setup.files.practice_content

    def slowly() -> PracticeContent:
        sleep(0.4)
        return content()

    setup.files.practice_content = slowly  # type: ignore[method-assign]
    async with running(setup, SMALL) as pilot:
        await press(pilot, "7")
        for key in ("enter", "enter", *"auto", "enter"):
            await pilot.press(key)
        await shows(pilot, "1 of 8")
        await shows(pilot, "auto")
        assert screen_text(pilot).count("✓") == 2
