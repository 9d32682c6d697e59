"""Sentences name a key as it is called now, also after somebody has changed it."""

from __future__ import annotations

import ast
import re
from datetime import datetime
from pathlib import Path
from string import Template

import pytest

from tests.conftest import viewer_of
from tests.house.source import last_name, modules
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person, Viewer
from tui_app.files.settings import Settings
from tui_app.text.errors import error_message
from tui_app.text.i18n import format_message
from tui_app.text.key_meanings import KEY_IDS, key_called
from tui_app.ui.key_changes.named import name_changed_keys

NAMED_KEY = re.compile(
    r"\b[Pp]ress (a (?!number)|[b-zA-Z/<]\b|Space|F[235-9]|Ctrl\+[A-PR-Z])"
    r"|(^|[.:·] )(Space|F[235-9]|Ctrl\+[A-PR-Z]) |\b(Ctrl\+[A-PR-Z]|F[235-9])( \w+s)? "
    r"|^[b-zB-Z] [a-z]+s\b|: [b-hj-zB-HJ-Z][.]?$|\bj k\b"
)
"""A key that can be changed, where a sentence says what it does: *press M*, *w shows more*, *to fix: P*."""
PLACEHOLDERS = {name.replace("-", "_") for name in KEY_IDS.values()}
IN_A_MAIL = "(usually F2)"
"""Nobody knows which keys the one who reads a mail has changed."""


def test_no_sentence_has_a_key_written_into_it() -> None:
    written = [
        (module.path, text.value)
        for module in modules()
        for call, name in module.calls()
        if name in ("_", "N_", "ngettext")
        for text in ast.walk(call)
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
        if NAMED_KEY.search(text.value) and IN_A_MAIL not in text.value
    ]
    assert written == []


def test_every_key_in_a_sentence_that_is_filled_is_a_key_or_has_a_value() -> None:
    found = [
        (call, text.value)
        for module in modules()
        for call, _name in module.calls()
        if last_name(call.func) in ("with_keys", "format_message") and call.args
        if not any(one.arg is None for one in call.keywords)  # values that only the caller knows
        for text in ast.walk(call.args[0])
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and "$" in text.value
    ]
    assert len(found) > 300
    for call, sentence in found:
        given = {keyword.arg for keyword in call.keywords}
        assert set(Template(sentence).get_identifiers()) <= PLACEHOLDERS | given, sentence


def test_a_text_without_a_screen_names_the_usual_keys() -> None:
    error = DomainError("remove_belongings", name="Ola", belongings="3 actions")
    assert error_message(error).endswith("If they are in here twice, press M.")
    assert [key_called(name) for name in ("access_log", "save", "filter", "sort")] == ["F6", "Ctrl+S", "/", "<"]


def test_a_text_that_somebody_wrote_names_no_key() -> None:
    assert format_message("«$text» is done", text="the $add of $join") == "«the $add of $join» is done"


def test_messages_outside_the_screens_follow_the_changes() -> None:
    name_changed_keys({"join": "z", "reassign": "space", "show": "f12", "access-log": "question_mark"})
    error = DomainError("remove_belongings", name="Ola", belongings="3 actions")
    assert error_message(error).endswith("If they are in here twice, press z.")
    assert error_message(DomainError("responsible_has_left", name="Ola")).endswith("press Space.")
    assert format_message("$show shows more") == "F12 shows more"
    assert format_message("$access_log") == "?"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("2", "Press z to add one."),
        ("3", "press 4, then Z."),
        ("4", "Press z to add the first action"),
        ("4", "None yet. Press ; to add one."),
        ("4", "B Ask for a follow-up"),
    ],
)
async def test_a_changed_key_is_the_one_that_is_named(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, figure: str, said: str
) -> None:
    keys = {"add": "z", "goal": ";", "request": "B", "topic": "Z"}
    setup = setup_for(viewer_of(ola), now, tmp_path, settings=Settings(keys=keys), home="me")
    async with running(setup, (100, 40)) as pilot:
        await press(pilot, figure)
        await shows(pilot, said)
        assert "$" not in screen_text(pilot)
