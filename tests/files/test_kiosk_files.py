"""What a kiosk tells of the organisation's own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_app.domain.errors import DomainError
from tui_app.files.access import LocalFileAccess, NoFileAccess
from tui_app.text.errors import error_message


@pytest.mark.parametrize("content", [b"[[rules]]\ntext = 1\n", b"[[rules", b"\xff", None])
def test_a_mistake_in_an_exercise_names_the_file_and_not_its_folder(content: bytes | None, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    if content is None:
        own.mkdir()  # it cannot be read
    else:
        own.write_bytes(content)
    with pytest.raises(DomainError) as refused:
        NoFileAccess(tmp_path).practice_content()
    said = error_message(refused.value)
    assert ("own.toml" in said, str(tmp_path) in said) == (True, False)
    with pytest.raises(DomainError) as refused:
        LocalFileAccess("UTC", home=tmp_path, cwd=tmp_path, practice=tmp_path).practice_content()
    assert str(own) in error_message(refused.value)
