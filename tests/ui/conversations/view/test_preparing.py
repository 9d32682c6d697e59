"""Preparing a conversation at the keyboard, and sharing what was prepared."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from tests.ui.conversations.view.views import go, view_of
from tests.ui.screens import press, running, say_yes, screen_text, settled, setup_for, shows, write
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.conversations import conversation_view, planning, preparation, topics
from tui_app.services.people import goals, person_page
from tui_app.ui.messages import OpenConversation


async def test_what_one_prepares_is_private_until_it_is_shared(
    kari: Viewer, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, talk, now, tmp_path) as pilot:
        await shows(pilot, "Prepare.")
        await go(pilot, "Work")
        assert "What do you value?" not in screen_text(pilot)
        await write(pilot, "the new ward")
        await press(pilot, "escape")
        await shows(pilot, "saved")
    async with view_of(kari, talk, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await shows(pilot, "What do you value?")
        assert "the new ward" not in screen_text(pilot)
        preparation.share(employee, now, talk)
        pilot.app.refresh_screens()  # type: ignore[attr-defined]
        await settled(pilot)
        await shows(pilot, "Ola: the new ward")


async def test_somebody_elses_change_may_come_while_the_view_is_being_made(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(employee, now, tmp_path)) as pilot:
        app: Any = pilot.app
        app.ctx.open(OpenConversation(talk))
        for _ in range(100):
            app.refresh_screens()
            await asyncio.sleep(0)
        await shows(pilot, "Prepare.")


async def test_every_kind_of_question_is_answered_with_the_keyboard(
    kari: Viewer, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, talk, now, tmp_path) as pilot:
        await go(pilot, "Kinds")
        await press(pilot, "4", "tab", "right", "tab", "right", "right", "tab", "down", "space", "tab")
        await write(pilot, "friday")
        await press(pilot, "escape")
    answers = {
        key: one.value for key, one in conversation_view.get_view(employee, now, talk).my_preparation.answers.items()
    }
    assert answers == {"well": 4, "yes": True, "one": "b", "some": ["b"], "day": "2026-11-27"}


async def test_a_text_that_is_too_long_is_told_and_stays_in_its_field(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, talk, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await write(pilot, "the new ward")
        field: Any = pilot.app.focused
        pilot.app.post_message(Paste("ord " * 5000))
        await shows(pilot, "This is too long.")
        assert len(field.text) == 20_012
        field.text = "Shorter."
        await press(pilot, "escape")
    assert conversation_view.get_view(employee, now, talk).my_preparation.answers["proud"].value == "Shorter."


async def test_last_times_agreements_get_their_status_with_one_key(
    kari: Viewer, ola: Person, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    goal = {"text": "Lead the ward", "kind": GoalKind.WORK}
    goals.add(kari, now, ola.id, validate_draft(GoalDraft, goal))
    action = {"text": "Take a course", "responsible_id": ola.id, "due": date(2026, 12, 1)}
    actions.add(kari, now, ola.id, validate_draft(ActionDraft, action))
    topics.add(employee, now, ola.id, validate_draft(TopicDraft, {"text": "Holidays"}))
    async with view_of(kari, talk, now, tmp_path) as pilot:
        await go(pilot, "Since last time")
        await press(pilot, "space", "down", "space", "down", "space")
        assert "Lead the ward" in screen_text(pilot)
    page = person_page.get(kari, now, ola.id)
    assert [one.status for one in page.goals] == ["reached"]
    assert [one.status for one in page.actions] == ["done"]
    assert page.topics == ()


async def test_an_open_question_is_one_key_away(kari: Viewer, talk: int, now: datetime, tmp_path: Path) -> None:
    async with view_of(kari, talk, now, tmp_path) as pilot:
        await press(pilot, "ctrl+b")
        first = screen_text(pilot)
        assert "»" in first
        await press(pilot, "ctrl+b")
        await shows(pilot, "»")
        assert screen_text(pilot) != first


async def test_nothing_is_shared_before_one_has_said_so(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, talk, now, tmp_path) as pilot:
        await press(pilot, "ctrl+s")
        await shows(pilot, "Required (*) and not answered:")
        await press(pilot, "escape")
        assert conversation_view.get_view(employee, now, talk).my_preparation.shared_at is None
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await shows(pilot, "You have shared your")


async def test_what_is_written_while_the_other_cancels_is_shown_to_its_writer(
    kari: Viewer, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, talk, now, tmp_path) as pilot:
        await press(pilot, "ctrl+down")
        await write(pilot, "Stolt av laget")
        await pilot.app.screen.flush()  # type: ignore[attr-defined]
        conversation = conversation_view.get(kari, now, talk)
        planning.cancel(kari, now, talk, conversation.version, validate_draft(ReasonDraft, {"reason": "Syk"}))
        pilot.app.post_message(Paste(" og vakten"))
        await shows(pilot, "This could not be saved")
        assert "What are you proud of?" in screen_text(pilot)
        assert "can no longer be edited" in screen_text(pilot)
        assert "Stolt av laget og vakten" in screen_text(pilot)
        await press(pilot, "tab", "enter")
        assert pilot.app.clipboard == "Stolt av laget og vakten"
        await press(pilot, "escape", "escape", "escape")
        await settled(pilot)
        assert len(pilot.app.screen_stack) == 1, "one can leave"
    async with running(setup_for(employee, now, tmp_path)) as pilot:
        await shows(pilot, "Stolt av laget og vakten")
        await press(pilot, "tab", "right", "enter")
    async with running(setup_for(employee, now, tmp_path)) as pilot:
        await pilot.pause(0.6)
        await settled(pilot)
        assert "Stolt av laget" not in screen_text(pilot)


async def test_a_text_that_is_too_long_is_said_and_can_be_shortened(
    kari: Viewer, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, talk, now, tmp_path) as pilot:
        await press(pilot, "ctrl+down")
        pilot.app.post_message(Paste("Stolt. " * 3_000))
        await shows(pilot, "This is too long.")
        await press(pilot, "escape", "escape")
        await shows(pilot, "This could not be saved")
        assert conversation_view.get_view(employee, now, talk).my_preparation.answers == {}
        await press(pilot, "tab", "tab", "enter")
        pilot.app.ctx.open(OpenConversation(talk))  # type: ignore[attr-defined]
        await shows(pilot, "Share my preparation")
        await press(pilot, "ctrl+down")
        await write(pilot, "Kort")
        await press(pilot, "escape", "escape")
        await settled(pilot)
        assert conversation_view.get_view(employee, now, talk).my_preparation.answers["proud"].value == "Kort"


async def test_what_was_answered_a_moment_ago_is_not_asked_for_when_sharing(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.ui.editing.autosave.SAVE_DELAY_SECONDS", 60)
    async with view_of(employee, talk, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await write(pilot, "The new ward")
        await press(pilot, "ctrl+s")
        await shows(pilot, "sees your answers from now on")
        assert "not answered" not in screen_text(pilot)


async def test_the_frame_names_the_key_to_the_next_section_also_beside_a_field(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, talk, now, tmp_path) as pilot:
        await shows(pilot, "Ctrl+↓ Next section ─╯")
        await press(pilot, "ctrl+down")
        await write(pilot, "Stolt av laget")
        await pilot.app.screen.flush()  # type: ignore[attr-defined]
        await shows(pilot, "Ctrl+↓ Next section · saved")
        await press(pilot, *["ctrl+down"] * 9)
        await shows(pilot, "━ Goals and actions")
        assert "Next section ·" not in screen_text(pilot)
