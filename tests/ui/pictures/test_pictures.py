"""The look of every screen and dialog, held as text: what a change does to it is a diff that a person can read.

`make pictures-accept` draws the texts in `drawn/` anew, once their diff has been read.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App

from tests.ui.pictures.walk import Size, pictures
from tests.ui.screens import at_rest, resize, screen_text

DRAWN = Path(__file__).parent / "drawn"
OPENED_IN = (100, 30)
SIZES = ((80, 24), (160, 45), OPENED_IN)
ACCEPT = "SAMTALE_ACCEPT_PICTURES"
"""The environment variable with which what is drawn now becomes what is expected."""


@pytest.fixture
def lasting_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message stays until the next scene, however long its pictures take."""
    notify = App.notify

    def notify_for_long(self: App[str], message: str, **options: Any) -> None:
        notify(self, message, **(options | {"timeout": 600}))

    monkeypatch.setattr(App, "notify", notify_for_long)


@pytest.mark.usefixtures("lasting_messages")
@pytest.mark.parametrize("language", ["nb", "en"])
async def test_every_screen_looks_as_it_was_accepted(language: str, tmp_path: Path) -> None:
    """One walk takes the pictures of all sizes: what is opened in one and resized must look as if it were opened so."""
    drawn: dict[Size, dict[str, str]] = {size: {} for size in SIZES}
    async for name, pilot in pictures(tmp_path, language, OPENED_IN):
        await at_rest(pilot)
        for size in SIZES:
            await resize(pilot, size)
            drawn[size][name] = _in_size(screen_text(pilot), size)
    changed = [line for size in SIZES for line in _changes(DRAWN / f"{language}-{size[0]}x{size[1]}", drawn[size])]
    assert not changed, "\n".join(["read the diff, then: make pictures-accept", *changed])


def _in_size(text: str, size: Size) -> str:
    """A picture, which must be as large as it was asked for to be compared or accepted."""
    lines = text.split("\n")
    assert (max(map(cell_len, lines)) <= size[0], len(lines)) == (True, size[1])
    return text + "\n"


def _changes(folder: Path, drawn: dict[str, str]) -> list[str]:
    """What differs from the accepted pictures in a folder; nothing where they are to be accepted."""
    if os.environ.get(ACCEPT):
        _accept(folder, drawn)
    expected = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    return [
        line
        for name in sorted(expected.keys() | drawn.keys())
        for line in _diff(f"{folder.name}/{name}", expected.get(name, ""), drawn.get(name, ""))
    ]


def _accept(folder: Path, drawn: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.txt"):
        if path.stem not in drawn:
            path.unlink()
    for name, text in drawn.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def _diff(name: str, expected: str, drawn: str) -> list[str]:
    lines = (expected.splitlines(), drawn.splitlines())
    return list(difflib.unified_diff(*lines, f"{name} (accepted)", f"{name} (now)", lineterm="", n=1))
