"""Find the line of each value in a TOML text. Python's own parser does not record it."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator

TomlPath = tuple[str | int, ...]
"""Keys and indexes (from 0) that lead to a value: ("sections", 1, "title", "nn")."""

_BLANK_OR_COMMENT = re.compile(r"(?:[ \t\n]|#[^\n]*+)*+")
_KEY = re.compile(r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|[ \t]|\.)++""")
_STRING = re.compile(
    r'''"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'''
    r"""|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"""
    r"""|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]++")


class TomlLines:
    """The lines of the values in a TOML text."""

    def __init__(self, text: str) -> None:
        """Read a text that `tomllib` has parsed without error. For other text the lines make no sense."""
        self._text = text.replace("\r\n", "\n")
        self._breaks = [match.start() for match in re.finditer("\n", self._text)]
        self._at = 0
        self._lines: dict[TomlPath, int] = {}
        self._tables: dict[TomlPath, int] = {}
        self._read()

    def line(self, path: TomlPath) -> int:
        """The line of a value, from 1; for a missing value, the line of the table it is expected in."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1

    def _read(self) -> None:
        table: TomlPath = ()
        self._skip_blank()
        while self._at < len(self._text):
            if self._text.startswith("[", self._at):
                table = self._read_header()
            else:
                self._read_pair(table)
            self._skip_blank()

    def _skip_blank(self) -> None:
        self._at = _match_end(_BLANK_OR_COMMENT, self._text, self._at)

    def _note_line(self, path: TomlPath, start: int) -> None:
        self._lines.setdefault(path, bisect_right(self._breaks, start) + 1)

    def _read_key(self) -> list[str]:
        start, self._at = self._at, _match_end(_KEY, self._text, self._at)
        return list(_key_parts(self._text[start : self._at]))

    def _read_header(self) -> TomlPath:
        """`[a.b]`, or `[[a.b]]`, which starts the next table of a list."""
        start = self._at
        brackets = 2 if self._text.startswith("[[", start) else 1
        self._at += brackets
        *outer, last = self._read_key()
        self._at += brackets
        path: TomlPath = ()
        for part in outer:
            path = self._latest((*path, part))
            self._note_line(path, start)
        path = (*path, last)
        if brackets == 2:
            self._note_line(path, start)
            self._tables[path] = self._tables.get(path, 0) + 1
        path = self._latest(path)
        self._note_line(path, start)
        return path

    def _latest(self, path: TomlPath) -> TomlPath:
        return (*path, self._tables[path] - 1) if path in self._tables else path

    def _read_pair(self, table: TomlPath) -> None:
        start = self._at
        path = table
        for part in self._read_key():
            path = (*path, part)
            self._note_line(path, start)
        self._at += 1  # the equals sign
        self._read_value(path)

    def _read_value(self, path: TomlPath) -> None:
        self._skip_blank()
        match self._text[self._at : self._at + 1]:
            case "[":
                self._read_collection(path, "]")
            case "{":
                self._read_collection(path, "}")
            case '"' | "'":
                self._at = _match_end(_STRING, self._text, self._at)
            case _:
                self._at = _match_end(_SCALAR, self._text, self._at)

    def _read_collection(self, path: TomlPath, closing: str) -> None:
        """An array or an inline table."""
        self._at += 1
        index = 0
        self._skip_blank()
        while self._at < len(self._text) and not self._text.startswith(closing, self._at):
            if closing == "]":
                self._note_line((*path, index), self._at)
                self._read_value((*path, index))
            else:
                self._read_pair(path)
            index += 1
            self._skip_blank()
            self._at += self._text.startswith(",", self._at)
            self._skip_blank()
        self._at += 1


def _match_end(pattern: re.Pattern[str], text: str, start: int) -> int:
    """The end of a match that begins at `start`; the next character if there is none, so that reading always ends."""
    match = pattern.match(text, start)
    return match.end() if match else start + 1


def _key_parts(key: str) -> Iterator[str]:
    """The parts of a dotted key, which may be quoted."""
    table = tomllib.loads(f"{key} = 0")
    while isinstance(table, dict):
        ((part, table),) = table.items()
        yield part
