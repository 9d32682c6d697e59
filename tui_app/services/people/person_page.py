"""The page about one person, the same for leader and employee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from tui_app.domain.actions.nudges import ActionNotice
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.follow_up import FollowUp, Topic
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.team import DONE_COUNTED_FOR
from tui_app.services.actions.acknowledgements import notices_for
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_page_person
from tui_app.services.follow_up import due_dates
from tui_app.services.follow_up.due_dates import PersonSchedule
from tui_app.storage.actions import actions, goals
from tui_app.storage.conversations import conversations, sharing, topics
from tui_app.storage.database import reading
from tui_app.storage.follow_up import follow_ups, requests


class PersonPage(Struct, frozen=True):
    """Everything on a person's page. Actions are sorted by due date, and include those done in the last year.

    Attributes:
        schedule: when the person is followed up.
        request: the person's open request for a follow-up.
        notices: action id -> notice about an open action.
    """

    person: Person
    goals: tuple[Goal, ...]
    actions: tuple[Action, ...]
    conversations: tuple[Conversation, ...]
    topics: tuple[Topic, ...]
    follow_ups: tuple[FollowUp, ...]
    schedule: PersonSchedule
    request: FollowUpRequest | None = None
    notices: Mapping[int, ActionNotice] = field(default_factory=dict)

    @property
    def person_ids(self) -> frozenset[int]:
        """The person of the page."""
        return frozenset((self.person.id,))


def get(viewer: Viewer, now: datetime, person_id: int) -> PersonPage:
    """The page about a person.

    Raises:
        NotFound, NotAllowed: no such person, or not the viewer's to see.
    """
    with reading(viewer):
        person = get_page_person(viewer, person_id)
        holidays = public_holidays.load()
        shown_actions = actions.of_people([person_id], now.date() - DONE_COUNTED_FOR)
        page = PersonPage(
            person=person,
            goals=goals.goals_of_person(person_id),
            actions=shown_actions,
            conversations=tuple(_visible_conversations(viewer, person_id)),
            topics=topics.open_of_person(person_id),
            follow_ups=follow_ups.follow_ups_of_person(person_id),
            schedule=due_dates.schedules_of([person], now, holidays)[0],
            request=requests.get_open_request(person_id),
            notices=notices_for(shown_actions, viewer, now),
        )
    public_holidays.save_learned(holidays)
    return page


def _visible_conversations(viewer: Viewer, person_id: int) -> Iterator[Conversation]:
    """The person's conversations. Those with an earlier leader have no note, reason or place."""
    shared_ids = sharing.minutes_shared_by(person_id, viewer.leads_as)
    for conversation in conversations.of_person(person_id):
        if viewer.id in (conversation.person_id, conversation.leader_id):
            yield conversation
        else:
            yield replace(conversation, note="", reason="", place="", is_shown=conversation.id in shared_ids)
