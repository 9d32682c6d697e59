"""Reads the question bank: open questions by theme, from a TOML file."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tui_app.domain.conversations.question_bank import QuestionBank, QuestionTheme
from tui_app.domain.errors import DomainError
from tui_app.domain.forms.template_models import KeyField, LineField, TitleField
from tui_app.domain.forms.validation import describe_path


class _BankModel(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class ThemeSpec(_BankModel):
    """One `[[themes]]` of the file."""

    key: KeyField
    title: TitleField
    questions: list[LineField] = Field(min_length=1)


class QuestionBankSpec(_BankModel):
    """The whole file."""

    themes: list[ThemeSpec] = Field(min_length=1)


def read_question_bank(path: Path) -> QuestionBank:
    """The questions in a file such as `data/questions.toml`.

    Raises:
        DomainError: `question_bank_unreadable`, with `path`, `where` in the file and what was `expected` there.
    """
    try:
        bank = QuestionBankSpec.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError) as error:
        where, expected = "", str(error)
        if isinstance(error, ValidationError):
            first = error.errors(include_url=False, include_input=False)[0]
            where, expected = describe_path(first["loc"]), first["msg"]
        raise DomainError("question_bank_unreadable", path=path, where=where, expected=expected) from error
    return QuestionBank(tuple(QuestionTheme(theme.key, theme.title, tuple(theme.questions)) for theme in bank.themes))
