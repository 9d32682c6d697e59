"""Search for the command palette: people, conversations and actions that the signed-in person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.text_normalization import folded
from tui_app.services.actions.actions import for_reader
from tui_app.services.conversations.conversation_view import ENDED_LISTED_FOR
from tui_app.storage.actions import actions
from tui_app.storage.conversations import conversations
from tui_app.storage.database import reading
from tui_app.storage.people import people


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What a search found.

    Attributes:
        people: people whose pages the viewer may open.
        conversations: the newest first.
        actions: open ones.
        has_reports: True if the viewer leads somebody.
    """

    people: tuple[Person, ...]
    conversations: tuple[Conversation, ...]
    actions: tuple[Action, ...]
    has_reports: bool


def search(viewer: Viewer, now: datetime, query: str, limit: int = 12) -> SearchResults:
    """Find everything whose name or text contains all words of the query; an empty query lists the reports."""
    with reading(viewer):
        reports = people.reports(viewer.leads_as, now.date(), except_id=viewer.id)
        me = people.get(viewer.id)
        visible = [*reports, me] if me else reports
        words = folded(query).split()
        found_people = [
            person for person in visible if all(word in folded(f"{person.name} {person.title}") for word in words)
        ]
        if not words:
            return SearchResults(tuple(found_people[:limit]), (), (), bool(reports))
        found_conversations = [
            conversation
            for conversation in reversed(conversations.of_party(viewer.id, now.date() - ENDED_LISTED_FOR))
            if all(word in folded(" ".join(_searched_words(conversation))) for word in words)
        ]
        found_actions = for_reader(
            viewer, actions.search_open(query, [person.id for person in visible], viewer.id, limit)
        )
    return SearchResults(tuple(found_people[:limit]), tuple(found_conversations[:limit]), found_actions, bool(reports))


def _searched_words(conversation: Conversation) -> tuple[str, ...]:
    return (conversation.person_name, conversation.leader_name, *conversation.title.values())
