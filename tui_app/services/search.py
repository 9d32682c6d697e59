"""What the command palette finds by a few letters: people, conversations, actions the signed-in person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.text_normalization import folded
from tui_app.services.conversations.conversation_view import ENDED_LISTED_FOR
from tui_app.storage.actions import actions
from tui_app.storage.conversations import conversations
from tui_app.storage.database import reading
from tui_app.storage.people import people


@dataclass(frozen=True, slots=True)
class SearchResults:
    """People whose pages may be opened, conversations with the newest first, open actions; and whether one leads."""

    people: tuple[Person, ...]
    conversations: tuple[Conversation, ...]
    actions: tuple[Action, ...]
    leads: bool


def search(viewer: Viewer, now: datetime, words: str, limit: int = 12) -> SearchResults:
    """Everything with all of the words in its name or text; nothing typed finds the reports."""
    with reading(viewer):
        reports = people.reports(viewer.leads_as, now.date(), except_id=viewer.id)
        me = people.get(viewer.id)
        seen = [*reports, me] if me else reports
        wanted = folded(words).split()
        named = [one for one in seen if all(word in folded(f"{one.name} {one.title}") for word in wanted)]
        if not wanted:
            return SearchResults(tuple(named[:limit]), (), (), bool(reports))
        talks = [
            talk
            for talk in reversed(conversations.of_party(viewer.id, now.date() - ENDED_LISTED_FOR))
            if all(word in folded(" ".join(_searched_words(talk))) for word in wanted)
        ]
        found = actions.search_open(words, [one.id for one in seen], viewer.id, limit)
    return SearchResults(tuple(named[:limit]), tuple(talks[:limit]), found, bool(reports))


def _searched_words(talk: Conversation) -> tuple[str, ...]:
    return (talk.person_name, talk.leader_name, *talk.title.values())
