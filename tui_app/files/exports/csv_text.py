"""Tables as CSV text, of which a spreadsheet runs nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")
"""First characters of a cell that a spreadsheet would run as a formula."""


def csv_text(rows: Iterable[Sequence[str]], line_end: str = "\r\n") -> str:
    """Rows with semicolons between their cells, as spreadsheets in Norwegian expect them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator=line_end)
    writer.writerows([_escape_formula(cell) for cell in row] for row in rows)
    return out.getvalue()


def _escape_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_PREFIXES) else cell
