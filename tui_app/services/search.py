"""What the command palette finds: people and actions by a few letters, as far as the signed-in person may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.records import Action, Person, Viewer
from tui_app.domain.texts import folded
from tui_app.storage import actions, people
from tui_app.storage.database import reading


@dataclass(frozen=True, slots=True)
class Found:
    """People whose pages may be opened, and open actions."""

    people: tuple[Person, ...]
    actions: tuple[Action, ...]


def search(viewer: Viewer, now: datetime, words: str, limit: int = 12) -> Found:
    """Everything with all of the words in its name or text; nothing typed finds the reports."""
    with reading():
        reports = people.reports(viewer.id, now.date())
        me = people.get(viewer.id)
        seen = [*reports, me] if me else reports
        wanted = folded(words).split()
        named = [one for one in seen if all(word in folded(f"{one.name} {one.title}") for word in wanted)]
        found = actions.matching(words, [one.id for one in seen], viewer.id, limit) if wanted else ()
    return Found(tuple(named[:limit]), found)
