"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

BATCH_SIZE = 500
"""Ids named in one statement."""


def in_batches(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The same ids, so many at a time."""
    for start in range(0, len(ids), BATCH_SIZE):
        yield ids[start : start + BATCH_SIZE]
