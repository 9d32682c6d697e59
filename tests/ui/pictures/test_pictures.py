"""The look of every screen and dialog, held as text: what a change does to it is a diff that a person can read.

`make pictures-accept` draws the texts in `drawn/` anew, once their diff has been read.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from tests.ui.pictures.walk import pictures
from tests.ui.screens import screen_text

DRAWN = Path(__file__).parent / "drawn"
SIZES = ((80, 24), (100, 30), (160, 45))
ACCEPT = "SAMTALE_ACCEPT_PICTURES"
"""The environment variable with which what is drawn now becomes what is expected."""


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_looks_as_it_was_accepted(language: str, size: tuple[int, int], tmp_path: Path) -> None:
    folder = DRAWN / f"{language}-{size[0]}x{size[1]}"
    drawn = {name: screen_text(pilot) + "\n" async for name, pilot in pictures(tmp_path, language, size)}
    if os.environ.get(ACCEPT):
        _accept(folder, drawn)
    expected = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    changed = [
        line
        for name in sorted(expected.keys() | drawn.keys())
        for line in _diff(f"{folder.name}/{name}", expected.get(name, ""), drawn.get(name, ""))
    ]
    assert not changed, "\n".join(["read the diff, then: make pictures-accept", *changed])


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
