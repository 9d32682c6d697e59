"""Long lists of ids in batches, since a statement takes a limited number of parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")

BATCH_SIZE = 500
"""Items per batch."""


def in_batches(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """Yield the items in batches of at most `BATCH_SIZE`, in the same order."""
    for start in range(0, len(items), BATCH_SIZE):
        yield items[start : start + BATCH_SIZE]
