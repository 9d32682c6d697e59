"""docs/commands.md names every field of the JSON, and its way to check a signature works."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.files.minutes.samples import signed, with_text
from tui_app.cli import show
from tui_app.domain.figures.periods import FigurePeriod
from tui_app.domain.figures.records import FigureScope, FiguresView, PeriodFigures
from tui_app.domain.records.action import Action
from tui_app.files.exports.minutes import render_minutes_json

DOCS = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 23)


def documented(heading: str) -> set[str]:
    """The fields in the first column of the tables below a heading."""
    section = DOCS.split(f"### {heading}\n")[1].split("\n### ")[0]
    first = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return set(re.findall(r"`(\w+)`", " ".join(first)))


def test_every_field_of_an_action_and_of_the_figures_is_documented() -> None:
    action = Action(1, 2, "Ola", "Kurs", 3, "Kari", TODAY, TODAY)
    assert documented("An action") - {"open", "started", "done", "dropped", "true", "null", "name", "has_left"} == set(
        show._action_as_json(action, TODAY)
    )
    assert {*show._action_as_json(action, TODAY)["person"]} == {"id", "name", "has_left"}  # type: ignore[misc]
    period = PeriodFigures(FigurePeriod(TODAY, TODAY))
    figures = show._figures_as_json(FiguresView(FigureScope.TEAM, (), 3, (period,), period), TODAY)
    assert documented("Figures") == {*figures["year"]}  # type: ignore[misc]


def test_every_field_of_exported_minutes_is_documented() -> None:
    data = json.loads(render_minutes_json(signed()))
    assert documented("Signed minutes") == {*data, *data["document"]}


@pytest.mark.parametrize("text", ["Vi snakket om kurset.", "Ærlig «prat» 👩‍🚒", 'Linje\nskift og "sitat"'])
def test_the_documented_way_to_check_a_signature_works(tmp_path: Path, text: str) -> None:
    file = tmp_path / "minutes.json"
    file.write_text(render_minutes_json(with_text(text)), encoding="utf-8")
    found = re.search(r"^python3 -c '(.*)' FILE\.json$", DOCS, re.MULTILINE)
    assert found is not None
    checked = subprocess.run([sys.executable, "-c", found[1], str(file)], capture_output=True, text=True, check=True)
    assert checked.stdout.strip() == json.loads(file.read_text(encoding="utf-8"))["sha256"]
