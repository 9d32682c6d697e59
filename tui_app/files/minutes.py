"""Signed minutes as files: Markdown to read and edit elsewhere, PDF to print, JSON for other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui_app.domain.minutes import SignedMinutes, canonical
from tui_app.domain.printout import MinutesWords, Printout, printout
from tui_app.domain.refusals import Refusal
from tui_app.files.safely import write_safely

__all__ = ["MinutesWords", "as_json", "as_markdown", "write_minutes"]

_ALWAYS = re.compile(r"[\\`*_\[\]{}<>&|~#$@^]")
"""Signs with a meaning anywhere in a line, also those that only some readers know: formulas, citations, attributes."""
_ADDRESS = re.compile(r":(?=//)|(?<=\w)\.(?=[^\W\d_])")
"""What makes a link of a bare address: "https://…", "example.com"."""
_FIRST_IN_LINE = re.compile(r"^( *)(?:(\d+)([.)])|([-+=:]))")
_INDENT = re.compile(r"^ +")


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
    yield f"# {_line(f'{page.title}: {page.subject}' if page.subject else page.title)}"
    yield f"> **{_line(page.warning)}**" if page.warning else ""
    yield _list([f"**{_line(label)}:** {_line(value)}" for label, value in page.facts])
    for title, text in page.sections:
        yield f"## {_line(title)}" if title else ""
        yield _note(text) or f"*{_line(words.nothing_written)}*"
    none = f"*{_line(words.none_agreed)}*"
    yield f"## {_line(words.goals)}"
    yield _list([_goal(*goal) for goal in page.goals]) or none
    yield f"## {_line(words.actions)}"
    yield _table([words.who, words.what, words.by_when], [_row(*action) for action in page.actions]) or none
    yield f"## {_line(words.signatures)}"
    signatures = [f"**{_line(label)}:** {_line(name)}, {_line(when)}" for label, name, when in page.signatures]
    yield _list([*signatures, f"**{_line(words.fingerprint)}:** `{page.fingerprint}`"])
    yield f"## {_line(words.statements)}" if page.statements else ""
    for name, when, text in page.statements:
        yield f"**{_line(f'{name}, {when}')}**"
        yield _note(text)


def _goal(kind: str, text: str, target: str) -> str:
    return f"**{_line(kind)}:** {_line(text)}" + (f" ({_line(target)})" if target else "")


def _row(who: str, what: str, by_when: str, served: str) -> list[str]:
    return [who, f"{what} ({served})" if served else what, by_when]


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    lines = [[_line(cell) for cell in row] for row in (heads, *rows)]
    lines.insert(1, ["---"] * len(heads))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _note(text: str) -> str:
    """Text of several lines: each line break stays one, empty lines part paragraphs."""
    paragraphs = (part.strip("\n") for part in re.split(r"\n{2,}", text))
    return "\n\n".join("\\\n".join(map(_whole_line, part.split("\n"))) for part in paragraphs if part)


def _whole_line(text: str) -> str:
    text = _FIRST_IN_LINE.sub(_kept_from_starting, _line(text))
    return _INDENT.sub(lambda spaces: "&nbsp;" * len(spaces.group()), text)


def _line(text: str) -> str:
    """Text within a line, in which nothing means anything to a reader of Markdown."""
    return _ADDRESS.sub(r"\\\g<0>", _ALWAYS.sub(r"\\\g<0>", text))


def _kept_from_starting(start: re.Match[str]) -> str:
    """The beginning of a line, so that it starts no list, no heading and no definition."""
    indent, number, mark, sign = start.groups()
    return f"{indent}{number}\\{mark}" if number else f"{indent}\\{sign}"


def _encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which only a text that was tampered with can hold, becomes a question mark."""
    return text.encode("utf-8", "replace")
