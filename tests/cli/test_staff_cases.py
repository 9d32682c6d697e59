"""Staff lists in the shapes that real programs write, imported at the prompt, with the right answers beside them."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import programs
from tests.cli.computer import Computer, paths_below
from tui_app import connection, environment
from tui_app.connection import DatabaseTarget
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.files.settings import Settings
from tui_app.services.accounts import first_start
from tui_app.storage.database import proxy

CASES = Path(__file__).parents[1] / "staff_cases"


@dataclass
class Case:
    """One list, on a computer on which `me` has started Samtale."""

    home: Path
    folder: Path
    expected: Mapping[str, Any]
    told: list[Mapping[str, Any]]
    refused: bool = False

    def run(self) -> list[Mapping[str, Any]]:
        """Import the files one after the other, and return everybody."""
        steps = self.expected.get("steps") or [{"file": next(self.folder.glob("list.*")).name}]
        for step in steps:
            options = [*self.expected.get("options", ()), *step.get("options", ()), "--skip-bad", "--json"]
            done = programs.samtale(self.home, "import", "people", str(self.folder / step["file"]), *options)
            said = json.loads(done.stdout)
            self.told += said["notices"]
            self.refused = said["refusal"] is not None
        return list(json.loads(programs.samtale(self.home, "people", "--json").stdout)["people"])


def case_of(folder: Path, home: Path) -> Case:
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    me = expected["me"]
    fields = {"name": me["name"], "employee_number": me.get("number", ""), "email": me.get("email", "")}
    target = DatabaseTarget(paths_below(home), Settings())
    connection.create_database(target.sqlite_address(create_key=True))
    viewer = first_start.create_first_person(environment.now(), validate_draft(PersonDraft, fields))
    proxy.close()
    Computer(home, viewer).owned_by(viewer)
    return Case(home, folder, expected, [])


def names_of(person: Mapping[str, Any]) -> set[str]:
    return {person["number"], person["email"].lower(), person["name"]} - {""}


def find(people: Sequence[Mapping[str, Any]], wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    """The one person with the number, else the e-mail, else the name."""
    key = next(key for key in ("number", "email", "name") if wanted.get(key))
    found = [one for one in people if one[key].lower() == wanted[key].lower()]
    assert len(found) == 1, f"{wanted[key]}: {len(found)} people"
    return found[0]


def differences(people: Sequence[Mapping[str, Any]], wanted: Mapping[str, Any]) -> dict[str, tuple[object, object]]:
    person = find(people, wanted)
    wrong: dict[str, tuple[object, object]] = {}
    for key, right in wanted.items():
        value = person[key]
        if key == "leader":
            leaders = [one for one in people if value and value.lower() in {name.lower() for name in names_of(one)}]
            is_right = (
                any(right.lower() in {n.lower() for n in names_of(one)} for one in leaders) if right else not value
            )
        elif key == "email":
            is_right = value.lower() == str(right).lower()
        elif isinstance(right, str | bool):
            is_right = value == right
        else:
            is_right = value == right.isoformat()
        if not is_right:
            wrong[key] = (value, right)
    return wrong


def is_told(told: Sequence[Mapping[str, Any]], wanted: Mapping[str, str]) -> bool:
    """True if there is a message of this kind and level about the row, person, column, sheet, file or list."""
    about = wanted["about"]
    return any(
        one["kind"] == wanted["kind"]
        and one["level"] == wanted["level"]
        and (about in ("file", "list", f"row {one['row']}", one["person"], one["column"]))
        for one in told
    )


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_a_list_comes_in_as_a_careful_person_would_enter_it(name: str, tmp_path: Path) -> None:
    case = case_of(CASES / name, tmp_path)
    people, expected = case.run(), case.expected
    assert [wanted for wanted in expected.get("told", ()) if not is_told(case.told, wanted)] == []
    names = {person["name"] for person in people}
    assert not names & {*expected.get("not_people", ())}
    if case.refused:
        assert expected.get("or_refused")
        assert len(people) == 1
        return
    assert {str(one): wrong for one in expected["people"] if (wrong := differences(people, one))} == {}
    assert len(people) == expected.get("count", len(people))
    led = Counter(person["leader"] for person in people if person["leader"] and person["here"])
    for leader, count in expected.get("teams", {}).items():
        key = "email" if "@" in leader else "name" if " " in leader else "number"
        person = find(people, {key: leader})
        assert sum(led[name] for name in names_of(person)) == count, leader
