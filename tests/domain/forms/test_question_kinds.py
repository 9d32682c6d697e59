"""The registry of question kinds: every kind has an entry, and nothing else in the domain tests for a kind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tui_app.domain
from tests.domain.forms.sample_forms import small_form
from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.form import QuestionKind
from tui_app.domain.forms.question_kinds import QUESTION_KINDS, is_valid_answer
from tui_app.domain.text_normalization import NOTE_LIMIT

FORM = small_form()
DOMAIN = Path(tui_app.domain.__file__).parent
BLANKS: list[Answer] = [None, "", []]
MAY_NAME_A_KIND = {"forms/form.py", "forms/question_kinds.py"}
"""Modules that define the kinds and their rules."""


def named_kinds(tree: ast.AST) -> Iterator[str]:
    """Every kind that a module names, as in `QuestionKind.SCALE`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "QuestionKind":
            yield node.attr


def test_every_kind_has_rules() -> None:
    assert QUESTION_KINDS.keys() == set(QuestionKind)


def test_no_other_module_of_the_domain_names_a_kind() -> None:
    found = {
        path.relative_to(DOMAIN).as_posix(): sorted(named_kinds(ast.parse(path.read_text(encoding="utf-8"))))
        for path in DOMAIN.rglob("*.py")
    }
    assert {path: kinds for path, kinds in found.items() if kinds and path not in MAY_NAME_A_KIND} == {}


def test_a_module_that_names_a_kind_is_found() -> None:
    assert list(named_kinds(ast.parse("if kind is QuestionKind.SCALE: pass"))) == ["SCALE"]


def test_the_sample_form_has_a_question_of_every_kind() -> None:
    assert {question.kind for question in FORM.questions} == set(QuestionKind)


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("how", ["Bra", "x" * NOTE_LIMIT], ["x" * (NOTE_LIMIT + 1), 3, True, ["Bra"]]),
        ("which", ["few"], ["none", 0, ["few"]]),
        ("several", [["few"], ["many", "few"]], ["few", ["few", "few"], ["few", "none"], [1]]),
        ("well", [0, 4], [-1, 5, "3", True]),
        ("yes", [True, False], [1, "yes"]),
        ("day", ["2027-03-15"], ["15.3.2027", "2027-02-30", "20270315", "2027-W01-1", 3]),
    ],
)
def test_an_answer_fits_the_kind_of_its_question(key: str, good: list[Answer], bad: list[Answer]) -> None:
    question = FORM.question(key)
    assert question is not None
    assert [is_valid_answer(question, answer) for answer in good] == [True] * len(good)
    assert [is_valid_answer(question, answer) for answer in bad] == [False] * len(bad)
    assert all(is_valid_answer(question, blank) for blank in BLANKS)
