"""What the command palette finds by a few letters: people, conversations, actions the signed-in person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.records import Action, Conversation, Person, Viewer
from tui_app.domain.texts import folded
from tui_app.services.conversations import SHOWN_FOR
from tui_app.storage import actions, conversations, people
from tui_app.storage.database import reading


@dataclass(frozen=True, slots=True)
class Found:
    """People whose pages may be opened, conversations with the newest first, open actions; and whether one leads."""

    people: tuple[Person, ...]
    conversations: tuple[Conversation, ...]
    actions: tuple[Action, ...]
    leads: bool


def search(viewer: Viewer, now: datetime, words: str, limit: int = 12) -> Found:
    """Everything with all of the words in its name or text; nothing typed finds the reports."""
    with reading(viewer):
        reports = people.reports(viewer.leads_as, now.date(), but=viewer.id)
        me = people.get(viewer.id)
        seen = [*reports, me] if me else reports
        wanted = folded(words).split()
        named = [one for one in seen if all(word in folded(f"{one.name} {one.title}") for word in wanted)]
        if not wanted:
            return Found(tuple(named[:limit]), (), (), bool(reports))
        talks = [
            talk
            for talk in reversed(conversations.of_party(viewer.id, now.date() - SHOWN_FOR))
            if all(word in folded(" ".join(_named(talk))) for word in wanted)
        ]
        found = actions.matching(words, [one.id for one in seen], viewer.id, limit)
    return Found(tuple(named[:limit]), tuple(talks[:limit]), found, bool(reports))


def _named(talk: Conversation) -> tuple[str, ...]:
    return (talk.person_name, talk.leader_name, *talk.title.values())
