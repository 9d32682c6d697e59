"""Tables of plain lines for the prompt, and how many cells of a terminal a text takes."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from tui_app.domain.text_normalization import clean_line

COLUMN_GAP = 2
"""Blank cells between columns."""
MIN_CUT_WIDTH = 8
"""Columns are cut no narrower than this, in cells."""
_NOT_SIMPLE = (range(0x1160, 0x1200), range(0x2600, 0x2700))
"""Vowels that join the letter before, and symbols whose width depends on the version of Unicode."""

_EMOJI_SELECTORS, _FIRST_EMOJI = (0xFE0E, 0xFE0F), 0x1F000
"""What makes one sign of several characters, by their code points."""
_SPARKLINE_SIGNS = "▁▂▃▄▅▆▇█"


def cell_width(text: str) -> int:
    """The cells that a text without control characters takes in a terminal."""
    if _is_simple(text):
        return len(text)
    from wcwidth import iter_graphemes

    return sum(map(_grapheme_width, iter_graphemes(text)))


def fit_cells(text: str, width: int) -> str:
    """The text, or as much of its beginning as fits together with an ellipsis into `width` cells."""
    if cell_width(text) <= width:
        return text
    if _is_simple(text):
        return text[: width - 1] + "…"
    from wcwidth import iter_graphemes

    kept = ""
    for character in iter_graphemes(text):
        if cell_width(kept + character) >= width:
            break
        kept += character
    return kept + " " * (width - 1 - cell_width(kept)) + "…"


def fit_middle(text: str, width: int) -> str:
    """The text in at most `width` cells: what is too much is left out in the middle, so that both its ends are seen."""
    if cell_width(text) <= width:
        return text
    head, tail = text, text
    while cell_width(head) > width // 2:
        head = head[:-1]
    while cell_width(tail) > width - width // 2 - 1:
        tail = tail[1:]
    return f"{head.rstrip()}…{tail.lstrip()}"


class Lookalikes:
    """The texts of a column: which of them would look like another one once their ends are cut off.

    Args:
        texts: makes the texts; called once one of them is cut, as in most lists none is.
    """

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._read = texts
        self._sorted: list[str] | None = None

    def has_another(self, text: str, kept: str) -> bool:
        """True if another text begins with what is kept of this one."""
        if self._sorted is None:
            self._sorted = sorted(set(self._read()))
        at = bisect_left(self._sorted, text)
        beside = self._sorted[max(0, at - 1) : at + 2]
        return any(other != text and len(other) > len(kept) and other.startswith(kept) for other in beside)


def _grapheme_width(grapheme: str) -> int:
    """The cells of one letter or sign. In many scripts wcwidth adds one for a vowel that joins its letter's cell."""
    from wcwidth import wcswidth, wcwidth

    if any(point in _EMOJI_SELECTORS or point >= _FIRST_EMOJI for point in map(ord, grapheme)):
        return wcswidth(grapheme)
    return sum(max(0, wcwidth(character)) for character in grapheme)


def _is_simple(text: str) -> bool:
    """True if each character takes one cell; saves most commands the time to load wcwidth."""
    return all(character < "\u0300" or _has_one_cell(character) for character in text)


def _has_one_cell(character: str) -> bool:
    return (
        character < "\u3000"
        and unicodedata.east_asian_width(character) not in "WF"
        and unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cf", "Cn")
        and not any(ord(character) in block for block in _NOT_SIMPLE)
    )


def align_columns(rows: Sequence[Sequence[str]], width: int | None, right: Sequence[int] = ()) -> list[str]:
    """Rows of cells as lines in columns that are as wide as their widest cell.

    Control characters are left out: the terminal obeys nothing that people typed.

    Args:
        rows: all with the same number of cells.
        width: of the terminal; the widest columns are cut to fit. None cuts nothing.
        right: the columns that are aligned to the right.
    """
    cells = [[clean_line(cell) for cell in row] for row in rows]
    widths = [max(map(cell_width, column)) for column in zip(*cells, strict=True)]
    while width is not None and sum(widths) + COLUMN_GAP * (len(widths) - 1) > width and max(widths) > MIN_CUT_WIDTH:
        widths[widths.index(max(widths))] -= 1
    lines = []
    for row in cells:
        shown = [fit_cells(cell, limit) for cell, limit in zip(row, widths, strict=True)]
        blanks = [" " * (limit - cell_width(cell)) for cell, limit in zip(shown, widths, strict=True)]
        parts = [
            blank + cell if place in right else cell + blank
            for place, (cell, blank) in enumerate(zip(shown, blanks, strict=True))
        ]
        lines.append((" " * COLUMN_GAP).join(parts).rstrip())
    return lines


def sparkline(shares: list[float | None]) -> str:
    """A line of small bars for shares between 0 and 1; a dot for None."""
    return "".join(
        "·" if share is None else _SPARKLINE_SIGNS[min(len(_SPARKLINE_SIGNS) - 1, int(share * len(_SPARKLINE_SIGNS)))]
        for share in shares
    )
