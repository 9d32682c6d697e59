"""Everything about one person in two files: Markdown to read, JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tui_app.domain.my_data import MyData, MyDataDocument, my_data_to_json
from tui_app.files.atomic_write import write_atomically
from tui_app.files.exports.markdown import bullet_list, escape_line, escape_text


def write_my_data(data: MyData, document: MyDataDocument, path: Path, *, replace: bool = False) -> None:
    """Write the document to `path` and the data as JSON beside it.

    Raises:
        DomainError: `file_exists` or `file_unwritable`, with the path.
    """
    markdown = "\n\n".join(part for part in _markdown_parts(document) if part) + "\n"
    json_text = json.dumps(my_data_to_json(data), ensure_ascii=False, indent=2) + "\n"
    write_atomically(path, markdown.encode("utf-8", "replace"), replace=replace)
    write_atomically(path.with_suffix(".json"), json_text.encode("utf-8", "replace"), replace=replace)


def _markdown_parts(document: MyDataDocument) -> Iterator[str]:
    yield f"# {escape_line(document.title)}"
    yield escape_line(document.about)
    for part in document.parts:
        yield f"{'#' * part.level} {escape_line(part.title)}"
        yield bullet_list([escape_line(item) for item in part.items])
        for label, text in part.texts:
            yield f"**{escape_line(label)}**" if label else ""
            yield escape_text(text)
