"""Hostile words on the pages of a conversation, and all of it in a small terminal."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from tests.ui.conversations.view.views import go, view_of
from tests.ui.screens import links_on, screen_text, shows
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.conversations import preparation, topics
from tui_app.services.minutes import comments, drafting, signing, statements, submission

HOSTILE = "[@click=app.quit]x[/] \x1b]0;x\x07 [/nope]"


async def test_hostile_words_stay_words_on_every_page(
    kari: Viewer, ola: Person, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    preparation.save_answer(employee, now, held, "proud", HOSTILE, 0)
    preparation.share(employee, now, held)
    drafting.save_section(employee, now, held, "work", HOSTILE, 0)
    topics.add(employee, now, ola.id, validate_draft(TopicDraft, {"text": HOSTILE}))
    values = {"text": HOSTILE, "responsible_id": ola.id, "due": date(2026, 12, 1), "conversation_id": held}
    actions.add(kari, now, ola.id, validate_draft(ActionDraft, values))
    submission.submit(employee, now, held, "en")
    comments.save_comment(kari, now, held, "work", HOSTILE, 0)
    signing.return_minutes(kari, now, held)
    submission.submit(employee, now, held, "en")
    comments.save_comment(kari, now, held, "work", HOSTILE, 0)
    for viewer in (kari, employee):
        async with view_of(viewer, held, now, tmp_path) as pilot:
            for page in ("Full minutes", "Since last time", "Work"):
                await go(pilot, page)
                await shows(pilot, "[@click=app.quit]x[/]")
                assert links_on(pilot) == []
    signing.sign(kari, now, held)
    statements.add(kari, now, held, HOSTILE)
    async with view_of(kari, held, now, tmp_path) as pilot:
        await shows(pilot, "[@click=app.quit]x[/]")
        assert links_on(pilot) == []


async def test_it_is_all_there_in_a_small_terminal(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with view_of(employee, held, now, tmp_path, (80, 24)) as pilot:
        await go(pilot, "Work")
        text = screen_text(pilot)
        assert "Minutes" in text
        assert "What are you proud of?" in text
        assert "0 of 30 min" in text
        assert "F1 Help" in text
