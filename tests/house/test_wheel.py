"""The installed program finds all that it needs: the wheel, in a fresh environment, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT
from tests.ui.tty import Tty
from tui_app import __version__

pytestmark = pytest.mark.slow


def _run(*command: str | Path, **options: object) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return str(done.stdout)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, as a package index would get both."""
    target = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", target, ROOT)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a fresh environment with the wheel in it and nothing that only developers need."""
    folder = tmp_path_factory.mktemp("installed") / "environment"
    _run(sys.executable, "-m", "venv", folder)
    constraints = ROOT / "constraints.txt"
    _run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--constraint", constraints, wheel)
    return folder / "bin"


@pytest.fixture
def at_home(tmp_path: Path) -> dict[str, str]:
    """An environment with an empty home folder and nothing of the developer's own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "TMPDIR")}
    return {**kept, "HOME": str(tmp_path), "LANG": "nb_NO.UTF-8", "PYTHONUTF8": "1", "TERM": "xterm-256color"}


def test_everything_that_is_not_code_is_in_it(wheel: Path) -> None:
    there = set(zipfile.ZipFile(wheel).namelist())
    kinds = {".po", ".mo", ".tcss", ".json"}
    wanted = {p.relative_to(ROOT).as_posix() for p in PACKAGE.rglob("*") if p.suffix in kinds}
    wanted |= {"tui_app/py.typed", f"samtale-{__version__}.dist-info/licenses/LICENSE"}
    wanted |= {p.relative_to(ROOT).as_posix() for p in (PACKAGE / "storage" / "migrations").glob("*.py")}
    data = ROOT / "data"
    wanted |= {f"tui_app/_data/{p.relative_to(data).as_posix()}" for p in data.rglob("*") if p.is_file()}
    assert not wanted - there
    assert not {name.split("/")[0] for name in there} - {"tui_app", f"samtale-{__version__}.dist-info"}


def test_the_source_distribution_has_the_licence(wheel: Path) -> None:
    with tarfile.open(next(wheel.parent.glob("*.tar.gz"))) as source:
        assert f"samtale-{__version__}/LICENSE" in source.getnames()


def test_the_command_tells_its_version(installed: Path, at_home: dict[str, str], tmp_path: Path) -> None:
    assert __version__ in _run(installed / "samtale", "--version", env=at_home, cwd=tmp_path)
    assert __version__ in _run(installed / "python", "-m", "tui_app", "--version", env=at_home, cwd=tmp_path)


def test_data_files_are_found(installed: Path, at_home: dict[str, str], tmp_path: Path) -> None:
    code = "from tui_app.files.resources import resource_path; print(resource_path('demo_team.toml'))"
    found = Path(_run(installed / "python", "-c", code, env=at_home, cwd=tmp_path).strip())
    assert found.read_bytes() == (ROOT / "data" / "demo_team.toml").read_bytes()
    assert installed.parent in found.parents


def test_demo_shows_its_team_and_leaves_in_order(installed: Path, at_home: dict[str, str], tmp_path: Path) -> None:
    demo = tomllib.loads((ROOT / "data" / "demo_team.toml").read_text())
    names = [person["name"] for person in demo["people"] if person.get("leader") == demo["viewer"]]
    with Tty(["samtale", "demo"], {**at_home, "PATH": f"{installed}:{at_home['PATH']}"}) as tty:
        tty.wait_for("Mitt team")
        for name in names[:3]:
            tty.wait_for(name)
        tty.write(b"\x11")  # ctrl+q
        assert tty.wait_exit() == 0
    assert not list(tmp_path.rglob("*.db")), "a demonstration leaves no database behind"
