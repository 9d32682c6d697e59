"""Dependencies are pinned by version, and no file says where they are fetched from."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import ROOT

PIN = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!+]+)(?: *;.*)?")
FILES = ("constraints.txt", "pyproject.toml", "Makefile", ".ci/run")


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    matches = [PIN.fullmatch(line) for line in lines if line and not line.startswith("#")]
    assert all(matches), "every line names one package and its exact version"
    return {canonicalize_name(match[1]): match[2] for match in matches if match}


def _asked_for() -> list[str]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = told["project"]["optional-dependencies"].values()
    return [*told["build-system"]["requires"], *told["project"]["dependencies"], *(line for e in extras for line in e)]


def test_everything_that_is_installed_is_pinned() -> None:
    waiting, seen = [Requirement(line) for line in _asked_for()], set[tuple[str, str]]()
    while waiting:
        wanted = waiting.pop()
        for extra in wanted.extras or {""}:
            if (wanted.name, extra) in seen:
                continue
            seen.add((wanted.name, extra))
            try:
                further = [Requirement(line) for line in requires(wanted.name) or ()]
            except PackageNotFoundError:  # the builder's own, fetched into its own environment
                continue
            waiting += [r for r in further if r.marker is None or r.marker.evaluate({"extra": extra})]
    missing = {canonicalize_name(name) for name, _ in seen} - _pins().keys()
    assert not missing


def test_pins_are_what_pyproject_asks_for() -> None:
    pins = _pins()
    for line in _asked_for():
        wanted = Requirement(line)
        assert wanted.specifier.contains(pins[canonicalize_name(wanted.name)]), line


def test_no_file_names_an_index_or_a_path() -> None:
    sign = re.compile(r"index-url|extra-index|find-links|trusted-host|https?://|file:|/(?:root|home|work|opt)/")
    found = {name: sign.findall((ROOT / name).read_text()) for name in FILES}
    assert not {name: signs for name, signs in found.items() if signs}


def test_no_lock_file_with_addresses() -> None:
    assert not [name for name in ("uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock") if (ROOT / name).exists()]
