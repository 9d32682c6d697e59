"""Names in the names of files: of any script, never empty, never too long."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_app.text.i18n import using_language
from tui_app.text.people import name_for_file


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ola Hansen", "ola-hansen"),
        ("Åse Ærlig D'Arc-Łukasz", "ase-aerlig-d-arc-lukasz"),
        ("Nguyễn Thế", "nguyen-the"),
        ("王小明", "王小明"),
        ("محمد علي", "محمد-علي"),
        ("עברית", "עברית"),
        ("கோபாலன் செல்வி", "கோபாலன்-செல்வி"),
        ("हिन्दी आमिर", "हिन्दी-आमिर"),
        ("น้ำฝน กำพล", "น้ำฝน-กำพล"),
        ("لیلا\u200cنژاد", "لیلانژاد"),
        ("../..", "person"),
        ("'–'", "person"),
    ],
)
def test_the_letters_of_every_script_stay(name: str, expected: str) -> None:
    with using_language("en"):
        assert name_for_file(name) == expected


@pytest.mark.parametrize("letter", ["a", "க", "王", "𠮷", "a "])
def test_the_longest_name_makes_a_file(letter: str, tmp_path: Path) -> None:
    path = tmp_path / f"conversation-{name_for_file(letter * 120)}-2026-11-23-12-abcdef.json.part"
    path.touch()
    assert path.exists()
