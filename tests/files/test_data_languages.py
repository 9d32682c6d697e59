"""What an organisation reads or changes stands in every language of the program, each in its own words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language_words import foreign_words
from tui_app.domain.languages import INTERFACE_LANGUAGES, LANGUAGES
from tui_app.files.resources import resource_path

DATA = resource_path("demo_team.toml").parent
CODES = {language.code for language in LANGUAGES}


def translated(value: object) -> Iterator[dict[str, str]]:
    """Each text in the file, by language."""
    if isinstance(value, dict):
        found = {code: text for code, text in value.items() if code in CODES and isinstance(text, str)}
        if found:
            yield found
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from translated(one)


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.toml")), ids=lambda path: path.stem)
def test_every_text_stands_in_every_language(path: Path) -> None:
    texts = list(translated(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert texts
    assert not [text for text in texts if not set(INTERFACE_LANGUAGES) <= text.keys()]
    wrong = [(words, text) for one in texts for code, text in one.items() if (words := foreign_words(text, code))]
    assert not wrong
