"""The key for the next step names the step it takes, and sends what is written before anything is final."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.screens import press, running, say_yes, screen_text, settled, setup_for, shows, write
from tui_app.domain.records.conversation import Role
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import conversation_view, preparation
from tui_app.services.minutes import comments, statements
from tui_app.text.i18n import set_language
from tui_app.ui.messages import OpenConversation


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


def key_line(pilot: Pilot[str]) -> str:
    return screen_text(pilot).splitlines()[-1]


async def open_conversation(pilot: Pilot[str], conversation_id: int) -> None:
    pilot.app.ctx.open(OpenConversation(conversation_id))  # type: ignore[attr-defined]
    await settled(pilot)
    await shows(pilot, "Ctrl+S")


async def choose(pilot: Pilot[str], words: str) -> None:
    """Open a page or a step of the list to the left."""
    steps = pilot.app.screen.query_one("#view-pages")
    steps.focus()
    await press(pilot, "home")
    while words not in steps.highlighted_option.prompt.content(40).plain:  # type: ignore[attr-defined]
        await press(pilot, "down")
    await press(pilot, "enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_comment_that_is_not_sent_is_returned_and_never_signed_away(
    cast: Cast, now: datetime, tmp_path: Path, size: tuple[int, int]
) -> None:
    conversation_id = conversations.submitted(cast, now)
    async with running(setup_for(cast.leader, now, tmp_path), size) as pilot:
        await open_conversation(pilot, conversation_id)
        assert "Ctrl+S Sign" in key_line(pilot)
        await choose(pilot, "Comment on a section")
        await write(pilot, "And the nights?")
        await press(pilot, "escape")
        assert "Ctrl+S Return" in key_line(pilot)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Return the minutes")
        assert "And the nights?" in screen_text(pilot)
        await press(pilot, "escape")
        await choose(pilot, "Sign")
        await shows(pilot, "You have comments that are not returned")


async def test_the_key_in_the_same_moment_as_the_last_letter_returns_too(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    conversation_id = conversations.submitted(cast, now)
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        await open_conversation(pilot, conversation_id)
        await choose(pilot, "Comment on a section")
        await pilot.press("x", "ctrl+s")
        await shows(pilot, "Return the minutes")


async def test_a_comment_that_was_written_elsewhere_counts(cast: Cast, now: datetime, tmp_path: Path) -> None:
    conversation_id = conversations.submitted(cast, now)
    comments.save_comment(cast.leader, now, conversation_id, "work", "And the nights?", 0)
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        await open_conversation(pilot, conversation_id)
        assert "Ctrl+S Return" in key_line(pilot)
        saved = conversation_view.get_view(cast.leader, now, conversation_id).my_comments["work"]
        comments.save_comment(cast.leader, now, conversation_id, "work", "", saved.version)
        pilot.app.refresh_screens()  # type: ignore[attr-defined]
        await shows(pilot, "Ctrl+S Sign")


async def test_a_statement_is_added_by_the_key_that_names_it(cast: Cast, now: datetime, tmp_path: Path) -> None:
    conversation_id = conversations.signed(cast, now)
    async with running(setup_for(cast.employee, now, tmp_path)) as pilot:
        await open_conversation(pilot, conversation_id)
        await choose(pilot, "Write a statement")
        await write(pilot, "I see it otherwise.")
        await shows(pilot, "Signed. Your statement is")
        await press(pilot, "escape")
        assert "Ctrl+S Add the statement" in key_line(pilot)
        await press(pilot, "ctrl+s")
        await shows(pilot, "It is shown beside the signed text")
        await say_yes(pilot)
        await shows(pilot, "Signed by both.")
        assert "I see it otherwise." in screen_text(pilot)


async def test_a_half_finished_statement_is_marked_when_the_conversation_is_opened_again(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    conversation_id = conversations.signed(cast, now)
    statements.save_draft(cast.employee, now, conversation_id, "I see", 0)
    async with running(setup_for(cast.employee, now, tmp_path), (80, 24)) as pilot:
        await open_conversation(pilot, conversation_id)
        assert "Add the statement" in screen_text(pilot)
        assert "Your statement is" in screen_text(pilot)
        assert "Ctrl+S Add the statement" in key_line(pilot)


async def test_the_key_is_named_in_the_language_of_the_screen(cast: Cast, now: datetime, tmp_path: Path) -> None:
    conversation_id = conversations.submitted(cast, now)
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        set_language("nb")
        pilot.app.ctx.open(OpenConversation(conversation_id))  # type: ignore[attr-defined]
        await shows(pilot, "Ctrl+S Signer")


async def test_what_was_answered_a_second_ago_is_not_listed_as_open(cast: Cast, now: datetime, tmp_path: Path) -> None:
    conversation_id = conversations.planned(cast, now)
    form = conversation_view.get_view(cast.employee, now, conversation_id).form
    required = next(one for one in form.questions if one.required and one.is_for(Role.EMPLOYEE))
    preparation.save_answer(cast.employee, now, conversation_id, required.key, "", 0)
    async with running(setup_for(cast.employee, now, tmp_path)) as pilot:
        await open_conversation(pilot, conversation_id)
        seen = conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers
        version = seen[required.key].version
        preparation.save_answer(cast.employee, now, conversation_id, required.key, "Turnus", version)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Share my preparation")
        assert "not answered" not in screen_text(pilot)
