"""The line on top that says what waits now: on the three first screens, with a key of its own, and gone when done."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.services.sample_conversations import Cast, cast_of, held, planned
from tests.ui.screens import press, resize, running, screen_text, setup_for, shows
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import preparation
from tui_app.services.people import people
from tui_app.text.i18n import using_language


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


@pytest.mark.parametrize(
    ("language", "said", "footing"),
    [
        ("en", "Conversation with Ola Hansen today 23:30 · Ola has shared", "0 Prepare"),
        ("nb", "Samtale med Ola Hansen i dag 23:30 · Ola har delt", "0 Forbered"),
    ],
)
async def test_what_waits_today_stands_on_top_with_its_key(
    cast: Cast, now: datetime, tmp_path: Path, language: str, said: str, footing: str
) -> None:
    talk = planned(cast, now, on=now.date(), at=time(23, 30))
    preparation.share(cast.employee, now, talk)
    with using_language(language):
        async with running(setup_for(cast.leader, now, tmp_path, home="team"), size=(80, 24)) as pilot:
            for mode in ("1", "4", "3"):
                await press(pilot, mode)
                for size in ((80, 24), (100, 30), (160, 45)):
                    await resize(pilot, size)
                    await shows(pilot, said)
                    assert footing in screen_text(pilot)
            await press(pilot, "1", "0")
            await shows(pilot, "Arbeidet")


async def test_on_the_page_of_somebody_only_what_is_between_the_two_counts(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    planned(cast, now, on=now.date(), at=time(23, 30))
    async with running(setup_for(cast.leader, now, tmp_path, home="team")) as pilot:
        await shows(pilot, "0 Prepare")
        await press(pilot, "slash", "p", "e", "r", "enter", "enter")
        await shows(pilot, "Goals and conversations")
        assert "Conversation with" not in screen_text(pilot)


async def test_where_nothing_waits_there_is_no_line(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        assert "▸" not in screen_text(pilot).splitlines()[1]
        await press(pilot, "0")
        await shows(pilot, "Next step: nothing waits here")


@pytest.mark.parametrize(
    ("language", "trail"),
    [("en", "Prepare ✓  Hold ●  Minutes ○  Sign ○"), ("nb", "Forbered ✓  Hold ●  Referat ○  Signer ○")],
)
async def test_a_conversation_shows_how_far_it_has_come(
    cast: Cast, now: datetime, tmp_path: Path, language: str, trail: str
) -> None:
    held(cast, now)
    with using_language(language):
        async with running(setup_for(cast.employee, now, tmp_path, home="me"), size=(160, 30)) as pilot:
            await press(pilot, "3", "enter")
            for width in (160, 100, 80):
                await resize(pilot, (width, 30))
                await shows(pilot, trail)


LONG_NAME = "Bartholomea-Emmanuelle Konstantinopoulou-Featherstonehaugh"


def named_long(cast: Cast, kari: Viewer, now: datetime) -> None:
    """Give both of the conversation a long name."""
    for person, leader_id in ((cast.employee, cast.leader.id), (cast.leader, None)):
        version = people.get_for_editing(kari, now, person.id).version
        draft = validate_draft(PersonDraft, {"name": LONG_NAME, "leader_id": leader_id})
        people.edit(kari, now, person.id, version, draft)


async def test_long_names_cut_neither_dates_nor_who_is_signed_in(
    cast: Cast, kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    named_long(cast, kari, now)
    planned(cast, now, on=now.date(), at=time(23, 30))
    leader = replace(cast.leader, name=LONG_NAME)
    async with running(setup_for(leader, now, tmp_path, home="team"), size=(80, 24)) as pilot:
        await shows(pilot, "F9 warms up, five minutes")
        assert "…anuelle  23 Nov" in screen_text(pilot).splitlines()[0]
        await press(pilot, "enter")
        await shows(pilot, "leader: Barth")
        line = next(one for one in screen_text(pilot).splitlines() if "leader: Barth" in one)
        assert line.rstrip().endswith("when something is agreed")


@pytest.mark.parametrize(
    ("language", "waits", "footing"),
    [
        ("en", "today 23:30 · 0 of 5 answered", "0 Prepare"),
        ("nb", "i dag 23:30 · 0 av 5 besvart", "0 Forbered"),
        ("nn", "i dag 23:30 · 0 av 5 svara på", "0 Førebu"),
    ],
)
async def test_of_a_long_name_the_middle_is_left_out_not_what_waits(
    cast: Cast, kari: Viewer, now: datetime, tmp_path: Path, language: str, waits: str, footing: str
) -> None:
    named_long(cast, kari, now)
    planned(cast, now, on=now.date(), at=time(23, 30))
    with using_language(language):
        async with running(setup_for(cast.leader, now, tmp_path, home="team"), size=(80, 24)) as pilot:
            await shows(pilot, footing)
            line = screen_text(pilot).splitlines()[1]
            assert "Barth" in line
            assert "haugh" in line
            assert waits in line
