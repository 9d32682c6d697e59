"""Submitted and signed minutes: read, saved to files, stated about and amended."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from tests.services.sample_conversations import set_bookmark
from tests.ui.conversations.view.views import go, view_of
from tests.ui.screens import press, running, say_yes, screen_text, settled, setup_for, shows, write
from tui_app.domain.actions.changes import MoveDue
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.minutes import amendments, drafting, export, signing, submission
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.tables import registry as tables
from tui_app.text.conversations.minutes import minutes_file_name


async def test_a_statement_stands_beside_and_an_amendment_shows_what_it_changed(
    kari: Viewer, employee: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(kari, signed, now, tmp_path) as pilot:
        await go(pilot, "Write a statement")
        await write(pilot, "I see it otherwise")
        await go(pilot, "Add the statement")
        await shows(pilot, "It is shown beside the signed text")
        await say_yes(pilot)
        await settled(pilot)
        await shows(pilot, "Statement by Kari Nordmann")
        await go(pilot, "Write an amendment")
        await say_yes(pilot)
    async with view_of(employee, signed, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await write(pilot, " and agreed")
        await go(pilot, "Sign and submit")
        await say_yes(pilot)
    signing.sign(kari, now, signed)
    async with view_of(employee, signed, now, tmp_path) as pilot:
        await go(pilot, "What was changed")
        await shows(pilot, "− We talked")
        await shows(pilot, "+ We talked and agreed")
        await go(pilot, "Signed minutes")
        await shows(pilot, "I see it otherwise")


async def test_a_file_that_is_there_already_is_replaced_only_when_somebody_says_so(
    kari: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    file = tmp_path / minutes_file_name(export.export_conversation(kari, now, signed)[0], "md")
    file.write_text("mine")
    async with view_of(kari, signed, now, tmp_path) as pilot:
        await go(pilot, "Save to file")
        await press(pilot, "end", "backspace", "backspace", "backspace", "m", "d", "enter")
        await shows(pilot, "Replace the file?")
        await press(pilot, "enter")
        assert file.read_text() == "mine"
        await press(pilot, "ctrl+s", "tab", "enter")
        assert "We talked" in file.read_text()


async def test_what_a_pdf_cannot_show_is_said_before_it_is_saved(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    drafting.save_section(employee, now, held, "work", "We talked 🦊 王", 0)
    submission.submit(employee, now, held, "en")
    signing.sign(kari, now, held)
    async with view_of(kari, held, now, tmp_path) as pilot:
        await go(pilot, "Save to file")
        await press(pilot, "enter")
        await shows(pilot, "The PDF has no letters for: 🦊")
        await press(pilot, "escape")
        await shows(pilot, "A .md file shows every letter.")
        file = tmp_path / minutes_file_name(export.export_conversation(kari, now, held)[0])
        assert not file.exists()
        await press(pilot, "ctrl+s")
        await shows(pilot, "Save with boxes?")
        await say_yes(pilot)
        await shows(pilot, "Saved:")
        assert file.read_bytes().startswith(b"%PDF")


async def test_a_signed_text_that_was_changed_outside_says_so(
    kari: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    with writing(), bypassing_row_security():
        row = tables.Minutes.get(tables.Minutes.conversation == signed)
        tables.Minutes.update(signed=row.signed.replace("We talked", "We fought")).execute()
    async with view_of(kari, signed, now, tmp_path) as pilot:
        await shows(pilot, "this text is not the one that was signed")


async def test_a_statement_half_written_is_not_thrown_away_by_one_key(
    kari: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(kari, signed, now, tmp_path) as pilot:
        await go(pilot, "Write a statement")
        await write(pilot, "I see it")
        await press(pilot, "escape", "escape")
        await settled(pilot)
    assert export.export_conversation(kari, now, signed)[0].statements == ()
    async with view_of(kari, signed, now, tmp_path) as pilot:
        await shows(pilot, "I see it")
        await go(pilot, "Add the statement")
        await say_yes(pilot)
        await shows(pilot, "Statement by Kari Nordmann")
        assert "Only you see this" not in screen_text(pilot)


async def test_an_amendment_is_given_up_after_a_question(
    employee: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    amendments.start(employee, now, signed)
    async with view_of(employee, signed, now, tmp_path, (80, 24)) as pilot:
        await go(pilot, "Work")
        await write(pilot, " nonsense")
        await go(pilot, "Discard the amendment")
        await shows(pilot, "is discarded")
        await say_yes(pilot)
        await shows(pilot, "Signed by both.")
        await go(pilot, "Write an amendment")
        await say_yes(pilot)
        await go(pilot, "Work")
        await shows(pilot, "We talked")
        assert "nonsense" not in screen_text(pilot)


async def test_the_leader_reads_what_was_submitted_whatever_happens_to_the_actions_since(
    kari: Viewer, ola: Person, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    values = {"text": "Take a course", "responsible_id": ola.id, "due": date(2026, 12, 1), "conversation_id": held}
    receipt = actions.add(kari, now, ola.id, validate_draft(ActionDraft, values))
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    target = actions_of(kari, now, receipt.subject_id)
    actions.change(kari, now, [target], MoveDue(date(2027, 6, 1)))
    async with view_of(kari, held, now, tmp_path) as pilot:
        await go(pilot, "Full minutes")
        await shows(pilot, "1 December 2026")


async def test_what_was_submitted_opens_whole_though_one_left_among_the_questions(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    set_bookmark(kari, held, "well")
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    async with view_of(kari, held, now, tmp_path) as pilot:
        assert pilot.app.screen.query_one("#view-page").border_title == "Full minutes"
        assert "We talked" in screen_text(pilot)


async def test_the_help_lists_no_key_that_rests(kari: Viewer, signed: int, now: datetime, tmp_path: Path) -> None:
    async with view_of(kari, signed, now, tmp_path) as pilot:
        await press(pilot, "f1")
        await shows(pilot, "Everywhere")
        listed = screen_text(pilot).partition("Everywhere")[0]
        assert "Ctrl+S" in listed
        assert "Open question" not in listed
        assert "New action" not in listed


def actions_of(viewer: Viewer, now: datetime, action_id: int) -> ActionVersion:
    """The action as a target at its present version."""
    action = actions.get(viewer, now, action_id)
    return ActionVersion(action.id, action.version)


async def test_an_amendment_says_whose_turn_it_is(
    kari: Viewer, employee: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    amendments.start(kari, now, signed)
    async with running(setup_for(employee, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "3")
        await shows(pilot, "Your turn")
        await shows(pilot, "finish the minutes")
    submission.submit(employee, now, signed, "en")
    async with running(setup_for(kari, now, tmp_path), (120, 30)) as pilot:
        await shows(pilot, "minutes await you")
