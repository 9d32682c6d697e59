"""An employee is asked whether they were listened to: once, by a line on their own page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.services.sample_conversations import Cast, cast_of, signed
from tests.ui.host import SMALL, DialogApp
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.practice.listening import ListeningQuestion
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import ListeningItem, ListeningOccasion
from tui_app.services.follow_up import follow_ups
from tui_app.services.practice import listening
from tui_app.storage.database import bypassing_row_security, reading, writing
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
        await press(pilot, *keys.split())
        assert app.answers == [answers]


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


def sign_and_leave(cast: Cast, now: datetime) -> None:
    """Both sign, and close the conversation: at the next start it does not open by itself."""
    signed(cast, now)
    with writing(), bypassing_row_security():
        tables.Bookmark.delete().execute()


def counted() -> int:
    with reading(), bypassing_row_security():
        return int(tables.ListeningCount.select().where(tables.ListeningCount.waiting > 0).count())


def asked() -> list[bool]:
    """Of each question that was asked, whether it is still open."""
    with reading(), bypassing_row_security():
        return [one.is_open for one in tables.ListeningAsked.select()]


LINE = "Did Lise Łukasz listen?"


async def test_the_employee_answers_once_on_the_own_page(cast: Cast, now: datetime, tmp_path: Path) -> None:
    sign_and_leave(cast, now)
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), SMALL) as pilot:
        await shows(pilot, LINE)
        assert "F9 Answer" in screen_text(pilot)
        assert asked() == [True]
        await press(pilot, "f9", "5", "5", "4", "enter")
        await shows(pilot, "Thank you.")
        assert LINE not in screen_text(pilot)
        assert counted() == 3
        await press(pilot, "f9")
        assert "My leader listened" not in screen_text(pilot)
    assert asked() == [False]
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), SMALL) as pilot:
        assert LINE not in screen_text(pilot)


async def test_the_line_takes_no_key_from_the_page(cast: Cast, now: datetime, tmp_path: Path) -> None:
    """Whoever types when it comes works on: nothing opens, and digits go to the modes."""
    sign_and_leave(cast, now)
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), SMALL) as pilot:
        await shows(pilot, LINE)
        await press(pilot, "t")
        await shows(pilot, "For the next conversation")
        await write(pilot, "Ferie 1 2 3")
        await press(pilot, "ctrl+s")
        await shows(pilot, LINE)
        assert "Ferie 1 2 3" in screen_text(pilot)
        await press(pilot, "5", "3", "4")
        await shows(pilot, LINE)
        assert not counted()
        assert asked() == [True]


async def test_it_is_asked_only_where_it_is_seen(cast: Cast, now: datetime, tmp_path: Path) -> None:
    sign_and_leave(cast, now)
    async with running(setup_for(cast.employee, now, tmp_path), SMALL) as pilot:
        await press(pilot, "3")
        assert not asked()
        await press(pilot, "4")
        await shows(pilot, LINE)
        assert asked() == [True]


async def test_one_key_skips_it_for_good(cast: Cast, now: datetime, tmp_path: Path) -> None:
    sign_and_leave(cast, now)
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), SMALL) as pilot:
        await shows(pilot, LINE)
        await press(pilot, "f9", "5", "escape")
        assert LINE not in screen_text(pilot)
        assert asked() == [False]
        assert not counted()


async def test_what_was_shown_and_left_alone_is_not_asked_again(cast: Cast, now: datetime, tmp_path: Path) -> None:
    """Nor at another terminal, whether the first is still on or broke down."""
    sign_and_leave(cast, now)
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), SMALL) as first:
        await shows(first, LINE)
        assert listening.next_question(cast.employee, now) is None  # what another terminal asks for
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), SMALL) as second:
        await second.pause(0.3)
        assert LINE not in screen_text(second)
    assert asked() == [True]


async def test_what_was_answered_at_another_terminal_is_refused_here_and_gone(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    sign_and_leave(cast, now)
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), SMALL) as pilot:
        await shows(pilot, LINE)
        (question,) = pilot.app.ctx.asked.values()  # type: ignore[attr-defined]
        listening.answer(cast.employee, now, question, ALL_GIVEN)
        await press(pilot, "f9", "1", "1", "1", "enter")
        await shows(pilot, "already")
        assert LINE not in screen_text(pilot)
        assert counted() == 3


async def test_leader_and_administrator_are_not_asked(cast: Cast, now: datetime, tmp_path: Path) -> None:
    sign_and_leave(cast, now)
    viewers: list[Any] = [cast.leader, cast.administrator]
    for viewer in viewers:
        async with running(setup_for(viewer, now, tmp_path, home="me"), SMALL) as pilot:
            await pilot.pause(0.3)
            assert LINE not in screen_text(pilot)
    assert not asked()


async def test_the_question_about_the_follow_up_comes_after_the_one_about_the_talk(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    sign_and_leave(cast, now)
    later = now + timedelta(days=20)
    follow_ups.record(cast.leader, later, cast.employee.id, validate_draft(FollowUpDraft, {}))
    async with running(setup_for(cast.employee, later, tmp_path, home="me"), SMALL) as pilot:
        await shows(pilot, LINE)
        await press(pilot, "f9", "5", "4", "3", "enter")
        await shows(pilot, "Are agreements followed up?")
        assert LINE not in screen_text(pilot)
        await press(pilot, "f9")
        await shows(pilot, "What we agreed is followed up")
        assert "Is it followed up?" in screen_text(pilot)
        await press(pilot, "2", "enter")
        await shows(pilot, "Thank you")
        assert "F9" not in screen_text(pilot)
    assert counted() == 4
