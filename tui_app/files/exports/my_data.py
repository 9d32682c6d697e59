"""Everything about one person as two files: one to read, one for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tui_app.domain.my_data import MyData, MyDataDocument, my_data_to_json
from tui_app.files.atomic_write import write_atomically
from tui_app.files.exports.markdown import bullet_list, escape_line, escape_text


def write_my_data(data: MyData, document: MyDataDocument, path: Path, *, replace: bool = False) -> None:
    """Write the readable file to `path`, and the JSON beside it; both readable by their owner only.

    Raises:
        DomainError: `file_exists` or `file_unwritable`, with the path.
    """
    beside = path.with_suffix(".json")
    readable = "\n\n".join(part for part in _markdown_parts(document) if part) + "\n"
    text = json.dumps(my_data_to_json(data), ensure_ascii=False, indent=2) + "\n"
    write_atomically(path, readable.encode("utf-8", "replace"), replace=replace)
    write_atomically(beside, text.encode("utf-8", "replace"), replace=replace)


def _markdown_parts(document: MyDataDocument) -> Iterator[str]:
    yield f"# {escape_line(document.title)}"
    yield escape_line(document.about)
    for part in document.parts:
        yield f"{'#' * part.level} {escape_line(part.title)}"
        yield bullet_list([escape_line(item) for item in part.items])
        for label, text in part.texts:
            yield f"**{escape_line(label)}**" if label else ""
            yield escape_text(text)
