"""The foot of a page: the key that goes on and what was saved; what is not saved is never cut."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.screens import press, resize, running, screen_text, setup_for, shows
from tui_app.domain.errors import StorageError
from tui_app.domain.records.person import Viewer
from tui_app.text.conversations.saving import unsaved_texts
from tui_app.text.i18n import using_language
from tui_app.ui.content import plain
from tui_app.ui.context import context_of
from tui_app.ui.conversations.view.page_view import PageView
from tui_app.ui.messages import OpenConversation


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


@pytest.mark.parametrize(
    ("language", "hint", "sign"),
    [
        ("en", "Next section", "not saved since 12:07 · the database does not answer"),
        ("nb", "Neste del", "ikke lagret siden 12:07 · databasen svarer ikke"),
    ],
)
async def test_what_is_not_saved_comes_before_the_key(
    cast: Cast, now: datetime, tmp_path: Path, language: str, hint: str, sign: str
) -> None:
    talk = conversations.planned(cast, now)
    with using_language(language):
        async with running(setup_for(cast.employee, now, tmp_path), (140, 30)) as pilot:
            context_of(pilot.app).open(OpenConversation(talk))
            await shows(pilot, "Arbeidet")
            await press(pilot, "ctrl+down")
            await shows(pilot, hint)
            pilot.app.screen.query_one(PageView)._show_sign([plain(sign)])
            await shows(pilot, f"{hint} · {sign}")
            await resize(pilot, (100, 30))
            await shows(pilot, sign)
            assert f"{hint} ·" not in screen_text(pilot)
            await resize(pilot, (140, 30))
            await shows(pilot, f"{hint} · {sign}")


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
@pytest.mark.parametrize("code", ["", "disk_full", "read_only", "database_busy", "database_unreachable", "other"])
async def test_why_something_is_not_saved_is_whole_in_the_smallest_terminal(
    cast: Cast, now: datetime, tmp_path: Path, language: str, code: str
) -> None:
    talk = conversations.planned(cast, now)
    error = StorageError(code) if code else None
    with using_language(language):
        async with running(setup_for(cast.employee, now, tmp_path), (80, 24)) as pilot:
            context_of(pilot.app).open(OpenConversation(talk))
            await shows(pilot, "Arbeidet")
            signs = unsaved_texts(now - timedelta(days=20), error, now)
            pilot.app.screen.query_one(PageView)._show_sign([plain(sign) for sign in signs])
            await shows(pilot, signs[-1])
