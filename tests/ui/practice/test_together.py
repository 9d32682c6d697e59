"""The formats for two and more: each from beginning to end at the keyboard, and broken off anywhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.ui.languages import ONE_QUICKLY
from tests.ui.practice.stored import stored
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.practice.sessions import FORMATS
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.records.practice import PracticeFormat
from tui_app.files.practice import shipped_practice
from tui_app.files.settings import Settings
from tui_app.services.practice import sessions
from tui_app.text.i18n import set_language
from tui_app.text.practice.together import StepKind, time_left, together_steps
from tui_app.ui.messages import OpenPractice
from tui_app.ui.practice.together_screen import TogetherScreen

SHARED = [one for one, facts in FORMATS.items() if facts.is_shared]


class Uptime:
    """A clock that goes on with each Enter, as much as the step has."""

    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


async def go_on(pilot: Pilot[Any], screen: TogetherScreen, monotonic: Uptime) -> None:
    """Use the whole time of the step that is shown, then go on."""
    monotonic.seconds += 60 * screen.step.minutes if screen.step else 0
    await press(pilot, "enter")


async def open_format(pilot: Pilot[Any], wanted: PracticeFormat) -> TogetherScreen:
    pilot.app.ctx.open(OpenPractice(wanted))  # type: ignore[attr-defined]
    for _look in range(80):
        await pilot.pause(0.02)
        if isinstance(pilot.app.screen, TogetherScreen) and pilot.app.screen.shown:
            return pilot.app.screen
    raise AssertionError(screen_text(pilot))


@pytest.mark.parametrize("language", ONE_QUICKLY)
@pytest.mark.parametrize("wanted", SHARED)
async def test_enter_goes_from_the_beginning_to_the_end(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, wanted: PracticeFormat, language: str
) -> None:
    monotonic = Uptime()
    setup = setup_for(kari, now, tmp_path, settings=Settings(language=language), monotonic=monotonic)
    async with running(setup, (80, 24)) as pilot:
        set_language(language)
        before = stored()
        screen = await open_format(pilot, wanted)
        steps = screen.shown or ()
        for step in steps:
            text = " ".join(screen_text(pilot).replace("│", " ").split())
            assert step.text in text
            assert step.hint in text
            assert step.title in text
            await go_on(pilot, screen, monotonic)
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, TogetherScreen)
    (session,) = sessions.overview(kari, now).sessions
    assert session.format is wanted
    after = stored()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"PracticeSession": 1}


@pytest.mark.parametrize("wanted", SHARED)
async def test_broken_off_anywhere_nothing_is_left(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, wanted: PracticeFormat
) -> None:
    monotonic = Uptime()
    async with running(setup_for(kari, now, tmp_path, monotonic=monotonic), (80, 24)) as pilot:
        before = stored()
        count = len((await open_format(pilot, wanted)).shown or ())
        for steps in range(count):
            if steps:
                await open_format(pilot, wanted)
            for _step in range(steps):
                monotonic.seconds += 720
                await pilot.press("enter")
            await press(pilot, *(("1", "3", "escape") if wanted is PracticeFormat.PAIR and steps == 1 else ("escape",)))
            assert not isinstance(pilot.app.screen, TogetherScreen)
        assert stored() == before


async def test_a_listener_is_counted_and_the_speaker_answers(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    monotonic = Uptime()
    async with running(setup_for(kari, now, tmp_path, monotonic=monotonic), (80, 24)) as pilot:
        await open_format(pilot, PracticeFormat.PAIR)
        await press(pilot, "enter", "1", "1", "1", "2", "3", "4", "4", "backspace")
        assert "1 opens: 3    2 closes: 1    3 mirrors: 1    4 advises: 1" in screen_text(pilot)
        await press(pilot, "enter")
        assert "left. Enter once more goes on." in screen_text(pilot)
        assert "1 opens: 3" in screen_text(pilot)
        monotonic.seconds += 1
        await press(pilot, "enter", "4", "5")
        text = screen_text(pilot)
        assert "4  I got to say what I wanted to" in text
        assert "5  The other listened" in text
        assert "·  It helped me to tell" in text
        assert "opens     " + "█" * 40 + " 3" in text
        await press(pilot, "enter")
        assert "1 opens: 0" in screen_text(pilot)  # the other's turn


async def test_a_count_that_comes_too_late_opens_nothing(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    monotonic = Uptime()
    async with running(setup_for(kari, now, tmp_path, monotonic=monotonic), (80, 24)) as pilot:
        screen = await open_format(pilot, PracticeFormat.PAIR)
        await press(pilot, "enter")
        await go_on(pilot, screen, monotonic)
        await press(pilot, "a", "u", "7")
        assert pilot.app.screen is screen
        await shows(pilot, "was I heard?")


async def test_an_answer_that_comes_at_the_end_opens_nothing(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    monotonic = Uptime()
    async with running(setup_for(kari, now, tmp_path, monotonic=monotonic), (80, 24)) as pilot:
        screen = await open_format(pilot, PracticeFormat.PAIR)
        while screen.step is not None:
            await go_on(pilot, screen, monotonic)
        await press(pilot, "5", "u", "a")
        assert pilot.app.screen is screen
        await press(pilot, "enter")
        assert pilot.app.screen is not screen


async def test_the_next_step_may_become_an_action(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    monotonic = Uptime()
    async with running(setup_for(kari, now, tmp_path, monotonic=monotonic), (80, 24)) as pilot:
        screen = await open_format(pilot, PracticeFormat.FEEDFORWARD)
        while screen.step is not None and screen.step.kind is not StepKind.AGREE:
            await go_on(pilot, screen, monotonic)
        assert "a Make it an action" in screen_text(pilot)
        await press(pilot, "a")
        await shows(pilot, "New action")


async def test_the_circle_ends_when_all_have_spoken(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    monotonic = Uptime()
    async with running(setup_for(kari, now, tmp_path, monotonic=monotonic), (80, 24)) as pilot:
        screen = await open_format(pilot, PracticeFormat.CIRCLE)
        for _turn in range(4):
            await go_on(pilot, screen, monotonic)
        assert "x All have spoken" in screen_text(pilot)
        assert "The others listen." in screen_text(pilot)  # and names no key, which people may change
        await press(pilot, "x")
        assert "Nothing is commented on" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Well practised" in screen_text(pilot)
    assert sessions.overview(kari, now).sessions


@pytest.mark.parametrize("wanted", SHARED)
async def test_a_held_enter_ends_no_turn_and_leafing_through_does_not_count(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, wanted: PracticeFormat
) -> None:
    monotonic = Uptime()
    async with running(setup_for(kari, now, tmp_path, monotonic=monotonic), (80, 24)) as pilot:
        screen = await open_format(pilot, wanted)
        timed = next(place for place, step in enumerate(screen.shown or ()) if step.minutes)
        for _repeat in range(40):  # as a terminal repeats a key that is held
            monotonic.seconds += 0.033
            await pilot.press("enter")
        assert screen.index == timed
        while screen.step is not None:
            monotonic.seconds += 1
            await pilot.press("enter")
        await shows(pilot, "It counts as a session from")
    assert not sessions.overview(kari, now).sessions


async def test_the_clock_follows_the_time(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    monotonic = Uptime()
    async with running(setup_for(kari, now, tmp_path, monotonic=monotonic), (80, 24)) as pilot:
        await open_format(pilot, PracticeFormat.PAIR)
        await press(pilot, "enter")
        assert "4:00" in screen_text(pilot)
        monotonic.seconds += 50
        await shows(pilot, "3:10")


@pytest.mark.parametrize(
    ("seconds", "text"), [(240, "4:00"), (59.6, "1:00"), (0, "0:00"), (-0.4, "0:00"), (-75, "+1:15")]
)
def test_time_left(seconds: float, text: str) -> None:
    assert time_left(seconds) == text


@pytest.mark.parametrize("wanted", SHARED)
def test_a_session_fits_the_time_of_its_format(wanted: PracticeFormat) -> None:
    minutes = sum(step.minutes for step in together_steps(wanted, shipped_practice(), 3))
    assert FORMATS[wanted].minutes * 0.8 <= minutes <= FORMATS[wanted].minutes
