"""The line of every value in a TOML text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.forms.sample_forms import forms
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.template_file import write_template
from tui_app.domain.forms.toml_lines import TomlLines


def _paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from _paths(one, (*path, name))


TRICKY = r'''
a.b . "c d" = [ 1, # ] not the end
  2, [ "x]", 'y"' ],
  { k = "}", "l=m" = { n = [ ] } },
]
text = """
[not] = "a table" \"""
"""
raw = """"two"" quotes"""""
lit = QQQ '' [x]
QQQ
day = 1979-05-27 07:32:00 # a comment = 1
[ t . "u v" ]
x = 1
[[t.list]]
y = 2
[[t.list]]
[t.list.sub]
z = 3
[[t.list.deep]]
w = true
'''.replace("QQQ", "'" * 3)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a", "b", "c d"), 2),
        (("a", "b", "c d", 0), 2),
        (("a", "b", "c d", 1), 3),
        (("a", "b", "c d", 2, 1), 3),
        (("a", "b", "c d", 3, "l=m", "n"), 4),
        (("text",), 6),
        (("raw",), 9),
        (("lit",), 10),
        (("day",), 12),
        (("t", "u v", "x"), 14),
        (("t", "list", 0, "y"), 16),
        (("t", "list", 1), 17),
        (("t", "list", 1, "sub", "z"), 19),
        (("t", "list", 1, "deep", 0, "w"), 21),
        (("t", "list", 1, "missing"), 17),
        (("missing",), 1),
    ],
)
def test_the_line_of_every_value_is_found(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(TRICKY)
    assert TomlLines(TRICKY).line(path) == line
    assert TomlLines(TRICKY.replace("\n", "\r\n")).line(path) == line


@given(forms(), st.data())
def test_the_line_of_a_value_contains_its_name(form: Form, data: st.DataObject) -> None:
    written = write_template(form)
    path = data.draw(st.sampled_from([*_paths(tomllib.loads(written))]))
    line = written.split("\n")[TomlLines(written).line(path) - 1]
    names = [part for part in path if isinstance(part, str)]
    assert (f"[[{'.'.join(names)}]]" == line) or any(name in line for name in names[-2:]) or names[-1] == "options"
