"""Keys that a person has changed in the settings file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from textual.binding import Binding

from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.records.person import Person, Viewer
from tui_app.files.settings import Settings
from tui_app.text.i18n import _, format_message, using_language
from tui_app.text.key_meanings import KEY_IDS
from tui_app.ui import keys
from tui_app.ui.key_changes.changes import FIXED, listed, read_changes

TABLES = [value for value in vars(keys).values() if isinstance(value, list)]
ALL = [one for table in TABLES for one in table if isinstance(one, Binding)]


def test_every_key_can_be_changed_or_is_always_the_same() -> None:
    scrolls = {"pageup", "home", "end", "pagedown,space"}
    assert [one for one in ALL if not one.id and not set(one.key.split(",")) <= FIXED and one.key not in scrolls] == []
    assert [one for one in ALL if one.id and set(one.key.split(",")) & FIXED] == []


def test_each_meaning_has_one_name() -> None:
    assert len(set(KEY_IDS.values())) == len(KEY_IDS)
    assert [name for name, _usual, what in listed() if not what] == []


def test_good_changes() -> None:
    changes = {"comment": "z", "end": "k", "up": "q", "previous-section": "alt+p", "filter": "?", "save": "F12"}
    assert read_changes(changes) == (
        {
            "comment": "z",
            "end": "k",
            "up": "q",
            "previous-section": "alt+p",
            "filter": "question_mark",
            "save": "f12",
        },
        [],
    )


@pytest.mark.parametrize("value", [5, None, True, ["z"], {"key": "z"}, 1.5])
@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_a_value_that_is_no_text_is_said_in_the_users_language(value: object, language: str) -> None:
    with using_language(language):
        good, (problem,) = read_changes({"comment": value})
        expected = format_message(_('keys: “$name” needs a key in quotes, such as "ctrl+r".'), name="comment")
    assert (good, problem) == ({}, expected)


@pytest.mark.parametrize(
    ("name", "key", "why"),
    [
        ("fly", "z", "“fly” is not known"),
        ("back", "z", "“back” is not known"),
        ("comment", "escape", "Esc always keeps its meaning"),
        ("comment", "f4", "F4 always keeps its meaning"),
        ("comment", "z,ctrl+q", "Ctrl+Q always keeps its meaning"),
        ("comment", "4", "4 always keeps its meaning"),
        ("comment", "ctrl+i", "“ctrl+i” is not a key"),
        ("comment", "super+shift+hyper", "is not a key"),
        ("comment", "", "“” is not a key"),
        ("comment", "e", "“comment” cannot be e: that is “edit”"),
        ("save", "z", "“save” also works in a field"),
        ("save", "?", "“save” also works in a field"),
        ("comment", "\x01", "“” is not a key"),
        ("comment", "\ud800", "“” is not a key"),
        ("comment", 7, "needs a key in quotes"),
    ],
)
def test_a_change_that_cannot_be_is_left_out_and_said(name: str, key: object, why: str) -> None:
    good, (problem,) = read_changes({name: key, "start": "z" if key != "z" else "q"})
    assert good == {"start": "z" if key != "z" else "q"} or "z" in str(key)
    assert name not in good
    assert why in problem


def test_of_two_that_want_one_key_one_is_refused() -> None:
    good, problems = read_changes({"comment": "z", "start": "z"})
    assert len(good) == len(problems) == 1


async def test_footer_help_and_undo_follow_the_change(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    settings = Settings(keys={"add": "z", "undo": "q", "settings": "alt+s"})
    async with running(setup_for(kari, now, tmp_path, settings=settings), (120, 40)) as pilot:
        await press(pilot, "2")
        assert "z New action" in screen_text(pilot)
        await press(pilot, "a")
        assert "What" not in screen_text(pilot)
        await press(pilot, "z")
        await shows(pilot, "What")
        await press(pilot, *"Ring", "tab", *"friday", "ctrl+s")
        await shows(pilot, "press q to undo")
        await press(pilot, "q")
        await shows(pilot, "Undone")
        await press(pilot, "f1")
        await shows(pilot, "Alt+S")
        assert "z " in screen_text(pilot)


async def test_a_wrong_change_is_said_at_the_start(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path, settings=Settings(keys={"fly": "z"}))) as pilot:
        await shows(pilot, "“fly” is not known")


async def test_a_key_that_does_one_thing_now_and_another_later_keeps_both(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    settings = Settings(keys={"request": "z", "comment": "b"})
    async with running(setup_for(Viewer(ola.id, ola.name), now, tmp_path, settings=settings), (120, 40)) as pilot:
        await press(pilot, "4")
        await shows(pilot, "z Ask for a follow-up")
        await press(pilot, "z")
        await press(pilot, "ctrl+s")
        await shows(pilot, "z Withdraw")
        await press(pilot, "z")
        await shows(pilot, "z Ask for a follow-up")


async def test_esc_f4_and_quit_work_whatever_is_changed(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    keymap = dict.fromkeys(("add", "undo", "settings", "show"), "z") | {"back": "z", "lock": "z"}
    async with running(setup_for(kari, now, tmp_path, settings=Settings(keys=keymap))) as pilot:
        await press(pilot, "enter")
        await shows(pilot, "Esc Back")
        await press(pilot, "escape")
        await shows(pilot, "My team")
        await press(pilot, "ctrl+q")
        assert pilot.app._exit
