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
    assert "Done: 2 new, 0 changed, 0 unchanged; rows left out: 0." in first.stdout
    again = run(tmp_path, str(started), "--json")
    assert again.returncode == 0
    said = json.loads(again.stdout)
    assert (said["created"], said["updated"], said["unchanged"], said["written"]) == (0, 0, 2, True)


def test_a_column_is_mapped_and_what_is_left_out_is_told(started: Path, tmp_path: Path) -> None:
    mapped = [str(started), "--map", "begynte her=start_date"]
    tried = run(tmp_path, *mapped, "--dry-run", "--json")
    assert tried.returncode == 1
    bad = next(one for one in json.loads(tried.stdout)["notices"] if one["kind"] == "bad_date")
    assert {name: bad[name] for name in ("row", "person", "column", "level", "left_out")} == {
        "row": 3,
        "person": "Siv",
        "column": "Begynte her",
        "level": "value_left_out",
        "left_out": "value",
    }
    done = run(tmp_path, *mapped)
    assert done.returncode == 1
    assert "Row 3: Siv: Start date: “snart” is not a date." in done.stdout
    assert "Done: 2 new," in done.stdout


def test_rows_that_cannot_come_in_stop_the_import_unless_it_is_said(started: Path, tmp_path: Path) -> None:
    started.write_text("Navn;Nr;E-post;Leder\nOla Hansen;1;feil;\n;2;o@x.no;1\nEva Li;3;;1\n")
    refused = run(tmp_path, str(started))
    assert refused.returncode == 1
    assert "Nothing was imported" in refused.stderr
    first = run(tmp_path, str(started), "--skip-bad")
    assert first.returncode == 1
    assert "Done: 2 new, 0 changed, 0 unchanged; rows left out: 1." in first.stdout
    again = run(tmp_path, str(started), "--skip-bad")
    assert "Done: 0 new, 0 changed, 2 unchanged" in again.stdout
    assert again.stdout.splitlines()[:-1] == first.stdout.splitlines()[:-1]


def test_dates_that_fit_both_ways_are_refused_with_both_written_out(started: Path, tmp_path: Path) -> None:
    started.write_text("Navn;Startdato\nOla;03/04/2019\nSiv;05/06/2020\n")
    refused = run(tmp_path, str(started))
    assert refused.returncode == 1
    assert "Wednesday 3 April 2019 or Monday 4 March 2019" in refused.stdout
    assert "--dates dmy or mdy" in refused.stderr
    done = run(tmp_path, str(started), "--dates", "mdy", "--json")
    assert done.returncode == 0
    people = {one["name"]: one for one in json.loads(run_people(tmp_path, "--json").stdout)["people"]}
    assert people["Ola"]["start"] == "2019-03-04"


def run_people(home: Path, *words: str) -> Done:
    return samtale(home, "people", *words)


def test_everybody_goes_under_me_only_if_it_is_said(started: Path, tmp_path: Path) -> None:
    said = json.loads(run(tmp_path, str(started), "--json").stdout)
    assert "no_leader_column" in {one["kind"] for one in said["notices"]}
    run(tmp_path, str(started), "--leader", "me")
    people = json.loads(run_people(tmp_path, "--json").stdout)["people"]
    assert {one["name"]: one["leader"] for one in people} == {
        "Kari Nordmann": "",
        "Ola Hansen": "Kari Nordmann",
        "Siv": "Kari Nordmann",
    }


def test_what_is_printed_can_be_imported_again(started: Path, tmp_path: Path) -> None:
    started.write_text(
        "Navn;Nr;E-post;Startdato;Sluttdato;Leder\n=1+1 Li;007;o@x.no;1.2.2020;;\nEva;3;;;31.12.2025;007\n"
    )
    run(tmp_path, str(started))
    printed = run_people(tmp_path, "--csv").stdout
    assert "'=1+1 Li" in printed
    (tmp_path / "again.csv").write_text(printed, encoding="utf-8")
    again = run(tmp_path, str(tmp_path / "again.csv"))
    assert again.returncode == 0
    assert "Done: 0 new, 0 changed, 3 unchanged; rows left out: 0." in again.stdout
    assert "Ola" not in run_people(tmp_path).stdout
    assert "=1+1 Li" in run_people(tmp_path).stdout


def test_an_import_is_taken_back(started: Path, tmp_path: Path) -> None:
    run(tmp_path, str(started))
    undone = samtale(tmp_path, "import", "undo")
    assert undone.returncode == 0
    assert "2 people removed, 0 people as before" in undone.stdout
    again = samtale(tmp_path, "import", "undo", "--json")
    assert again.returncode == 2
    assert "no import" in again.stderr


def test_a_dry_run_writes_nothing(started: Path, tmp_path: Path) -> None:
    tried = run(tmp_path, str(started), "--dry-run")
    assert tried.returncode == 0
    assert "Would import: 2 new" in tried.stdout
    assert "Ola Hansen" in tried.stdout
    assert "Would import: 2 new" in run(tmp_path, str(started), "--dry-run").stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--map", "Skonr=title"], "no column “Skonr”"),
        (["--map", "Nr=skonummer"], "Unknown field “skonummer”."),
        (["--map", "Navn=ignore"], "No column was recognised as names."),
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
    assert "snart" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
