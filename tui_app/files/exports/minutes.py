"""Signed minutes as files: Markdown to read and edit, PDF to print, JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tui_app.domain.errors import DomainError
from tui_app.domain.minutes.printout import Printout, PrintoutLabels, build_printout
from tui_app.domain.minutes.signed_minutes import SignedMinutes, canonical_json
from tui_app.files.atomic_write import write_atomically
from tui_app.files.exports.markdown import bullet_list, escape_line, escape_text, table


def write_minutes(signed: SignedMinutes, labels: PrintoutLabels, path: Path, *, replace: bool = False) -> None:
    """Write signed minutes to a file, in the format of its suffix: .md, .pdf or .json.

    Args:
        labels: the words around the minutes.
        replace: overwrite an existing file.

    Raises:
        DomainError: `file_kind_unknown`, `file_exists` or `file_unwritable`, with the path.
    """
    match path.suffix.lower():
        case ".md":
            content = _encoded(render_minutes_markdown(signed, labels))
        case ".json":
            content = _encoded(render_minutes_json(signed))
        case ".pdf":
            from tui_app.files.exports.minutes_pdf import render_minutes_pdf

            content = render_minutes_pdf(signed, labels)
        case _:
            raise DomainError("file_kind_unknown", path=path)
    write_atomically(path, content, replace=replace)


def render_minutes_json(signed: SignedMinutes) -> str:
    """A signed version as JSON; while it is intact, `sha256` is the hash of the text in `canonical`, as UTF-8."""
    text = canonical_json(signed.document)
    data = {
        "sha256": signed.sha256,
        "intact": signed.intact,
        "document": json.loads(text),
        "statements": [
            {"by": one.by_name, "at": one.at.isoformat(timespec="seconds"), "text": one.text}
            for one in signed.statements
        ],
        "canonical": text,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def render_minutes_markdown(signed: SignedMinutes, labels: PrintoutLabels) -> str:
    """A signed version as Markdown; what people wrote is escaped and keeps its line breaks."""
    page = build_printout(signed, labels)
    return "\n\n".join(part for part in _markdown_parts(page, labels) if part) + "\n"


def _markdown_parts(page: Printout, labels: PrintoutLabels) -> Iterator[str]:
    yield f"# {escape_line(f'{page.title}: {page.subject}' if page.subject else page.title)}"
    yield f"> **{escape_line(page.warning)}**" if page.warning else ""
    yield bullet_list([f"**{escape_line(label)}:** {escape_line(value)}" for label, value in page.facts])
    for title, text in page.sections:
        yield f"## {escape_line(title)}" if title else ""
        yield escape_text(text) or f"*{escape_line(labels.nothing_written)}*"
    none = f"*{escape_line(labels.none_agreed)}*"
    yield f"## {escape_line(labels.goals)}"
    yield bullet_list([_goal_line(*goal) for goal in page.goals]) or none
    yield f"## {escape_line(labels.actions)}"
    yield table([labels.who, labels.what, labels.by_when], [_action_row(*action) for action in page.actions]) or none
    yield f"## {escape_line(labels.signatures)}"
    signatures = [
        f"**{escape_line(label)}:** {escape_line(name)}, {escape_line(when)}" for label, name, when in page.signatures
    ]
    yield bullet_list([*signatures, f"**{escape_line(labels.fingerprint)}:** `{page.fingerprint}`"])
    yield f"## {escape_line(labels.statements)}" if page.statements else ""
    for name, when, text in page.statements:
        yield f"**{escape_line(f'{name}, {when}')}**"
        yield escape_text(text)


def _goal_line(kind: str, text: str, target: str) -> str:
    return f"**{escape_line(kind)}:** {escape_line(text)}" + (f" ({escape_line(target)})" if target else "")


def _action_row(who: str, what: str, by_when: str, goal: str) -> list[str]:
    return [who, f"{what} ({goal})" if goal else what, by_when]


def _encoded(text: str) -> bytes:
    """The text as UTF-8; half a surrogate pair, found only in text that was tampered with, becomes a question mark."""
    return text.encode("utf-8", "replace")
