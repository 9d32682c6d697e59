"""What a transaction tells other terminals: whose pages it changed, so that those who show nobody of them read nothing.

A notice holds ids, never text. On PostgreSQL it is a notification; on SQLite, which has none, a row of a short table.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

NOTICES_KEPT = 1000
"""Notices that stay in SQLite's table; who has slept through more reads everything again."""
MOST_PEOPLE = 200
"""With more people than this, a notice says that it may concern anybody."""
EVERYBODY = "*"
"""The text of a notice that may concern anybody."""
own_ids: deque[int] = deque(maxlen=NOTICES_KEPT)
"""SQLite's ids of the notices that this process has written and committed, about people."""


@dataclass(slots=True)
class Notice:
    """What the outermost scope of a transaction tells the others.

    Attributes:
        text: None as long as the transaction goes on, and if there is nothing to tell.
    """

    text: str | None = None


class _Collected(threading.local):
    """What the transaction of this thread has changed."""

    depth: int = 0
    people: frozenset[int] = frozenset()
    is_about_everybody: bool = False


_collected = _Collected()


@contextmanager
def collected() -> Iterator[Notice]:
    """Collect what a transaction changes, with the scopes inside it."""
    notice = Notice()
    if not _collected.depth:
        _collected.people, _collected.is_about_everybody = frozenset(), False
    _collected.depth += 1
    try:
        yield notice
        if _collected.depth == 1 and (_collected.people or _collected.is_about_everybody):
            notice.text = written(None if _collected.is_about_everybody else _collected.people)
    finally:
        _collected.depth -= 1


def concerns(people: Iterable[int | None]) -> None:
    """Note that what these people see changes."""
    _collected.people |= {person for person in people if person is not None}


def note(about: Collection[int] | None) -> None:
    """Note what a scope has changed: these people and those noted with `concerns`, or with None perhaps anything."""
    concerns(about or ())
    if about is None or not _collected.people:
        _collected.is_about_everybody = True


def written(people: Collection[int] | None) -> str:
    """The text of a notice about these people; None for everybody."""
    if people is None or len(people) > MOST_PEOPLE:
        return EVERYBODY
    return ",".join(map(str, sorted(people)))


def read(found: Iterable[str]) -> frozenset[int] | None:
    """Whom some notices are about; None if they may be about anybody. An older program writes an empty notice."""
    people: set[int] = set()
    for notice in found:
        if notice in ("", EVERYBODY):
            return None
        people.update(map(int, notice.split(",")))
    return frozenset(people)
