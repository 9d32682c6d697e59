"""The warm-up before a conversation and looking back after it, on the smallest screen."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import DAY, Cast, cast_of
from tests.ui.host import SMALL
from tests.ui.languages import ONE_QUICKLY
from tests.ui.practice.stored import stored
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.practice.sessions import LookBack, WarmUp
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.conversations import preparation
from tui_app.services.practice import sessions
from tui_app.text.i18n import set_language

LANGUAGES = pytest.mark.parametrize("language", ONE_QUICKLY)


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Leader, employee and others, with a form."""
    return cast_of(kari, now)


@pytest.fixture
def near(now: datetime) -> datetime:
    """Two days before the conversation."""
    return now + (DAY - timedelta(days=2) - now.date())


def suggested(pilot: Pilot[str]) -> str:
    """The question that is suggested; a message may cover it for some seconds."""
    return str(pilot.app.screen.query_one("#view-question", Static).content)


@LANGUAGES
async def test_three_questions_and_a_rule_are_chosen_and_come_first(
    cast: Cast, now: datetime, near: datetime, tmp_path: Path, language: str
) -> None:
    set_language(language)
    conversation_id = conversations.planned(cast, now)
    async with running(setup_for(cast.leader, near, tmp_path), SMALL) as pilot:
        await shows(pilot, "F9")
        await press(pilot, "f9")
        await press(pilot, "space", "down", "space", "a")
        await write(pilot, "Hva trenger du?")
        await press(pilot, "enter")
        await shows(pilot, {"en": "3 of 3", "nb": "3 av 3", "nn": "3 av 3"}[language])
        await press(pilot, "down", "down", "down", "space")  # a fourth
        await shows(pilot, {"en": "Three at most", "nb": "Høyst tre", "nn": "Høgst tre"}[language])
        assert sessions.warm_up(cast.leader, near, conversation_id) is None
        await press(pilot, "enter", "down", "enter")
        chosen = sessions.warm_up(cast.leader, near, conversation_id)
        assert chosen is not None
        assert len(chosen.questions) == 3
        assert chosen.questions[2] == "Hva trenger du?"
        assert chosen.rule in screen_text(pilot)
        assert [one.format for one in sessions.overview(cast.leader, near).sessions] == [
            PracticeFormat.NEXT_CONVERSATION
        ]
        await press(pilot, "enter")
        assert "F9" not in screen_text(pilot)
        await press(pilot, "3", "enter")
        for question in (*chosen.questions, chosen.rule):
            await press(pilot, "ctrl+b")
            assert suggested(pilot) == f"» {question}"
        await press(pilot, "ctrl+b")
        assert suggested(pilot).removeprefix("» ") not in chosen.questions


async def test_a_warm_up_that_is_broken_off_leaves_nothing(
    cast: Cast, now: datetime, near: datetime, tmp_path: Path
) -> None:
    conversation_id = conversations.planned(cast, now)
    async with running(setup_for(cast.leader, near, tmp_path), SMALL) as pilot:
        team = pilot.app.screen
        for keys in ([], ["space"], ["space", "enter"], ["space", "enter", "a", "x", "escape"], ["a"]):
            await press(pilot, "f9")
            assert pilot.app.screen is not team
            await press(pilot, *keys, "escape", "escape")
            assert sessions.warm_up(cast.leader, near, conversation_id) is None
            assert not sessions.overview(cast.leader, near).sessions
            while pilot.app.screen is not team:
                await press(pilot, "escape")


async def test_the_conversation_is_chosen_if_there_are_several(
    cast: Cast, now: datetime, near: datetime, tmp_path: Path
) -> None:
    first = conversations.planned(cast, now)
    second = conversations.planned(cast, now, on=DAY + timedelta(days=3))
    async with running(setup_for(cast.leader, near, tmp_path), SMALL) as pilot:
        await press(pilot, "7", "down", "down", "down", "enter")
        await shows(pilot, "Which conversation?")
        await press(pilot, "down", "enter", "space", "enter", "enter")
    assert sessions.warm_up(cast.leader, near, first) is None
    assert sessions.warm_up(cast.leader, near, second) is not None


async def test_without_a_conversation_it_says_so(cast: Cast, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(cast.leader, now, tmp_path), SMALL) as pilot:
        await press(pilot, "7", "down", "down", "down", "enter")
        await shows(pilot, "No conversation is planned.")
        await press(pilot, "enter")
        await shows(pilot, "this year")


async def test_nothing_is_offered_too_early_or_if_practice_is_off(
    cast: Cast, now: datetime, near: datetime, tmp_path: Path
) -> None:
    conversation_id = conversations.planned(cast, now)
    for at in (near - timedelta(days=1), near):
        async with running(setup_for(cast.leader, at, tmp_path), SMALL) as pilot:
            assert "F9" not in screen_text(pilot)
            await press(pilot, "3", "enter")
            assert "F9" not in screen_text(pilot)
        sessions.set_sessions_per_year(cast.administrator, now, 0)
    assert not sessions.practice_for_conversation(cast.leader, near, conversation_id).warm_up


