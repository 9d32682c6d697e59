"""Template files, the organisation's own and those shipped with the program, and the bank of open questions."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tui_app.datafiles import data_path
from tui_app.domain.forms import Form
from tui_app.domain.question_bank import QuestionBank, Theme
from tui_app.domain.records import ConversationKind
from tui_app.domain.refusals import Refusal
from tui_app.domain.template_checks import Key, Line, Title, place
from tui_app.domain.templates import SIZE_LIMIT, TemplateProblem, TemplateWrong, parse_template, write_template
from tui_app.files.safely import write_safely


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class ThemePart(_Part):
    """`[[themes]]` of the open questions."""

    key: Key
    title: Title
    questions: list[Line] = Field(min_length=1)


class BankPart(_Part):
    """The whole file of open questions."""

    themes: list[ThemePart] = Field(min_length=1)


def read_template(path: Path) -> Form:
    """The form in a template file.

    Raises:
        Refusal: `file_unreadable`, with the path.
        TemplateWrong: with the path and every mistake at once.
    """
    try:
        return parse_template(_decoded(_bytes(path)))
    except Refusal as refusal:
        refusal.values.setdefault("path", path)
        raise


def read_templates(folder: Path) -> tuple[Form, ...]:
    """The forms in all template files of a folder, by kind of conversation and key.

    Raises:
        Refusal, TemplateWrong: as `read_template`, for the first file that cannot be used; then there are none.
    """
    kinds = list(ConversationKind)
    forms = [read_template(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(forms, key=lambda form: (kinds.index(form.kind), form.key)))


def shipped_templates() -> tuple[Form, ...]:
    """The forms that come with the program."""
    return read_templates(data_path("templates"))


def read_questions(path: Path) -> QuestionBank:
    """The open questions of a file (`data/questions.toml`).

    Raises:
        Refusal: `question_bank_unreadable`, with `path`, `where` in the file and what was `expected` there.
    """
    try:
        part = BankPart.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError) as error:
        where, expected = "", str(error)
        if isinstance(error, ValidationError):
            first = error.errors(include_url=False, include_input=False)[0]
            where, expected = place(first["loc"]), first["msg"]
        raise Refusal("question_bank_unreadable", path=path, where=where, expected=expected) from error
    return QuestionBank(tuple(Theme(one.key, one.title, tuple(one.questions)) for one in part.themes))


def _bytes(path: Path) -> bytes:
    try:
        path = path.expanduser()
        if not path.is_file():  # missing, a folder; or a pipe, which might never end
            raise Refusal("file_unreadable")
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT + 10)  # enough for the check of the size, and its mark of UTF-8
    except (OSError, ValueError, RuntimeError) as error:
        raise Refusal("file_unreadable") from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(content) > SIZE_LIMIT:  # cut within a character
            raise TemplateWrong([TemplateProblem(1, "", "too_large", {"most": SIZE_LIMIT})]) from error
        line = content.count(b"\n", 0, error.start) + 1
        raise TemplateWrong([TemplateProblem(line, "", "not_utf8", {})]) from error


def write_form(form: Form, path: Path, *, replace: bool = False) -> None:
    """Write a form to a TOML file that `read_template` reads back.

    Raises:
        Refusal: `file_exists` or `file_unwritable`, with the path.
    """
    write_safely(path, write_template(form).encode(), replace=replace)
