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
from tui_app.domain.records.person import Person, Viewer
from tui_app.files.settings import Settings
from tui_app.ui.key_changes.ids import KEY_IDS

NAMED_KEY = re.compile(
    r"\b[Pp]ress (a (?!number)|[b-zA-Z/<] |Space|F[235-9]|Ctrl\+[A-PR-Z])|(^|[.:·] )(Space|F[235-9]|Ctrl\+[A-PR-Z]) "
)
PLACEHOLDERS = {name.replace("-", "_") for name in KEY_IDS.values()}


def test_no_sentence_of_a_screen_has_a_key_written_into_it() -> None:
    written = [
        (module.path, text.value)
        for module in modules()
        if module.path.startswith("tui_app/ui/")
        for call, name in module.calls()
        if name in ("_", "N_", "ngettext")
        for text in ast.walk(call)
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and NAMED_KEY.search(text.value)
    ]
    assert written == []


def test_every_placeholder_of_such_a_sentence_is_a_key_or_is_filled() -> None:
    found = [
        (call, text.value)
        for module in modules()
        if module.path.startswith("tui_app/ui/")
        for call, _name in module.calls()
        if last_name(call.func) == "with_keys" and call.args
        for text in ast.walk(call.args[-1])
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    ]
    assert len(found) > 25
    for call, sentence in found:
        given = {keyword.arg for keyword in call.keywords}
        assert set(Template(sentence).get_identifiers()) - {"$"} <= PLACEHOLDERS | given, sentence


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
