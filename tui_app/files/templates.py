"""Reads and writes form templates: TOML files of an organisation, and those that come with Samtale."""

from __future__ import annotations

from pathlib import Path

from tui_app.domain.errors import DomainError
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.template_file import parse_template, write_template
from tui_app.domain.forms.template_problems import InvalidTemplate, TemplateProblem
from tui_app.domain.forms.toml_reader import TEMPLATE_FILE_LIMIT
from tui_app.domain.records.conversation import ConversationKind
from tui_app.files.atomic_write import write_atomically
from tui_app.files.bounded_read import read_at_most
from tui_app.files.resources import resource_path


def read_template_file(path: Path) -> Form:
    """The form in a template file.

    Raises:
        DomainError: `file_unreadable`, with the path.
        InvalidTemplate: with the path and every mistake in the file.
    """
    try:
        # a little more than the limit, so that the parser can tell a file that is too large
        content = read_at_most(path, TEMPLATE_FILE_LIMIT + 10)
    except OSError as error:
        raise DomainError("file_unreadable", path=path) from error
    try:
        return parse_template(_decode_utf8(content))
    except DomainError as error:
        error.values.setdefault("path", path)
        raise


def read_template_folder(folder: Path) -> tuple[Form, ...]:
    """The forms in all template files of a folder, by kind of conversation and key.

    Raises:
        DomainError, InvalidTemplate: as `read_template_file`, for the first file that cannot be used.
    """
    kinds = list(ConversationKind)
    forms = [read_template_file(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(forms, key=lambda form: (kinds.index(form.kind), form.key)))


def shipped_templates() -> tuple[Form, ...]:
    """The forms that come with Samtale."""
    return read_template_folder(resource_path("templates"))


def _decode_utf8(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(content) > TEMPLATE_FILE_LIMIT:  # the end may be half a character
            raise InvalidTemplate([TemplateProblem(1, "", "too_large", {"most": TEMPLATE_FILE_LIMIT})]) from error
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidTemplate([TemplateProblem(line, "", "not_utf8", {})]) from error


def write_template_file(form: Form, path: Path, *, replace: bool = False) -> None:
    """Write a form to a TOML file that `read_template_file` can read.

    Raises:
        DomainError: `file_exists` or `file_unwritable`, with the path.
    """
    write_atomically(path, write_template(form).encode(), replace=replace)
