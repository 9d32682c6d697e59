"""Everything about one person as two files: one to read, one for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tui_app.domain.my_data import Document, MyData, as_plain
from tui_app.files.markdown import bullets, line, note
from tui_app.files.safely import write_safely


def write_my_data(data: MyData, document: Document, path: Path, *, replace: bool = False) -> None:
    """Write the readable file to `path`, and the JSON beside it; both readable by their owner only.

    Raises:
        Refusal: `file_exists` or `file_unwritable`, with the path.
    """
    beside = path.with_suffix(".json")
    readable = "\n\n".join(part for part in _parts(document) if part) + "\n"
    text = json.dumps(as_plain(data), ensure_ascii=False, indent=2) + "\n"
    write_safely(path, readable.encode("utf-8", "replace"), replace=replace)
    write_safely(beside, text.encode("utf-8", "replace"), replace=replace)


def _parts(document: Document) -> Iterator[str]:
    yield f"# {line(document.title)}"
    yield line(document.about)
    for part in document.parts:
        yield f"{'#' * part.level} {line(part.title)}"
        yield bullets([line(item) for item in part.items])
        for label, text in part.texts:
            yield f"**{line(label)}**" if label else ""
            yield note(text)
