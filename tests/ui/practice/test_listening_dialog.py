"""An employee is asked whether they were listened to: once, at a quiet moment, on their own page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.services.conversations import Cast, cast_of, signed
from tests.ui.host import DialogApp
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.practice.listening import ListeningItem, ListeningOccasion, ListeningQuestion
from tui_app.domain.records.person import Viewer
from tui_app.services.practice import listening
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables
from tui_app.text.i18n import set_language
from tui_app.ui.practice.listening_dialog import ListeningDialog

AFTER_CONVERSATION = ListeningQuestion(1, "[b]Kari[/] Nordmann-Mellomstad", ListeningOccasion.CONVERSATION, "2026H2")
AFTER_FOLLOW_UP = ListeningQuestion(1, "Kari", ListeningOccasion.FOLLOW_UP, "2026H2")
SAID, LISTENED, USEFUL, _FOLLOWED = ListeningItem
ALL_GIVEN = {SAID: 5, LISTENED: 4, USEFUL: 3}


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


@pytest.mark.parametrize(
    ("question", "keys", "answers"),
    [
        (AFTER_CONVERSATION, "5 4 3 enter", ALL_GIVEN),
        (AFTER_CONVERSATION, "5 4 1 up 3 enter", ALL_GIVEN),
        (AFTER_CONVERSATION, "5 4 enter 3 1 2 enter", ALL_GIVEN),  # too early, and too many
        (AFTER_CONVERSATION, "1 backspace 5 4 3 0 6 a enter", ALL_GIVEN),
        (AFTER_CONVERSATION, "escape", None),
        (AFTER_CONVERSATION, "5 4 3 escape", None),
        (AFTER_FOLLOW_UP, "2 enter", {ListeningItem.IS_FOLLOWED_UP: 2}),
    ],
)
async def test_a_digit_answers_a_statement(
    question: ListeningQuestion, keys: str, answers: Mapping[ListeningItem, int] | None
) -> None:
    app = DialogApp(ListeningDialog(question))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", *keys.split())
        assert app.answers == [answers]


async def test_digits_that_were_meant_for_another_screen_answer_nothing() -> None:
    app = DialogApp(ListeningDialog(AFTER_FOLLOW_UP))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "1", "up", "enter", "2", "enter")
        assert app.answers == [{ListeningItem.IS_FOLLOWED_UP: 2}]


@pytest.mark.parametrize("language", ["en", "nb"])
async def test_it_says_who_sees_the_answers_and_how_to_skip(language: str) -> None:
    set_language(language)
    app = DialogApp(ListeningDialog(AFTER_CONVERSATION))
    async with app.run_test(size=(80, 24)) as pilot:
        text = screen_text(pilot)
        assert "[b]Kari[/]" in text
        for words in {
            "en": ("My leader listened", "5 = completely", "Esc Skip"),
            "nb": ("Lederen min lyttet", "Esc Hopp"),
        }[language]:
            assert words in text


class Uptime:
    """A clock that stands still, so that somebody seems to press keys all the time, until a test lets it pass."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds

    def rest(self) -> None:
        """Nobody presses a key for a minute."""
        self.seconds += 60


def counted() -> int:
    with reading(), bypassing_row_security():
        return int(tables.ListeningCount.select().where(tables.ListeningCount.waiting > 0).count())


async def test_the_employee_answers_once_on_the_own_page(cast: Cast, now: datetime, tmp_path: Path) -> None:
    signed(cast, now)
    uptime = Uptime()
    async with running(setup_for(cast.employee, now, tmp_path, uptime=uptime)) as pilot:
        await press(pilot, "4")
        uptime.rest()
        await shows(pilot, "Were you listened to?")
        await press(pilot, "enter", "5", "5", "4", "enter")
        await shows(pilot, "Thank you.")
        assert counted() == 3
    assert listening.next_question(cast.employee, now) is None
    async with running(setup_for(cast.employee, now, tmp_path)) as pilot:
        await pilot.pause(1)
        assert "Were you listened to?" not in screen_text(pilot)


async def test_it_waits_while_keys_are_pressed_or_a_dialog_is_open(cast: Cast, now: datetime, tmp_path: Path) -> None:
    signed(cast, now)
    uptime = Uptime()
    async with running(setup_for(cast.employee, now, tmp_path, uptime=uptime)) as pilot:
        await press(pilot, "4")
        await pilot.pause(1)
        assert "Were you listened to?" not in screen_text(pilot)
        await press(pilot, "f1")
        uptime.rest()
        await pilot.pause(1)
        assert "Were you listened to?" not in screen_text(pilot)
        assert listening.is_question_waiting(cast.employee, now)
        await press(pilot, "escape")
        uptime.rest()
        await shows(pilot, "Were you listened to?")
        await press(pilot, "escape")
        assert not counted()
        assert not listening.is_question_waiting(cast.employee, now)


async def test_leader_and_administrator_are_not_asked(cast: Cast, now: datetime, tmp_path: Path) -> None:
    signed(cast, now)
    viewers: list[Any] = [cast.leader, cast.administrator]
    for viewer in viewers:
        async with running(setup_for(viewer, now, tmp_path)) as pilot:
            await press(pilot, "4")
            await pilot.pause(1)
            assert "Were you listened to?" not in screen_text(pilot)
