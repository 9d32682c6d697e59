"""Exercises and the question bank as TOML files: all mistakes are reported at once, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from tui_app.domain.conversations.question_bank import QuestionBank
from tui_app.domain.forms.template_problems import InvalidContent, InvalidTemplate
from tui_app.domain.forms.toml_lines import TomlPath
from tui_app.domain.forms.toml_reader import read_toml
from tui_app.domain.practice.content import PracticeContent

if TYPE_CHECKING:
    from pydantic import BaseModel

    from tui_app.domain.forms.findings import Models

Model = TypeVar("Model", bound="BaseModel")
_LANGUAGE = re.compile(r"[a-z]{2,3}([_-][A-Za-z0-9]{2,8})?")


def parse_practice(text: str) -> PracticeContent:
    """Parse a file of exercises (`data/practice/`).

    Raises:
        InvalidContent: with all mistakes at once.
    """
    from tui_app.domain.practice.content_models import PRACTICE_MODELS, PracticeModel

    return _parse(text, PracticeModel, PRACTICE_MODELS).to_record()


def parse_question_bank(text: str) -> QuestionBank:
    """Parse a question bank (`data/questions.toml`).

    Raises:
        InvalidContent: with all mistakes at once.
    """
    from tui_app.domain.practice.content_models import QUESTION_BANK_MODELS, QuestionBankModel

    return _parse(text, QuestionBankModel, QUESTION_BANK_MODELS).to_record()


def _parse(text: str, model: type[Model], models: Models) -> Model:
    from pydantic import ValidationError

    from tui_app.domain.forms.findings import add_findings, check_languages, problems_by_line, pydantic_findings

    try:
        raw = read_toml(text)
    except InvalidTemplate as error:
        raise InvalidContent(error.problems) from error
    found, findings = None, []
    try:
        found = model.model_validate(raw)
    except ValidationError as error:
        findings = pydantic_findings(error, models)
    findings = add_findings(findings, check_languages(list(_texts(raw))))
    if found is None or findings:
        raise InvalidContent(problems_by_line(text, findings))
    return found


def _texts(value: object, path: TomlPath = ()) -> Iterator[tuple[TomlPath, Mapping[str, object]]]:
    """Every text with its translations: a table with nothing but codes of languages and texts."""
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _texts(one, (*path, index))
    elif isinstance(value, Mapping):
        if value and all(_LANGUAGE.fullmatch(name) and isinstance(one, str) for name, one in value.items()):
            yield path, value
        else:
            for name, one in value.items():
                yield from _texts(one, (*path, name))
