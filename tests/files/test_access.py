"""What the application may do with files: on a person's computer, and on a kiosk."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tui_app.domain.calendars import Appointment
from tui_app.domain.errors import DomainError
from tui_app.files.access import MAX_STAFF_LISTS, FileAccess, LocalFileAccess, NoFileAccess

APPOINTMENT = Appointment(
    uid="1",
    sequence=0,
    starts=datetime(2027, 6, 1, 7, 0, tzinfo=UTC),
    minutes=60,
    title="Samtale",
    place="",
    people=(),
    cancelled=False,
    changed_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
)


@pytest.fixture
def files(tmp_path: Path) -> LocalFileAccess:
    home, cwd = tmp_path / "home", tmp_path / "cwd"
    home.mkdir()
    cwd.mkdir()
    return LocalFileAccess("Europe/Oslo", home=home, cwd=cwd)


def test_files_that_come_with_samtale_are_there_on_a_kiosk_too(files: LocalFileAccess) -> None:
    for access in (files, NoFileAccess()):
        assert "yearly" in {form.key for form in access.shipped_forms()}
        assert access.question_bank().themes


def test_a_kiosk_refuses_everything_else() -> None:
    kiosk: Any = NoFileAccess()
    assert (kiosk.export_folder, kiosk.find_staff_lists()) == (Path(), ())
    paths = {"read_staff_list": 1, "read_form": 1, "write_minutes": 3, "write_my_data": 3}
    methods = FileAccess.__abstractmethods__ - {"export_folder", "find_staff_lists"}
    assert paths.keys() < methods
    for name in methods:
        with pytest.raises(DomainError, match="no_files_here"):
            getattr(kiosk, name)(*[Path("x")] * paths.get(name, 2))


def test_files_are_suggested_in_documents_if_there_is_such_a_folder(files: LocalFileAccess, tmp_path: Path) -> None:
    assert files.export_folder == tmp_path / "home"
    (tmp_path / "home" / "Dokumenter").mkdir()
    assert files.export_folder == tmp_path / "home" / "Dokumenter"


def test_staff_lists_are_found_where_people_keep_them_newest_first(files: LocalFileAccess, tmp_path: Path) -> None:
    (tmp_path / "home" / "Downloads").mkdir()
    names = ["cwd/old.csv", "home/Downloads/newer.XLSX", "home/newest.tsv"]
    for age, name in enumerate([*names, "home/letter.txt"]):
        path = tmp_path / name
        path.touch()
        os.utime(path, (age, age))
    (tmp_path / "home" / "folder.csv").mkdir()
    assert files.find_staff_lists() == tuple(tmp_path / name for name in reversed(names))
    for number in range(MAX_STAFF_LISTS):
        (tmp_path / "cwd" / f"{number}.csv").touch()
    assert len(files.find_staff_lists()) == MAX_STAFF_LISTS


def test_what_is_written_is_private_and_in_the_zone_of_the_organisation(files: LocalFileAccess, tmp_path: Path) -> None:
    path = tmp_path / "samtale.ics"
    files.write_calendar([APPOINTMENT], path)
    assert "DTSTART;TZID=Europe/Oslo:20270601T090000" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(DomainError, match="file_exists"):
        files.write_calendar([APPOINTMENT], path)
    files.write_calendar([replace(APPOINTMENT, title="Ny")], path, replace=True)
    assert "Ny" in path.read_text()


def test_a_path_may_begin_in_the_home_folder(
    files: LocalFileAccess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    files.write_text("Hei", Path("~/receipt.txt"))
    assert (tmp_path / "receipt.txt").read_text() == "Hei"
    with pytest.raises(DomainError, match="file_unwritable"):
        files.write_text("Hei", Path("~nobody_of_this_name/receipt.txt"))


def test_a_form_is_read_back_as_it_was_written(files: LocalFileAccess, tmp_path: Path) -> None:
    form = files.shipped_forms()[0]
    files.write_form(form, tmp_path / "form.toml")
    assert files.read_form(tmp_path / "form.toml") == form
