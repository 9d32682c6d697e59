"""A settings file with anything under `keys`: what is wrong is said in few and short lines."""

from __future__ import annotations

import json

import pytest

from tui_app.domain.text_normalization import EXCERPT_LIMIT, excerpt
from tui_app.ui.key_changes.changes import read_changes

HUGE = "x" * 1_000_000


@pytest.mark.parametrize(
    "changes",
    [
        {HUGE: "z"},
        {"comment": HUGE},
        {"comment": f"{HUGE},z"},
        {"comment": f"ctrl+{HUGE}"},
        {"comment": "\x1b[2J\n" * 99},
    ],
)
def test_a_huge_value_is_quoted_by_its_beginning(changes: dict[str, str]) -> None:
    good, (problem,) = read_changes(json.loads(json.dumps(changes)))
    assert good == {}
    assert len(problem) < 2 * EXCERPT_LIMIT + 60
    assert problem.isprintable()


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("kort", "kort"),
        ("x" * EXCERPT_LIMIT, "x" * EXCERPT_LIMIT),
        (HUGE, "x" * (EXCERPT_LIMIT - 1) + "…"),
        ("to\nlinjer\x1b[31m", "to linjer[31m"),
        (7, ""),
    ],
)
def test_an_excerpt_is_one_short_clean_line(value: object, quoted: str) -> None:
    assert excerpt(value) == quoted
