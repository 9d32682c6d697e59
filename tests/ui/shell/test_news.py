"""The news, alone in a small application."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.ui.host import SIZES, SMALL, DialogApp
from tests.ui.screens import links_on, press, screen_text
from tui_app.domain.activity import ActivityEvent, RecentActivity
from tui_app.domain.records.change import Change, ChangeKind, ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.text.i18n import using_language
from tui_app.ui.shell.news import NewsDialog, newest_that_fit


def event(number: int, person: int = 2, text: str = "") -> ActivityEvent:
    at = NOW - timedelta(hours=40 - number)
    change = Change(number, at, "Mette Lie", ChangeKind.COMMENT, ChangeSubject.ACTION, number)
    return ActivityEvent(change, 3, person, f"Person {person}", text or f"Action {number}.")


def dialog(*events: ActivityEvent, has_older: bool = False) -> NewsDialog:
    return NewsDialog(RecentActivity(events, len(events), has_older))


@pytest.mark.usefixtures("database")
async def test_the_event_that_is_opened_is_the_answer(tmp_path: Path, kari: Viewer) -> None:
    events = (event(1), event(2), event(3, person=5))
    app = DialogApp(dialog(*events), folder=tmp_path, viewer=kari)
    async with app.run_test() as pilot:
        await press(pilot, "down", "enter")
        assert app.answers == [events[1]]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Nothing new. You are up to date."), ("nb", "Ikke noe nytt. Du er à jour.")],
)
async def test_no_news_is_said_and_escape_closes(tmp_path: Path, kari: Viewer, language: str, words: str) -> None:
    with using_language(language):
        app = DialogApp(dialog(), folder=tmp_path, viewer=kari)
        async with app.run_test() as pilot:
            assert words in screen_text(pilot)
            await press(pilot, "enter", "escape")
            assert app.answers == [None]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("size", SIZES)
async def test_more_than_fits_is_counted(tmp_path: Path, kari: Viewer, size: tuple[int, int]) -> None:
    events = [event(number, text="[@click=app.quit]go[/]") for number in range(1, 60)]
    app = DialogApp(dialog(*events), folder=tmp_path, viewer=kari)
    async with app.run_test(size=size) as pilot:
        assert links_on(pilot) == []
        text = screen_text(pilot)
        more = re.search(r"… and (\d+) more, in the timelines", text)
        assert more
        await press(pilot, "home", "enter")
        assert app.answers == [events[int(more[1])]]  # the oldest that is listed
        assert "[@click=app.quit]go[/]" in text


@pytest.mark.parametrize("room", [3, 8, 20])
def test_the_newest_are_kept_with_room_for_their_headings(room: int) -> None:
    events = [event(number, person=number % 3) for number in range(30)]
    fitting = newest_that_fit(events, room)
    assert fitting == tuple(events[-len(fitting) :])
    assert len(fitting) + len({one.person_id for one in fitting}) + 1 <= room


def test_one_is_always_shown() -> None:
    assert newest_that_fit([event(1), event(2)], 0) == (event(2),)
    assert SMALL[1] > len(newest_that_fit([event(number) for number in range(99)], SMALL[1]))
