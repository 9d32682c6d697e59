"""Template files, the organisation's own and those shipped with the program, and the bank of open questions."""

from __future__ import annotations

from pathlib import Path

from tui_app.domain.errors import DomainError
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.template_file import parse_template, write_template
from tui_app.domain.forms.template_problems import InvalidTemplate, TemplateProblem
from tui_app.domain.forms.toml_reader import TEMPLATE_FILE_LIMIT
from tui_app.domain.records.conversation import ConversationKind
from tui_app.files.atomic_write import write_atomically
from tui_app.files.resources import resource_path


def read_template_file(path: Path) -> Form:
    """The form in a template file.

    Raises:
        DomainError: `file_unreadable`, with the path.
        TemplateWrong: with the path and every mistake at once.
    """
    try:
        return parse_template(_decode_utf8(_read_bytes(path)))
    except DomainError as refusal:
        refusal.values.setdefault("path", path)
        raise


def read_template_folder(folder: Path) -> tuple[Form, ...]:
    """The forms in all template files of a folder, by kind of conversation and key.

    Raises:
        DomainError, TemplateWrong: as `read_template_file`, for the first file that cannot be used; then there are none.
    """
    kinds = list(ConversationKind)
    forms = [read_template_file(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(forms, key=lambda form: (kinds.index(form.kind), form.key)))


def shipped_templates() -> tuple[Form, ...]:
    """The forms that come with the program."""
    return read_template_folder(resource_path("templates"))


def _read_bytes(path: Path) -> bytes:
    try:
        path = path.expanduser()
        if not path.is_file():  # missing, a folder; or a pipe, which might never end
            raise DomainError("file_unreadable")
        with path.open("rb") as file:
            return file.read(TEMPLATE_FILE_LIMIT + 10)  # enough for the check of the size, and its mark of UTF-8
    except (OSError, ValueError, RuntimeError) as error:
        raise DomainError("file_unreadable") from error


def _decode_utf8(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(content) > TEMPLATE_FILE_LIMIT:  # cut within a character
            raise InvalidTemplate([TemplateProblem(1, "", "too_large", {"most": TEMPLATE_FILE_LIMIT})]) from error
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidTemplate([TemplateProblem(line, "", "not_utf8", {})]) from error


def write_template_file(form: Form, path: Path, *, replace: bool = False) -> None:
    """Write a form to a TOML file that `read_template_file` reads back.

    Raises:
        DomainError: `file_exists` or `file_unwritable`, with the path.
    """
    write_atomically(path, write_template(form).encode(), replace=replace)
