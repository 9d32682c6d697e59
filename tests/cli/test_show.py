"""`samtale team`, `actions` and `figures`, as a person or a script runs them."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.computer import Computer
from tests.programs import COMMAND, environment
from tui_app import environment as system
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions
from tui_app.services.people import people
from tui_app.storage.database import writing
from tui_app.storage.tables import registry as tables
from tui_app.text.tables import align_columns


@pytest.fixture
def team(computer: Computer) -> Viewer:
    """Kari, who leads Ola, Ola Lien and 李小龍; Ola has an overdue action, a later one and one that is done."""
    kari, now = computer.kari, system.now()
    ola, _lien, _li = (computer.hire(name) for name in ("Ola Hansen", "Ola Lien", "李小龍"))
    agree(kari, now, ola.id, "Kurs i ledelse", -12)
    agree(kari, now, ola.id, "Mentor", 40)
    done = agree(kari, now, ola.id, "Turnus", 3)
    actions.change(kari, now, [actions.ActionVersion(done, 1)], SetStatus(ActionStatus.DONE))
    return kari


def agree(kari: Viewer, now: datetime, person_id: int, text: str, days: int) -> int:
    due = now.date() + timedelta(days=days)
    draft = validate_draft(ActionDraft, {"text": text, "responsible_id": person_id, "due": due})
    return actions.add(kari, now, person_id, draft).subject_id


def test_the_team_as_the_screen_shows_it(team: Viewer, computer: Computer, tmp_path: Path) -> None:
    shown = computer.run("team")
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[0] == "My team (3)"
    assert lines[2].startswith("!  Ola Hansen  1 overdue, 12 d · no conversation yet  none  ")
    assert lines[2].endswith("−12 d")
    assert lines[-1].startswith("3 actions · 1 done")
    assert "\x1b" not in shown.stdout
    data = json.loads(computer.run("team", "--json").stdout)
    first = data["people"][0]
    assert (first["name"], first["reasons"][0]["code"], first["reasons"][0]["days"]) == ("Ola Hansen", "overdue", 12)
    assert data["actions"] == {"done": 1, "started": 0, "open": 1, "overdue": 1}
    assert first["next_due"] == (system.now().date() - timedelta(days=12)).isoformat()


def test_actions_by_urgency_and_of_one_person(team: Viewer, computer: Computer, tmp_path: Path) -> None:
    shown = computer.run("actions", "--team").stdout
    places = [shown.index(word) for word in ("Overdue 1", "Kurs i ledelse", "Later 1", "Mentor", "Done 1", "Turnus")]
    assert places == sorted(places)
    assert "Mentor" not in computer.run("actions", "--team", "--overdue").stdout
    data = json.loads(computer.run("actions", "--person", "ola hansen", "--json").stdout)
    assert [(one["text"], one["status"], one["overdue"]) for one in data["actions"]] == [
        ("Kurs i ledelse", "open", True),
        ("Turnus", "done", False),
        ("Mentor", "open", False),
    ]
    assert computer.run("actions").stdout == "No actions.\n"


def test_figures_printed_and_into_files(team: Viewer, computer: Computer, tmp_path: Path) -> None:
    shown = computer.run("figures")
    assert (shown.returncode, shown.stderr) == (0, "")
    agreed = next(line for line in shown.stdout.splitlines() if line.startswith("Actions agreed "))
    assert agreed.split()[-2:] == ["3", "3"]
    assert "Actions agreed: Actions agreed in the period." in shown.stdout
    data = json.loads(computer.run("figures", "--team", "--json").stdout)
    assert (data["whose"], data["people"], data["quarters"][-1]["agreed"], data["year"]["in_time_share"]) == (
        "team",
        3,
        3,
        0.0,
    )
    files = [tmp_path / f"out.{kind}" for kind in ("csv", "xlsx", "pdf")]
    written = computer.run("figures", *(word for file in files for word in (f"--{file.suffix[1:]}", str(file))))
    assert (written.returncode, written.stdout) == (0, "")
    assert all(file.stat().st_size for file in files)
    again = computer.run("figures", "--csv", str(files[0]))
    assert (again.returncode, "already" in again.stderr) == (2, True)
    few = computer.run("figures", "--organisation")
    assert (few.returncode, few.stdout, "fewer than five" in few.stderr) == (0, few.stdout, False)
    people.add(team, system.now(), validate_draft(PersonDraft, {"name": "Rev Isor"}), without_leader=True)
    few = computer.run("figures", "--organisation")
    assert (few.returncode, few.stdout, "fewer than five" in few.stderr) == (2, "", True)


def test_a_name_that_fits_several_or_nobody_is_told(team: Viewer, computer: Computer, tmp_path: Path) -> None:
    several, nobody = computer.run("actions", "--person", "ola"), computer.run("team", "--of", "Petter")
    assert (several.returncode, several.stdout) == (2, "")
    assert "Ola Hansen, Ola Lien" in several.stderr
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert "Petter" in nobody.stderr


def test_the_actions_of_somebody_who_has_left_are_still_there(team: Viewer, computer: Computer) -> None:
    for name in ("Ola Hansen", "Ola Lien"):
        person = people.find(team, system.now(), name)[0]
        last_day = system.now().date() - timedelta(days=3)
        left = validate_draft(PersonDraft, {"name": name, "leader_id": team.id, "end_date": last_day})
        current = people.get_for_editing(team, system.now(), person.id)
        people.edit(team, system.now(), person.id, current.version, left)
    assert "Mentor" in computer.run("actions", "--person", "hansen").stdout
    assert "Ola Hansen, Ola Lien" in computer.run("actions", "--person", "ola").stderr
    computer.hire("Ola Ny")
    assert computer.run("actions", "--person", "ola").stdout == "No actions.\n"
    assert "You cannot see the page" in computer.run("actions", "--person", "petter").stderr


def test_only_what_the_owner_may_see(team: Viewer, computer: Computer, tmp_path: Path) -> None:
    """Of Ola's team Kari sees figures only; of Kari's team Ola sees nothing."""
    assert "figures only" in computer.run("team", "--of", "Ola Hansen").stdout
    computer.owned_by(people.find(team, system.now(), "Ola Hansen")[0])
    refused = computer.run("team", "--of", "Kari Nordmann")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "You cannot see the page" in computer.run("actions", "--person", "Kari").stderr


def test_nothing_that_people_typed_is_obeyed_and_a_closed_pipe_is_no_mistake(
    team: Viewer, computer: Computer, tmp_path: Path
) -> None:
    with writing(team):
        tables.Action.update(text="Kurs\x1b]0;hei\x07\x9b31m").execute()
    shown = computer.run("actions", "--team").stdout
    assert not {"\x1b", "\x07", "\x9b"} & set(shown)
    command = [*COMMAND, "actions", "--team"]
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer) as pipe:
        done = subprocess.run(
            command, env=environment(tmp_path), stdout=pipe, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.stderr == b""


def test_columns_fit_and_wide_characters_count_twice() -> None:
    rows = [["李小龍", "kort", "1"], ["Ola Hansen", "en lang tekst som må kuttes et sted", "12"]]
    assert align_columns(rows, None, right=(2,)) == [
        "李小龍      kort                                  1",
        "Ola Hansen  en lang tekst som må kuttes et sted  12",
    ]
    assert align_columns(rows, 30, right=(2,)) == [
        "李小龍      kort             1",
        "Ola Hansen  en lang tekst…  12",
    ]
