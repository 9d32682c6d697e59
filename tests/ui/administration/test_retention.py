"""Retention for an administrator: periods, what is due, erasure, the receipt, holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.screens import links_on, press, running, screen_text, settled, setup_for, shows, write
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt
from tui_app.domain.records.person import Viewer
from tui_app.domain.retention import RetentionKind
from tui_app.services.administration import erasure, retention
from tui_app.services.people import people
from tui_app.text.i18n import set_language
from tui_app.ui.messages import OpenRetention

HOSTILE = "[@click=app.quit]x[/] [/nope]"


@pytest.fixture(autouse=True)
def english() -> Any:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def database(sqlite_address: Any) -> Any:
    """Screens are tried on SQLite; the services below them on both."""
    from tui_app.storage import database as storage
    from tui_app.storage import schema

    storage.bind_database(schema.open_database(sqlite_address))
    return sqlite_address


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Kari administers; Ola has minutes that are due, from a time long ago."""
    long_ago = now - timedelta(days=1200)
    found = cast_of(kari, long_ago)
    conversations.signed(found, long_ago)
    return found


def assert_printed(folder: Path, receipt: ErasureReceipt) -> None:
    (path,) = folder.glob("receipt-*.txt")
    assert receipt.sha256 in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


async def test_an_administrator_sees_what_is_due_erases_it_and_saves_the_receipt(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(cast.administrator, now, tmp_path), (80, 24)) as pilot:
        app: Any = pilot.app
        app.ctx.open(OpenRetention())
        await shows(pilot, "Retention periods")
        assert "nothing erased yet" in screen_text(pilot)
        assert "36 months after the last signing" in screen_text(pilot)
        await press(pilot, "X")
        await shows(pilot, "cannot be undone")
        await press(pilot, "tab", "enter")
        await shows(pilot, "Fingerprint")
        await press(pilot, "escape")
        await shows(pilot, "last erased")
        assert "Nothing is due for erasure." in screen_text(pilot)
        assert "Erase due items" not in screen_text(pilot)
        await press(pilot, "E")
        await shows(pilot, "Export")
        await press(pilot, "enter")
        await shows(pilot, "Saved:")
    last = retention.overview(cast.administrator, now).last_receipt
    assert last is not None
    assert_printed(tmp_path, last)


async def test_a_value_is_set_and_what_does_not_fit_is_said_beside_it(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(cast.administrator, now, tmp_path)) as pilot:
        app: Any = pilot.app
        app.ctx.open(OpenRetention())
        await shows(pilot, "Retention periods")
        await press(pilot, "down", "enter")
        await shows(pilot, "From 12 to 120 months")
        await press(pilot, "backspace", "backspace", "6", "enter")
        await shows(pilot, "too short")
        await press(pilot, "0", "enter")
        await shows(pilot, "60 months after the last signing")
    assert retention.overview(cast.administrator, now).months[RetentionKind.MINUTES] == 60


async def test_none_is_a_number_of_months(cast: Cast, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(cast.administrator, now, tmp_path)) as pilot:
        app: Any = pilot.app
        app.ctx.open(OpenRetention())
        await shows(pilot, "Retention periods")
        await press(pilot, "enter")
        await shows(pilot, "From 0 to 12 months")
        assert "Not understood" not in screen_text(pilot)
        await press(pilot, "backspace", "3", "enter")
        await shows(pilot, "3 months after signing")
        await press(pilot, "enter", "backspace", "0", "enter")
        await shows(pilot, "erased at signing")
    assert retention.overview(cast.administrator, now).months[RetentionKind.PREPARATION] == 0


async def test_a_hold_is_set_with_a_reason_and_ended(cast: Cast, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(cast.administrator, now, tmp_path), (160, 45)) as pilot:
        app: Any = pilot.app
        app.ctx.open(OpenRetention())
        await shows(pilot, "Retention periods")
        await press(pilot, "a")
        await write(pilot, "ola")
        await press(pilot, "enter")
        await write(pilot, "Sak")
        await press(pilot, "enter")
        await shows(pilot, "on hold: Signed minutes: 1")
        assert links_on(pilot) == []
        await press(pilot, "end", "x")
        await shows(pilot, "erased next time")
        await press(pilot, "enter")
        await shows(pilot, "ended")
        await settled(pilot)
    assert retention.overview(cast.administrator, now).counts[RetentionKind.MINUTES] == 1


async def test_others_do_not_get_in_and_a_kiosk_writes_no_file(cast: Cast, now: datetime, tmp_path: Path) -> None:
    erasure.erase_due(cast.administrator, now, "Erased person")
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        app: Any = pilot.app
        app.ctx.open(OpenRetention())
        await shows(pilot, "You cannot see or change this")
        assert "Retention periods" not in screen_text(pilot)
    async with running(setup_for(cast.administrator, now, tmp_path, is_kiosk=True)) as pilot:
        app = pilot.app
        app.ctx.open(OpenRetention())
        await shows(pilot, "Retention periods")
        assert "Export receipt" not in screen_text(pilot)


async def test_who_has_left_is_named_with_what_is_due(cast: Cast, now: datetime, tmp_path: Path) -> None:
    per = people.get_for_editing(cast.administrator, now, cast.stranger.id)
    values = {"name": HOSTILE, "leader_id": per.leader_id, "end_date": (now - timedelta(days=400)).date()}
    people.edit(cast.administrator, now, per.id, per.version, validate_draft(PersonDraft, values))
    retention.add_hold(cast.administrator, now, cast.employee.id, validate_draft(ReasonDraft, {"reason": HOSTILE}))
    async with running(setup_for(cast.administrator, now, tmp_path), (160, 45)) as pilot:
        app: Any = pilot.app
        app.ctx.open(OpenRetention())
        await shows(pilot, "Everything about a person: 1")
        assert "about 2 people" in screen_text(pilot)
        assert links_on(pilot) == []
