"""Text as Markdown: what people wrote means nothing to a reader of Markdown, and keeps its line breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPECIAL_CHARACTERS = re.compile(r"[\\`*_\[\]{}<>&|~#$@^]")
"""Signs with a meaning anywhere in a line, also those that only some readers know: formulas, citations, attributes."""
_AUTOLINK = re.compile(r":(?=//)|(?<=\w)\.(?=[^\W\d_])")
"""What makes a link of a bare address: "https://…", "example.com"."""
_BLOCK_START = re.compile(r"^( *)(?:(\d+)([.)])|([-+=:]))")
_INDENT = re.compile(r"^ +")


def bullet_list(items: Sequence[str]) -> str:
    """A list of items that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of texts; nothing where there are no rows."""
    if not rows:
        return ""
    lines = [[escape_line(cell) for cell in row] for row in (heads, *rows)]
    lines.insert(1, ["---"] * len(heads))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def escape_text(text: str) -> str:
    """Text of several lines: each line break stays one, empty lines part paragraphs."""
    paragraphs = (part.strip("\n") for part in re.split(r"\n{2,}", text))
    return "\n\n".join("\\\n".join(map(_escape_whole_line, part.split("\n"))) for part in paragraphs if part)


def _escape_whole_line(text: str) -> str:
    text = _BLOCK_START.sub(_escape_block_start, escape_line(text))
    return _INDENT.sub(lambda spaces: "&nbsp;" * len(spaces.group()), text)


def escape_line(text: str) -> str:
    """Text within a line, in which nothing means anything to a reader of Markdown."""
    return _AUTOLINK.sub(r"\\\g<0>", _SPECIAL_CHARACTERS.sub(r"\\\g<0>", text))


def _escape_block_start(start: re.Match[str]) -> str:
    """The beginning of a line, so that it starts no list, no heading and no definition."""
    indent, number, mark, sign = start.groups()
    return f"{indent}{number}\\{mark}" if number else f"{indent}\\{sign}"
