"""Where the files of minutes are written, and what is refused."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.files.minutes.samples import WORDS, signed
from tui_app.domain.errors import DomainError
from tui_app.files.exports.minutes import render_minutes_json, render_minutes_markdown, write_minutes
from tui_app.files.exports.minutes_pdf import render_minutes_pdf


@pytest.mark.parametrize("name", ["minutes.md", "minutes.PDF", "Referat Øyvind.json"])
def test_the_suffix_tells_the_kind(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    minutes = signed()
    write_minutes(minutes, WORDS, path)
    whole = {
        ".md": render_minutes_markdown(minutes, WORDS).encode(),
        ".pdf": render_minutes_pdf(minutes, WORDS),
        ".json": render_minutes_json(minutes).encode(),
    }
    assert path.read_bytes() == whole[path.suffix.lower()]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def _refused(path: Path, *, over: bool = False) -> str:
    with pytest.raises(DomainError) as refused:
        write_minutes(signed(), WORDS, path, replace=over)
    assert refused.value.values == {"path": path}
    return refused.value.code


@pytest.mark.parametrize("name", ["minutes", "minutes.docx", ".md"])
def test_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    assert _refused(tmp_path / name) == "file_kind_unknown"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_left_alone_unless_it_is_to_go(tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.write_text("mine", encoding="utf-8")
    assert _refused(path) == "file_exists"
    assert path.read_text(encoding="utf-8") == "mine"
    write_minutes(signed(), WORDS, path, replace=True)
    assert path.read_text(encoding="utf-8").startswith("# Referat")
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_to_nowhere_counts_as_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.symlink_to(tmp_path / "elsewhere.md")
    assert _refused(path) == "file_exists"
    assert not (tmp_path / "elsewhere.md").exists()


def test_what_cannot_be_written_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    assert _refused(tmp_path / "no such folder" / "minutes.md") == "file_unwritable"
    assert _refused(tmp_path / f"{'a' * 300}.md") == "file_unwritable"
    assert _refused(tmp_path / "nul\0.md") == "file_unwritable"
    folder = tmp_path / "folder.md"
    folder.mkdir()
    assert _refused(folder, over=True) == "file_unwritable"
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert _refused(tmp_path / "minutes.md") == "file_unwritable"
