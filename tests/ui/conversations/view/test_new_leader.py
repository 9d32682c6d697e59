"""What becomes of a conversation when the employee has a new leader."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.ui.conversations.view.views import go, view_of
from tests.ui.screens import press, say_yes, screen_text, shows
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.conversations import conversation_view, preparation
from tui_app.services.minutes import drafting, submission
from tui_app.services.people import people


def led_by_nina(kari: Viewer, ola: Person, now: datetime) -> Person:
    """Nina leads Ola from now on."""
    nina = people.add(kari, now, validate_draft(PersonDraft, {"name": "Nina Berg"}))
    changed = validate_draft(PersonDraft, {"name": ola.name, "leader_id": nina.id})
    people.edit(kari, now, ola.id, people.get_for_editing(kari, now, ola.id).version, changed)
    return nina


async def test_what_was_shared_with_the_former_leader_is_shared_with_the_new_one_with_one_key(
    kari: Viewer, ola: Person, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    preparation.save_answer(employee, now, talk, "proud", "Fine", 0)
    preparation.share(employee, now, talk)
    nina = led_by_nina(kari, ola, now)
    async with view_of(employee, talk, now, tmp_path, (80, 24)) as pilot:
        await shows(pilot, "You had shared with Kari.")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Nina Berg sees your answers")
        await say_yes(pilot)
        await shows(pilot, "You have shared your")
        await press(pilot, "escape")
    assert (
        conversation_view.get_view(Viewer(nina.id, nina.name), now, talk).their_preparation.answers["proud"].value
        == "Fine"
    )


async def test_an_unsigned_conversation_is_handed_to_the_new_leader_by_the_employee(
    kari: Viewer, ola: Person, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    nina = led_by_nina(kari, ola, now)
    async with view_of(employee, held, now, tmp_path, (80, 24)) as pilot:
        await shows(pilot, "Nina leads you now")
        await go(pilot, "Hand over to new leader")
        await shows(pilot, "the answers you")
        await shows(pilot, "this signs them again")
        await say_yes(pilot)
        await shows(pilot, "Submitted. Nina is reading")
    async with view_of(Viewer(nina.id, nina.name), held, now, tmp_path) as pilot:
        await shows(pilot, "We talked")
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await shows(pilot, "Signed by Nina Berg")


async def test_an_amendment_is_handed_to_the_new_leader_by_the_employee(
    kari: Viewer, ola: Person, employee: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    nina = led_by_nina(kari, ola, now)
    async with view_of(employee, signed, now, tmp_path, (80, 24)) as pilot:
        await shows(pilot, "Signed by both.")
        assert "Hand over to new leader" not in screen_text(pilot)
        await go(pilot, "Write an amendment")
        await say_yes(pilot)
        await shows(pilot, "Nina leads you now")
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await go(pilot, "Hand over to new leader")
        await shows(pilot, "this signs them again")
        await shows(pilot, "the minutes already signed")
        await shows(pilot, "cannot be undone.")
        await say_yes(pilot)
        await shows(pilot, "Submitted. Nina is reading")
    async with view_of(Viewer(nina.id, nina.name), signed, now, tmp_path) as pilot:
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await shows(pilot, "Amendment 1")
