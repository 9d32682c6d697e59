"""Signed minutes as files: Markdown to read and edit elsewhere, PDF to print, JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tui_app.domain.minutes import SignedMinutes, canonical
from tui_app.domain.printout import MinutesWords, Printout, printout
from tui_app.domain.refusals import Refusal
from tui_app.files.markdown import bullets, line, note, table
from tui_app.files.safely import write_safely

__all__ = ["MinutesWords", "as_json", "as_markdown", "write_minutes"]


def write_minutes(
    signed: SignedMinutes, words: MinutesWords, path: Path, *, fonts: Path, replace: bool = False
) -> None:
    """Write signed minutes to a file; its suffix tells the kind: .md, .pdf or .json.

    Args:
        signed: what is written.
        words: the words around it, in the reader's language.
        path: where to.
        fonts: the folder of the fonts that a PDF carries with it.
        replace: whether a file that is there already is given up for it.

    Raises:
        Refusal: `file_kind_unknown`, `file_exists` or `file_unwritable`, with the path.
    """
    match path.suffix.lower():
        case ".md":
            content = _encoded(as_markdown(signed, words))
        case ".json":
            content = _encoded(as_json(signed))
        case ".pdf":
            from tui_app.files.minutes_pdf import as_pdf

            content = as_pdf(signed, words, fonts)
        case _:
            raise Refusal("file_kind_unknown", path=path)
    write_safely(path, content, replace=replace)


def as_json(signed: SignedMinutes) -> str:
    """A signed version as JSON: the SHA-256 is that of the text under `canonical`, as UTF-8, while it is intact."""
    text = canonical(signed.document)
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


def as_markdown(signed: SignedMinutes, words: MinutesWords) -> str:
    """A signed version as Markdown; what people wrote stays text in it, with its line breaks."""
    page = printout(signed, words)
    return "\n\n".join(part for part in _parts(page, words) if part) + "\n"


def _parts(page: Printout, words: MinutesWords) -> Iterator[str]:
    yield f"# {line(f'{page.title}: {page.subject}' if page.subject else page.title)}"
    yield f"> **{line(page.warning)}**" if page.warning else ""
    yield bullets([f"**{line(label)}:** {line(value)}" for label, value in page.facts])
    for title, text in page.sections:
        yield f"## {line(title)}" if title else ""
        yield note(text) or f"*{line(words.nothing_written)}*"
    none = f"*{line(words.none_agreed)}*"
    yield f"## {line(words.goals)}"
    yield bullets([_goal(*goal) for goal in page.goals]) or none
    yield f"## {line(words.actions)}"
    yield table([words.who, words.what, words.by_when], [_row(*action) for action in page.actions]) or none
    yield f"## {line(words.signatures)}"
    signatures = [f"**{line(label)}:** {line(name)}, {line(when)}" for label, name, when in page.signatures]
    yield bullets([*signatures, f"**{line(words.fingerprint)}:** `{page.fingerprint}`"])
    yield f"## {line(words.statements)}" if page.statements else ""
    for name, when, text in page.statements:
        yield f"**{line(f'{name}, {when}')}**"
        yield note(text)


def _goal(kind: str, text: str, target: str) -> str:
    return f"**{line(kind)}:** {line(text)}" + (f" ({line(target)})" if target else "")


def _row(who: str, what: str, by_when: str, served: str) -> list[str]:
    return [who, f"{what} ({served})" if served else what, by_when]


def _encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which only a text that was tampered with can hold, becomes a question mark."""
    return text.encode("utf-8", "replace")
