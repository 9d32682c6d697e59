"""Which exercises come in a session."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Item = TypeVar("Item")


def draw(items: Sequence[Item], count: int, earlier: int) -> tuple[Item, ...]:
    """The exercises of a session, in an order that does not show what comes next.

    Args:
        items: all of them.
        count: how many are wanted.
        earlier: how many such sessions there were before: exercises return when all have come.
    """
    shuffled = sorted(range(len(items)), key=lambda at: sha256(str(at).encode()).digest())
    wanted = range(earlier * count, earlier * count + min(count, len(items)))
    return tuple(items[shuffled[at % len(items)]] for at in wanted)
