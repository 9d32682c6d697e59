"""Builds Markdown in which what people wrote is escaped and keeps its line breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPECIAL_CHARACTERS = re.compile(r"[\\`*_\[\]{}<>&|~#$@^]")
"""Characters with a meaning anywhere in a line; some are special to a few programs only (formulas, attributes)."""
_AUTOLINK = re.compile(r":(?=//)|(?<=\w)\.(?=[^\W\d_])")
"""What turns a bare address into a link: "https://…", "example.com"."""
_BLOCK_START = re.compile(r"^( *)(?:(\d+)([.)])|([-+=:]))")
_INDENT = re.compile(r"^ +")


def bullet_list(items: Sequence[str]) -> str:
    """A list of items, which must be Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of plain texts; an empty string if there are no rows."""
    if not rows:
        return ""
    lines = [[escape_line(cell) for cell in row] for row in (headings, *rows)]
    lines.insert(1, ["---"] * len(headings))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def escape_text(text: str) -> str:
    """Escape text of several lines: each line break is kept, empty lines separate paragraphs."""
    paragraphs = (part.strip("\n") for part in re.split(r"\n{2,}", text))
    return "\n\n".join("\\\n".join(map(_escape_whole_line, part.split("\n"))) for part in paragraphs if part)


def _escape_whole_line(text: str) -> str:
    text = _BLOCK_START.sub(_escape_block_start, escape_line(text))
    return _INDENT.sub(lambda spaces: "&nbsp;" * len(spaces.group()), text)


def escape_line(text: str) -> str:
    """Escape text within a line."""
    return _AUTOLINK.sub(r"\\\g<0>", _SPECIAL_CHARACTERS.sub(r"\\\g<0>", text))


def _escape_block_start(start: re.Match[str]) -> str:
    """Escape the start of a line that would begin a list, a heading or a definition."""
    indent, number, delimiter, bullet = start.groups()
    return f"{indent}{number}\\{delimiter}" if number else f"{indent}\\{bullet}"
