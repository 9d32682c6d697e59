"""Writing minutes, returning and submitting them, from both sides."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from textual.events import Paste

from tests.ui.conversations.view.views import go, view_of
from tests.ui.screens import press, say_yes, screen_text, settled, shows, write
from tui_app.domain.drafts.actions import GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.minutes import drafting, export, submission
from tui_app.services.people import goals


async def test_the_employee_writes_the_leader_returns_and_signs(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, held, now, tmp_path) as pilot:
        await shows(pilot, "Your turn: write the")
        await go(pilot, "Work")
        await write(pilot, "We talked about nights")
        await press(pilot, "ctrl+n")
        await write(pilot, "New roster")
        await press(pilot, "enter")
        await write(pilot, "+14")
        await press(pilot, "ctrl+s")
        await go(pilot, "Sign and submit")
        assert "No action agreed" not in screen_text(pilot)
        await say_yes(pilot)
        await shows(pilot, "Submitted")
    async with view_of(kari, held, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await shows(pilot, "We talked about nights")
        await go(pilot, "Comment on a section")
        await write(pilot, "And the weekends?")
        await go(pilot, "Return")
        await shows(pilot, "Work: And the weekends?")
        assert conversation_view.get_view(employee, now, held).comments == ()
        await say_yes(pilot)
        await shows(pilot, "Ola writes the minutes")
    async with view_of(employee, held, now, tmp_path) as pilot:
        await shows(pilot, "returned")
        await go(pilot, "Work")
        await shows(pilot, "Kari Nordmann comments, 12:00: And the weekends?")
        await write(pilot, " and weekends")
        await go(pilot, "Sign and submit")
        await say_yes(pilot)
    async with view_of(kari, held, now, tmp_path) as pilot:
        await go(pilot, "Sign")
        await say_yes(pilot)
        await shows(pilot, "Fingerprint")
        text = screen_text(pilot)
        assert "Signed by both" in text
        assert "We talked about nights and weekends" in text
        assert "New roster" in text
        (signed,) = export.export_conversation(kari, now, held)
        assert signed.sha256[:12] in text


async def test_minutes_without_an_action_are_pointed_out_and_may_be_submitted(
    kari: Viewer, ola: Person, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    goal = {"text": "Lead the ward", "kind": GoalKind.WORK, "conversation_id": held}
    goals.add(kari, now, ola.id, validate_draft(GoalDraft, goal))
    drafting.save_section(employee, now, held, "work", "Words", 0)
    async with view_of(employee, held, now, tmp_path) as pilot:
        await press(pilot, "ctrl+s")
        await shows(pilot, "No action agreed")
        await shows(pilot, "No action supports the goal “Lead the ward”")
        await press(pilot, "escape")
        await shows(pilot, "Your turn")
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await shows(pilot, "Submitted")


async def test_a_text_saved_elsewhere_is_not_overwritten(
    employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, held, now, tmp_path) as pilot:
        await go(pilot, "Work")
        drafting.save_section(employee, now, held, "work", "from the other terminal", 0)
        await press(pilot, "h", "tab")  # quicker than the saving by itself
        await shows(pilot, "Edited in two places")
        text = screen_text(pilot)
        assert "from the other terminal" in text
        await press(pilot, "enter")
        await settled(pilot)
    draft = conversation_view.get_view(employee, now, held).draft
    assert draft is not None
    assert draft.texts["work"].value == "from the other terminal\n\nh"


async def test_what_another_terminal_saves_appears_in_a_field_where_nothing_is_unsaved(
    employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    drafting.save_section(employee, now, held, "work", "first", 0)
    async with view_of(employee, held, now, tmp_path) as pilot:
        await go(pilot, "Work")
        drafting.save_section(employee, now, held, "work", "second", 1)
        pilot.app.refresh_screens()  # type: ignore[attr-defined]
        await settled(pilot)
        await shows(pilot, "second")
        await write(pilot, " third")
        await press(pilot, "escape")
    draft = conversation_view.get_view(employee, now, held).draft
    assert draft is not None
    assert draft.texts["work"].value == "second third"


async def test_a_page_that_one_comes_back_to_shows_what_was_written_there(
    employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, held, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await write(pilot, "We talked")
        await press(pilot, "ctrl+down", "ctrl+up")
        await shows(pilot, "We talked")


async def test_returning_without_a_comment_goes_to_where_one_is_written(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    async with view_of(kari, held, now, tmp_path, (80, 24)) as pilot:
        await go(pilot, "Return")
        await shows(pilot, "First write what should be changed")
        await write(pilot, "All of it")
        await go(pilot, "Sign")
        await shows(pilot, "comments that are not returned")
        await press(pilot, "escape")
        await go(pilot, "Return")
        await shows(pilot, "overall: All of it")
        await say_yes(pilot)
        await shows(pilot, "Ola writes the minutes")
    assert [one.text for one in conversation_view.get_view(employee, now, held).comments] == ["All of it"]


@pytest.mark.parametrize("shown", [False, True])
async def test_what_the_leader_agrees_while_the_minutes_are_returned_stands_on_a_page(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path, shown: bool
) -> None:
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    drafting.share_draft(employee, now, held, shared=shown)
    submission.submit(employee, now, held, "en")
    async with view_of(kari, held, now, tmp_path, (80, 24)) as pilot:
        await shows(pilot, "Full minutes")
        assert "Goals and actions" not in screen_text(pilot)
        await go(pilot, "Return")
        await write(pilot, "What about the roster?")
        await go(pilot, "Return")
        await say_yes(pilot)
        await press(pilot, "ctrl+n")
        await write(pilot, "New roster")
        await press(pilot, "enter")
        await write(pilot, "+14")
        await press(pilot, "ctrl+s")
        await go(pilot, "Goals and actions")
        await shows(pilot, "New roster")


async def test_minutes_without_a_text_are_submitted_after_a_warning(
    employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, held, now, tmp_path, (80, 24)) as pilot:
        await go(pilot, "Sign and submit")
        await shows(pilot, "The minutes are empty.")
        await say_yes(pilot)
        await shows(pilot, "Submitted. Kari is reading")


async def test_what_another_terminal_wrote_unseen_is_not_submitted(
    employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, held, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await write(pilot, "We talked")
        await press(pilot, "ctrl+down")
        pilot.app.refresh_screens()  # type: ignore[attr-defined]
        await shows(pilot, "Show the draft")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Submitting also signs")
        drafting.save_section(employee, now, held, "kinds", "from elsewhere", 0)
        await say_yes(pilot)
        await shows(pilot, "just changed this")
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await shows(pilot, "Submitted. Kari is reading")


async def test_what_is_written_in_minutes_that_are_submitted_elsewhere_is_put_aside(
    kari: Viewer, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    planning.start(kari, now, talk)
    drafting.save_section(employee, now, talk, "work", "Vi snakket", 0)
    async with view_of(employee, talk, now, tmp_path) as pilot:
        await shows(pilot, "Vi snakket")
        submission.submit(employee, now, talk, "en")
        pilot.app.set_focus(pilot.app.screen.query_one("#m-work"))
        pilot.app.post_message(Paste(" om mer"))
        await shows(pilot, "This could not be saved")
        assert "Minutes" in screen_text(pilot)
        assert "om mer" in screen_text(pilot)