@LANGUAGES
async def test_looking_back_is_for_the_leader_alone_and_comes_back_at_the_next_warm_up(
    cast: Cast, now: datetime, near: datetime, tmp_path: Path, language: str
) -> None:
    set_language(language)
    held = conversations.drafted(cast, now)
    offer = {"en": "Look back?", "nb": "Se tilbake?", "nn": "Sjå tilbake?"}[language]
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), SMALL) as pilot:
        await press(pilot, "3", "enter")
        assert offer not in screen_text(pilot)
    async with running(setup_for(cast.leader, now, tmp_path), SMALL) as pilot:
        await press(pilot, "3", "enter")
        await shows(pilot, offer)
        await press(pilot, "f9")
        await write(pilot, "Stillheten")
        await press(pilot, "ctrl+s")
        assert sessions.look_back(cast.leader, now, held) == LookBack("Stillheten")
        assert offer not in screen_text(pilot)
    conversations.planned(cast, now)
    async with running(setup_for(cast.leader, near, tmp_path), SMALL) as pilot:
        assert "Stillheten" not in screen_text(pilot)
        await press(pilot, "f9")
        await shows(pilot, "Stillheten")


async def test_looking_back_that_is_broken_off_leaves_nothing_and_is_offered_again(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    held = conversations.drafted(cast, now)
    async with running(setup_for(cast.leader, now, tmp_path), SMALL) as pilot:
        await press(pilot, "3", "enter")
        await shows(pilot, "Look back?")
        before = stored()
        await press(pilot, "f9")
        await write(pilot, "Stillheten")
        await press(pilot, "escape", "right", "enter")
        await shows(pilot, "Look back?")
        assert stored() == before
    assert sessions.look_back(cast.leader, now, held) is None


@LANGUAGES
async def test_the_questions_an_employee_would_like_come_first_once_they_are_shared(
    cast: Cast, now: datetime, near: datetime, tmp_path: Path, language: str
) -> None:
    set_language(language)
    conversation_id = conversations.planned(cast, now)
    sessions.save_warm_up(cast.leader, now, conversation_id, ["Hva er viktigst?"], "")
    title = {
        "en": "Questions I would like to be asked",
        "nb": "Spørsmål jeg gjerne vil få",
        "nn": "Spørsmål eg gjerne vil få",
    }[language]
    async with running(setup_for(cast.employee, near, tmp_path, home="me"), (100, 40)) as pilot:
        await press(pilot, "3", "enter", "ctrl+down", "ctrl+down")
        await shows(pilot, title)
        pilot.app.screen.query_one("#q-wished-questions").focus()
        await write(pilot, "Hva vil du?")
        await press(pilot, "escape", "escape")
    assert "wished-questions" not in _shared(cast, near, conversation_id)
    async with running(setup_for(cast.leader, near, tmp_path), SMALL) as pilot:
        await press(pilot, "3", "enter", "ctrl+b")
        assert "» Hva er viktigst?" in screen_text(pilot)
    preparation.share(cast.employee, near, conversation_id)
    async with running(setup_for(cast.leader, near, tmp_path), SMALL) as pilot:
        await press(pilot, "3", "enter", "ctrl+b")
        assert "» Hva vil du?" in screen_text(pilot)
        await press(pilot, "ctrl+b")
        assert "» Hva er viktigst?" in screen_text(pilot)


def _shared(cast: Cast, at: datetime, conversation_id: int) -> dict[str, object]:
    from tui_app.services.conversations import conversation_view

    return dict(conversation_view.get_view(cast.leader, at, conversation_id).their_preparation.answers)


async def test_the_warm_up_that_was_chosen_is_there_again(
    cast: Cast, now: datetime, near: datetime, tmp_path: Path
) -> None:
    conversation_id = conversations.planned(cast, now)
    sessions.save_warm_up(cast.leader, now, conversation_id, ["Hva er viktigst?"], "Vent")
    async with running(setup_for(cast.leader, near, tmp_path), SMALL) as pilot:
        await press(pilot, "7", "down", "down", "down", "enter")
        await shows(pilot, "✓ Hva er viktigst?")
        await press(pilot, "space", "enter", "enter")
        await shows(pilot, "Choose a question first")
        assert "Choose three questions: 0 of 3" in screen_text(pilot)
        assert sessions.warm_up(cast.leader, near, conversation_id) == WarmUp(("Hva er viktigst?",), "Vent")
        await press(pilot, "a")
        await write(pilot, "Hva ellers?")
        await press(pilot, "enter", "enter", "a")
        await write(pilot, "Tell til fem")
        await press(pilot, "enter")
    assert sessions.warm_up(cast.leader, near, conversation_id) == WarmUp(("Hva ellers?",), "Tell til fem")
