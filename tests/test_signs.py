"""Signs and letters on terminals that lack some of them."""

from __future__ import annotations

import ast
from pathlib import Path
from unicodedata import combining

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import tui_app
from tui_app.signs import CONSOLE_HAS, LINES, PLAIN_SIGNS, Signs, as_ascii

LATIN_1 = Signs("iso-8859-1")
CONSOLE = Signs("utf-8", is_console=True)
VT100 = Signs("utf-8", is_plain=True)


def test_a_modern_terminal_gets_everything_as_it_is() -> None:
    assert Signs().are_all
    assert not any(signs.are_all for signs in (LATIN_1, CONSOLE, VT100, Signs("ANSI_X3.4-1968")))


@pytest.mark.parametrize(
    ("signs", "text", "drawn"),
    [
        (LATIN_1, "╭─ Søke · «x» ▸ ✓", "+- Søke · «x» > +"),
        (CONSOLE, "╭─ Søke · ▸ ✓ 12′", "┌─ Søke · ▸ + 12'"),
        (CONSOLE, "╭╮╰╯", "┌┐└┘"),
        (CONSOLE, "┏━┃", "╔═║"),
        (VT100, "╭─ Søke · ▸ ✓ …", "+- Søke . > + ."),
        (Signs("ascii"), "Łukasz Åse øst", "Lukasz Ase ost"),
    ],
)
def test_words_stay_and_signs_are_replaced(signs: Signs, text: str, drawn: str) -> None:
    assert signs.drawn(text) == drawn


@given(text=st.text())
@pytest.mark.parametrize("signs", [LATIN_1, CONSOLE, VT100, Signs("ascii"), Signs("no such encoding")])
def test_any_text_keeps_its_width_and_can_be_written(signs: Signs, text: str) -> None:
    assume_printable = "".join(letter for letter in text if letter.isprintable() and cell_len(letter) > 0)
    drawn = signs.drawn(assume_printable)
    if not signs.encoding.startswith("no"):
        drawn.encode(signs.encoding)
    assert cell_len(drawn) == sum(cell_len(letter) for letter in assume_printable)


def test_every_sign_that_the_screens_use_is_in_the_table() -> None:
    used = set()
    for folder in ("ui", "text"):
        for path in Path(tui_app.__path__[0], folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    used |= {letter for letter in node.value if letter > "\xa0" and letter.isprintable()}
    assert {letter for letter in used if not combining(letter) and not as_ascii(letter)} == set()


def test_the_table_itself_is_plain() -> None:
    assert all(value.isascii() and value for value in (PLAIN_SIGNS | LINES).values())
    assert CONSOLE_HAS.isdisjoint("␣⏎✓✎◇◆○↻▌▁▂▃▅▆▇′╭╮╰╯")
