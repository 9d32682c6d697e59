"""Staff lists as they are let in."""

from __future__ import annotations


def listed(*cells: str) -> str:
    """A row with empty cells behind those that are given."""
    return " | ".join((*cells, *[""] * (9 - len(cells))))
