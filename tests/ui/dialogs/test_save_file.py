"""Writing a file where another may be: tried with real files in a small application."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.ui.host import SIZES, HostApp
from tests.ui.screens import press, screen_text, settled
from tui_app.domain.errors import DomainError
from tui_app.ui.dialogs.save_file import write_or_confirm


class SavingApp(HostApp):
    """Saves a text to a file, and notes how that ended."""

    def __init__(self, folder: Path, path: Path) -> None:
        """Take the folder of the application, and the file."""
        super().__init__(Static("below"), folder=folder)
        self.path = path
        self.ends: list[str] = []

    async def save(self, pilot: Pilot[str]) -> None:
        """Begin, until a question is asked or it has ended."""
        self.ctx.spawn(self._save())
        await settled(pilot)

    async def _save(self) -> None:
        try:
            await write_or_confirm(self.ctx, partial(self.ctx.files.write_text, "new", self.path), self.path)
        except DomainError as refusal:
            self.ends.append(refusal.code)
        else:
            self.ends.append("saved")


async def test_a_new_file_is_written_without_a_question(tmp_path: Path) -> None:
    app = SavingApp(tmp_path, tmp_path / "new.txt")
    async with app.run_test() as pilot:
        await app.save(pilot)
        assert app.ends == ["saved"]
        assert app.path.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(
    ("keys", "end", "content"),
    [
        (("right", "enter"), "saved", "new"),
        (("enter",), "file_exists", "mine"),
        (("escape",), "file_exists", "mine"),
    ],
)
async def test_a_file_is_replaced_only_when_somebody_says_so(
    tmp_path: Path, keys: tuple[str, ...], end: str, content: str
) -> None:
    app = SavingApp(tmp_path, tmp_path / "[b]mine.txt")
    app.path.write_text("mine", encoding="utf-8")
    async with app.run_test() as pilot:
        await app.save(pilot)
        assert app.ends == []
        assert app.path.read_text(encoding="utf-8") == "mine"
        await press(pilot, *keys)
        assert app.ends == [end]
        assert app.path.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("size", SIZES)
async def test_the_question_names_the_file(tmp_path: Path, size: tuple[int, int]) -> None:
    app = SavingApp(tmp_path, tmp_path / "[b]mine.txt")
    app.path.write_text("mine", encoding="utf-8")
    async with app.run_test(size=size) as pilot:
        await app.save(pilot)
        text = screen_text(pilot)
        for words in ("Replace the file?", "A file with this name already exists:", " Replace ", "Keep it"):
            assert words in text
        assert str(app.path) in "".join(line.strip(" │") for line in text.splitlines())


async def test_another_refusal_is_passed_on_without_a_question(tmp_path: Path) -> None:
    app = SavingApp(tmp_path, tmp_path / "nowhere" / "new.txt")
    async with app.run_test() as pilot:
        await app.save(pilot)
        assert app.ends == ["file_unwritable"]
        assert "below" in screen_text(pilot)
