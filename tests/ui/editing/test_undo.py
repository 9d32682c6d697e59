"""What undo says and where it stops: it never goes past a step that cannot be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.conversations.test_next_step import open_conversation
from tests.ui.editing.test_unsaved import agree
from tests.ui.screens import press, running, say_yes, screen_text, setup_for, shows
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.retention import RetentionKind
from tui_app.services.accounts import accounts
from tui_app.services.actions import actions
from tui_app.services.administration import retention, stand_ins
from tui_app.services.people import goals
from tui_app.ui.context import AppContext, context_of


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


async def test_undo_does_not_pass_a_step_that_cannot_be_undone(cast: Cast, now: datetime, tmp_path: Path) -> None:
    conversation_id = conversations.drafted(cast, now)
    values = {"text": "Ta kurs", "responsible_id": cast.employee.id, "due": date(2026, 11, 27)}
    action_id = actions.add(cast.employee, now, cast.employee.id, validate_draft(ActionDraft, values)).subject_id
    async with running(setup_for(cast.employee, now, tmp_path)) as pilot:
        await press(pilot, "2", "space")
        assert actions.get(cast.employee, now, action_id).status is ActionStatus.DONE
        await open_conversation(pilot, conversation_id)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Submitting also signs")
        await say_yes(pilot)
        await shows(pilot, "Submitted to")
        await press(pilot, "escape", "escape", "2")
        for _ in range(2):
            await press(pilot, "u")
            await shows(pilot, "“Sign and submit” cannot be undone.")
    assert actions.get(cast.employee, now, action_id).status is ActionStatus.DONE
    assert conversations.state(cast, now, conversation_id) is ConversationState.SUBMITTED


@pytest.mark.parametrize(
    ("done", "label"),
    [
        (lambda ctx, ola: ctx.call(accounts.issue_code, ctx.hasher, ola.id), "New one-time code"),
        (lambda ctx, ola: ctx.call(partial(accounts.set_open, is_open=False), ola.id), "People and accounts"),
        (lambda ctx, ola: ctx.call(retention.set_months, {RetentionKind.AGREED: 36}), "Retention"),
        (lambda ctx, ola: ctx.call(stand_ins.add, ctx.me.id, ola.id, ctx.today, ctx.today), "New stand-in"),
    ],
)
async def test_undo_stops_at_what_an_administrator_did(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, done: Callable[[AppContext, Person], Any], label: str
) -> None:
    action_id = agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "space")
        await done(context_of(pilot.app), ola)
        await press(pilot, "u")
        await shows(pilot, f"“{label}” cannot be undone.")
    assert actions.get(kari, now, action_id).status is ActionStatus.DONE


async def test_undoing_on_another_page_asks_first(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.ui.editing.undoable.OFFERED_SECONDS", 0.0)
    action_id = agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "space", "3", "u")
        await shows(pilot, "This undoes what you did on another page: Done: “Ta kurs”")
        await press(pilot, "escape")
        assert actions.get(kari, now, action_id).status is ActionStatus.DONE
        await press(pilot, "u", "enter")
        await shows(pilot, "Undone: Done: “Ta kurs”")
    assert actions.get(kari, now, action_id).status is ActionStatus.OPEN


async def test_undoing_where_it_was_done_asks_nothing(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.ui.editing.undoable.OFFERED_SECONDS", 0.0)
    action_id = agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "space", "3", "1", "u")
        await shows(pilot, "Undone: Done: “Ta kurs”")
    assert actions.get(kari, now, action_id).status is ActionStatus.OPEN


async def test_undo_names_what_was_undone(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "space", "u")
        await shows(pilot, "Undone: Done: “Ta kurs”")


async def test_undo_never_tells_people_that_they_themselves_are_in_the_way(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    goal = goals.add(kari, now, ola.id, validate_draft(GoalDraft, {"text": "Lede", "kind": GoalKind.WORK}))
    draft = {"text": "Ta kurs", "responsible_id": ola.id, "due": date(2026, 11, 27), "goal_id": goal.subject_id}
    actions.add(kari, now, ola.id, validate_draft(ActionDraft, draft))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        context_of(pilot.app).commit(goal)
        await press(pilot, "u")
        await shows(pilot, "You have since built on it")
        assert "Kari Nordmann has since" not in screen_text(pilot)
