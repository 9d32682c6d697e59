"""Search for the palette: people, goals, conversations, actions and forms that the signed-in person may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from msgspec import Struct

from tui_app.domain import access
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.records.template import Template
from tui_app.domain.search.matching import SearchQuery
from tui_app.services.actions.actions import for_reader
from tui_app.storage.actions import actions, goals
from tui_app.storage.conversations import conversations
from tui_app.storage.database import reading
from tui_app.storage.forms import templates
from tui_app.storage.people import people

ENDED_FOUND_FOR = timedelta(days=2 * 366)
"""How long actions that are done or dropped are found."""

Record = TypeVar("Record")


class SearchResults(Struct, frozen=True):
    """What a search found, in each tuple the best matches first.

    Attributes:
        people: people whose pages the viewer may open.
        goals: goals of these people.
        conversations: the viewer's own, of all years.
        actions: open ones, then those that are done or dropped.
        has_reports: True if the viewer leads somebody.
        forms: every version of every form, for administrators.
    """

    people: tuple[Person, ...]
    conversations: tuple[Conversation, ...]
    actions: tuple[Action, ...]
    has_reports: bool
    goals: tuple[Goal, ...] = ()
    forms: tuple[Template, ...] = ()

    def narrowed(self, query: str, limit: int = 12, told: Callable[[object], str] = lambda record: "") -> SearchResults:
        """What matches, the best first; an empty query leaves the people.

        Args:
            query: its words must all be found.
            limit: most results of each kind.
            told: the words that the caller shows beside a record; they are found too.
        """
        wanted = SearchQuery(query)
        if not wanted.words:
            return SearchResults(self.people[:limit], (), (), self.has_reports)
        names = {person.id: person.name for person in self.people}
        return SearchResults(
            _best(wanted, self.people, lambda one: f"{one.name} {one.title}", limit),
            _best(wanted, self.conversations, lambda one: f"{_words_of_conversation(one)} {told(one)}", limit),
            _best(wanted, self.actions, lambda one: f"{one.text} {one.person_name} {told(one)}", limit),
            self.has_reports,
            _best(wanted, self.goals, lambda one: f"{one.text} {names.get(one.person_id, '')} {told(one)}", limit),
            _best(wanted, self.forms, lambda one: f"{' '.join(one.title.values())} {told(one)}", limit),
        )


def search(viewer: Viewer, now: datetime, query: str, limit: int = 12) -> SearchResults:
    """Find everything whose name or text contains all words of the query; an empty query lists the reports."""
    return everything(viewer, now).narrowed(query, limit)


def everything(viewer: Viewer, now: datetime) -> SearchResults:
    """All that can be found, to be narrowed while somebody types."""
    with reading(viewer):
        reports = people.reports(viewer.leads_as, now.date(), except_id=viewer.id)
        me = people.get(viewer.id)
        visible = [*reports, me] if me else reports
        ids = [person.id for person in visible]
        found = actions.to_search(ids, viewer.id, now.date() - ENDED_FOUND_FOR)
        return SearchResults(
            tuple(visible),
            tuple(reversed(conversations.of_party(viewer.id, date.min))),
            for_reader(viewer, sorted(found, key=lambda one: not one.is_open)),
            bool(reports),
            goals.goals_of_people(ids),
            templates.all_versions() if access.manages_templates(viewer) else (),
        )


def _best(
    wanted: SearchQuery, records: Sequence[Record], text_of: Callable[[Record], str], limit: int
) -> tuple[Record, ...]:
    ranked = [(found, one) for one in records if (found := wanted.rank(text_of(one)))]
    return tuple(one for _rank, one in sorted(ranked, key=lambda pair: -pair[0])[:limit])


def _words_of_conversation(conversation: Conversation) -> str:
    return " ".join(
        (conversation.person_name, conversation.leader_name, *conversation.title.values(), str(conversation.on.year))
    )
