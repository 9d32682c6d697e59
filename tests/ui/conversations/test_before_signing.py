"""What changed stands where one decides: before an amendment is signed, and before an unchanged one is submitted."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.conversations.test_next_step import open_conversation
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.actions.changes import MoveDue
from tui_app.domain.conversations.submission import MinutesGap
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import amendments, drafting, submission
from tui_app.ui.conversations.signed_minutes import changes_before_signing


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


def amend(cast: Cast, now: datetime, text: str | None) -> int:
    """Signed minutes with an amendment under way; None leaves its text as it was."""
    conversation_id = conversations.signed(cast, now, "Nights\nDays")
    amendments.start(cast.employee, now, conversation_id)
    draft = conversation_view.get_view(cast.employee, now, conversation_id).draft
    assert draft is not None
    if text is not None:
        drafting.save_section(cast.employee, now, conversation_id, "work", text, draft.texts["work"].version)
    return conversation_id


async def test_a_leader_sees_what_an_amendment_changes_before_signing_it(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    conversation_id = amend(cast, now, "Nights\nEvenings")
    submission.submit(cast.employee, now, conversation_id, "nb")
    async with running(setup_for(cast.leader, now, tmp_path), (80, 24)) as pilot:
        await open_conversation(pilot, conversation_id)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Sign the minutes")
        text = screen_text(pilot)
        assert "− Days" in text
        assert "+ Evenings" in text
        assert "Nights" not in text.partition("Sign the minutes")[2]


def test_a_long_text_that_is_written_anew_is_compared_at_once(cast: Cast, now: datetime) -> None:
    old, new = ("\n".join(f"{word} {number * 7919} og det vi sa" for number in range(600)) for word in ("Natt", "Dag"))
    conversation_id = conversations.signed(cast, now, old)
    amendments.start(cast.employee, now, conversation_id)
    draft = conversation_view.get_view(cast.employee, now, conversation_id).draft
    assert draft is not None
    drafting.save_section(cast.employee, now, conversation_id, "work", new, draft.texts["work"].version)
    submission.submit(cast.employee, now, conversation_id, "nb")
    view = conversation_view.get_view(cast.leader, now, conversation_id)
    begun = time.process_time()
    found = changes_before_signing(view)
    assert time.process_time() - begun < 2, "letter by letter it takes minutes"
    assert found is not None
    assert found.plain.index("− Natt 7919 ") < found.plain.index("+ Dag 7919 ") < found.plain.index("− Natt 15838 ")


async def test_a_long_change_leaves_the_answers_on_the_screen(cast: Cast, now: datetime, tmp_path: Path) -> None:
    conversation_id = amend(cast, now, "\n".join(f"Line {number}" for number in range(60)))
    submission.submit(cast.employee, now, conversation_id, "nb")
    async with running(setup_for(cast.leader, now, tmp_path), (80, 24)) as pilot:
        await open_conversation(pilot, conversation_id)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Not yet")


async def test_an_action_that_was_moved_since_it_was_submitted_is_pointed_out(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    conversation_id = conversations.drafted(cast, now)
    action_id = conversations.agree_action(cast, now, conversation_id, cast.employee)
    submission.submit(cast.employee, now, conversation_id, "nb")
    version = actions.get(cast.leader, now, action_id).version
    actions.change(cast.leader, now, [ActionVersion(action_id, version)], MoveDue(date(2027, 3, 1), "syk"))
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        await open_conversation(pilot, conversation_id)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Changed since it was submitted")
        assert "+ Ta kurs · Ola Hansen · Monday 1 March 2027" in screen_text(pilot)


async def test_first_minutes_without_changes_are_signed_with_nothing_to_compare(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    conversation_id = conversations.submitted(cast, now)
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        await open_conversation(pilot, conversation_id)
        await press(pilot, "ctrl+s")
        await shows(pilot, "After this, the text cannot be changed")
        assert "Changed since" not in screen_text(pilot)


async def test_a_leader_sees_what_changed_since_they_returned_the_first_minutes(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    conversation_id = conversations.submitted(cast, now, "Nights\nDays")
    conversations.return_minutes(cast.leader, now, conversation_id, {"work": "Not days"})
    draft = conversation_view.get_view(cast.employee, now, conversation_id).draft
    assert draft is not None
    assert conversation_view.get_view(cast.employee, now, conversation_id).returned is None
    version = draft.texts["work"].version
    drafting.save_section(cast.employee, now, conversation_id, "work", "Nights\nEvenings", version)
    submission.submit(cast.employee, now, conversation_id, "nb")
    async with running(setup_for(cast.leader, now, tmp_path), (80, 24)) as pilot:
        await open_conversation(pilot, conversation_id)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Changed since you returned it:")
        text = screen_text(pilot).partition("Sign the minutes")[2]
        assert "− Days" in text
        assert "+ Evenings" in text
        assert "Nights" not in text


@pytest.mark.parametrize(("text", "is_pointed_out"), [(None, True), ("Nights\nDays", True), ("Nights", False)])
def test_an_amendment_without_a_change_is_pointed_out(
    cast: Cast, now: datetime, text: str | None, is_pointed_out: bool
) -> None:
    conversation_id = amend(cast, now, text)
    gaps = [gap for gap, _goal in submission.list_gaps(cast.employee, now, conversation_id)]
    assert (MinutesGap.UNCHANGED in gaps) is is_pointed_out


async def test_an_action_that_is_moved_while_the_question_is_there_is_pointed_out_before_it_is_signed(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    conversation_id = conversations.drafted(cast, now)
    action_id = conversations.agree_action(cast, now, conversation_id, cast.employee)
    submission.submit(cast.employee, now, conversation_id, "nb")
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        await open_conversation(pilot, conversation_id)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Sign the minutes")
        version = actions.get(cast.employee, now, action_id).version
        actions.change(cast.employee, now, [ActionVersion(action_id, version)], MoveDue(date(2027, 3, 1), "syk"))
        await press(pilot, "left", "enter")
        await shows(pilot, "Changed since it was submitted")
        assert conversations.state(cast, now, conversation_id) is ConversationState.SUBMITTED
        await press(pilot, "left", "enter")
        await shows(pilot, "Signed by both.")
