"""`samtale import people`, as a person or a script runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.computer import Computer
from tests.programs import Done, samtale


@pytest.fixture
def started(computer: Computer, tmp_path: Path) -> Path:
    """A staff list, on a computer on which Kari has started Samtale once."""
    path = tmp_path / "list.csv"
    path.write_text("Navn;Nr;Begynte her\nOla Hansen;1;1.2.2020\nSiv;2;snart\n")
    return path


def run(home: Path, *words: str) -> Done:
    """`samtale import people` with these words."""
    return samtale(home, "import", "people", *words)


def test_a_good_list_is_imported_once(started: Path, tmp_path: Path) -> None:
    first = run(tmp_path, str(started))
    assert (first.returncode, first.stderr) == (0, "")
    assert "Done: 2 new, 0 changed, 0 unchanged, 0 rows skipped." in first.stdout
    again = run(tmp_path, str(started), "--json")
    assert again.returncode == 0
    said = json.loads(again.stdout)
    assert (said["created"], said["updated"], said["unchanged"], said["written"]) == (0, 0, 2, True)


def test_a_column_is_mapped_and_bad_rows_are_told_and_left_out(started: Path, tmp_path: Path) -> None:
    mapped = [str(started), "--map", "begynte her=start_date"]
    refused = run(tmp_path, *mapped)
    assert refused.returncode == 1
    assert "Row 3: Start date: «snart» is not a date." in refused.stdout
    assert "Nothing was imported" in refused.stderr
    tried = run(tmp_path, *mapped, "--dry-run", "--json")
    assert tried.returncode == 1
    assert json.loads(tried.stdout)["problems"][0]["code"] == "unreadable_date"
    skipped = run(tmp_path, str(started), "--map", "3=start_date", "--skip-bad")
    assert skipped.returncode == 1
    assert "Done: 1 new, 0 changed, 0 unchanged, 1 rows skipped." in skipped.stdout


def test_rows_that_do_not_fit_are_told_and_stay_out_the_second_time(started: Path, tmp_path: Path) -> None:
    started.write_text(
        "Navn;Nr;E-post;Leder;Status\n"
        '"Olli" Hansen;="001";o@x.no;Siv Sjef (9);Permisjon 50 %\n'
        "Per;2;o2@x.no;Siv Sjef (9);tull\n"
        "Pål;3;;ingen;Tull\n"
        "Eva;4;;1 - Per;\n"
        "Åse;5;;siv.ny@x.no;\n"
        "Ida;6;;77;\n"
    )
    refused = run(tmp_path, str(started))
    assert refused.returncode == 1
    assert "rows have problems: 4" in refused.stderr
    first = run(tmp_path, str(started), "--skip-bad")
    assert first.returncode == 1
    assert "4 rows skipped." in first.stdout
    assert first.stdout.count("Unknown status «tull».") == 1
    assert "Rows: 3, 4." in first.stdout
    leaders = '"Olli" Hansen (001), Per (2)'
    assert f"Row 5: The leader's number, e-mail and name, «Per (1)», do not match: {leaders}" in first.stdout
    assert "Row 7: No one matches the leader «77»" in first.stdout
    assert "Siv Ny is not in the list and will be created as leader of 1 person." in first.stdout
    again = run(tmp_path, str(started), "--skip-bad")
    assert [line for line in again.stdout.splitlines() if line.startswith("Row ")] == [
        line for line in first.stdout.splitlines() if line.startswith("Row ")
    ]
    assert "Done: 0 new, 0 changed," in again.stdout


def test_a_dry_run_writes_nothing(started: Path, tmp_path: Path) -> None:
    tried = run(tmp_path, str(started), "--dry-run")
    assert tried.returncode == 0
    assert "Would import: 2 new" in tried.stdout
    assert "Would import: 2 new" in run(tmp_path, str(started), "--dry-run").stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--map", "Skonr=title"], "no column «Skonr»"),
        (["--map", "Nr=skonummer"], "Unknown field «skonummer»."),
        (["--map", "Navn=ignore"], "No column contains names."),
    ],
)
def test_a_wrong_mapping_is_told(started: Path, tmp_path: Path, words: list[str], reason: str) -> None:
    done = run(tmp_path, str(started), *words)
    assert done.returncode == 2
    assert reason in done.stderr


def test_a_missing_file_and_a_computer_without_samtale(started: Path, tmp_path: Path) -> None:
    missing = run(tmp_path, str(tmp_path / "none.csv"), "--json")
    assert missing.returncode == 2
    assert json.loads(missing.stdout)["refusal"]["code"] == "staff_list_missing"
    fresh = run(tmp_path / "fresh", str(started))
    assert fresh.returncode == 2
    assert "Start Samtale once first" in fresh.stderr
    assert not (tmp_path / "fresh").exists()


def test_what_the_file_says_is_not_obeyed_by_the_terminal(started: Path, tmp_path: Path) -> None:
    started.write_text("Navn;Startdato;\x1b]0;x\x07\nOla;\x1b[2Jsnart;\n")
    done = run(tmp_path, str(started))
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
