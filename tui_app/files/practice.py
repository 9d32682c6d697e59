"""Reads the exercises and the question bank: those that come with Samtale, and an organisation's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tui_app.domain.conversations.question_bank import QuestionBank
from tui_app.domain.errors import DomainError
from tui_app.domain.forms.template_problems import InvalidContent, TemplateProblem
from tui_app.domain.forms.toml_reader import TEMPLATE_FILE_LIMIT
from tui_app.domain.practice.content import PracticeContent
from tui_app.domain.practice.content_file import parse_practice, parse_question_bank
from tui_app.files.bounded_read import read_at_most
from tui_app.files.resources import resource_path


def read_practice_file(path: Path) -> PracticeContent:
    """The exercises in a file.

    Raises:
        DomainError: `file_unreadable`, with the path.
        InvalidContent: with the path and every mistake in the file.
    """
    try:
        return parse_practice(_read(path))
    except InvalidContent as error:
        error.values.setdefault("path", path)
        raise


def read_practice_folder(folder: Path) -> PracticeContent:
    """The exercises in all files of a folder, by name; none if there is no such folder.

    Raises:
        DomainError, InvalidContent: as `read_practice_file`, for the first file that cannot be used.
    """
    return sum(map(read_practice_file, sorted(folder.glob("*.toml"))), PracticeContent())


def read_question_bank(path: Path) -> QuestionBank:
    """The questions in a file such as `data/questions.toml`.

    Raises:
        DomainError: `file_unreadable`, with the path.
        InvalidContent: with the path and every mistake in the file.
    """
    try:
        return parse_question_bank(_read(path))
    except InvalidContent as error:
        error.values.setdefault("path", path)
        raise


@cache
def shipped_practice() -> PracticeContent:
    """The exercises that come with Samtale."""
    return read_practice_folder(resource_path("practice"))


@cache
def shipped_question_bank() -> QuestionBank:
    """The open questions that come with Samtale; read once, as they are asked for at a key."""
    return read_question_bank(resource_path("questions.toml"))


def _read(path: Path) -> str:
    try:
        content = read_at_most(path, TEMPLATE_FILE_LIMIT + 10)
    except OSError as error:
        raise DomainError("file_unreadable", path=path) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        code, values = (
            ("too_large", {"most": TEMPLATE_FILE_LIMIT}) if len(content) > TEMPLATE_FILE_LIMIT else ("not_utf8", {})
        )
        raise InvalidContent([TemplateProblem(line, "", code, values)]) from error
