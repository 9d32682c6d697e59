"""What the pages for developers name exists."""

from __future__ import annotations

import re

import pytest

from tests.house.source import PACKAGE, ROOT

PATH = re.compile(r"`([A-Za-z0-9_./]+(?:\.py|\.md|\.toml|/))`")
NOT_A_PATH = {"ui/SUBJECT/", "_rules.py"}
"""Placeholders: a folder that the reader names, and the end of several names."""


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/design.md"])
def test_every_file_that_a_page_names_exists(page: str) -> None:
    named = set(PATH.findall((ROOT / page).read_text(encoding="utf-8"))) - NOT_A_PATH
    assert named
    places = (ROOT, PACKAGE, PACKAGE / "ui", ROOT / "tests")
    missing = {
        path
        for path in named
        if not any((place / path).exists() for place in places) and not any(PACKAGE.rglob(path.rstrip("/")))
    }
    assert not missing
