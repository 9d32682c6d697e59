"""The page about one person, the same for leader and employee: goals, conversations, the follow-up log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from tui_app.domain.actions.changes import DONE_COUNTED_FOR
from tui_app.domain.actions.nudges import ActionNotice
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.follow_up import FollowUp, Topic
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions.acknowledgements import notices_for
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_page_person
from tui_app.services.follow_up import schedule
from tui_app.services.follow_up.schedule import PersonSchedule
from tui_app.storage.actions import actions
from tui_app.storage.actions import goals as pages
from tui_app.storage.conversations import conversations, sharing, topics
from tui_app.storage.database import reading
from tui_app.storage.follow_up import follow_ups as follow_ups_module
from tui_app.storage.follow_up import requests


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything on the Person screen; actions by due date, done ones of the last year too.

    Attributes:
        held: the rhythm in which the person is followed up, and when next.
        request: the follow-up that they have asked for and not had yet.
        calls: open action -> what somebody says about it and what waits.
    """

    person: Person
    goals: tuple[Goal, ...]
    actions: tuple[Action, ...]
    conversations: tuple[Conversation, ...]
    topics: tuple[Topic, ...]
    follow_ups: tuple[FollowUp, ...]
    held: PersonSchedule
    request: FollowUpRequest | None = None
    calls: Mapping[int, ActionNotice] = field(default_factory=dict)


def get(viewer: Viewer, now: datetime, person_id: int) -> PersonPage:
    """The page about a person.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to see.
    """
    with reading(viewer):
        person = get_page_person(viewer, person_id)
        known = public_holidays.load()
        shown = actions.of_people([person_id], now.date() - DONE_COUNTED_FOR)
        found = PersonPage(
            person=person,
            goals=pages.goals_of_person(person_id),
            actions=shown,
            conversations=tuple(_visible_conversations(viewer, person_id)),
            topics=topics.open_of_person(person_id),
            follow_ups=follow_ups_module.follow_ups_of_person(person_id),
            held=schedule.schedules_of([person], now, known)[0],
            request=requests.get_open_request(person_id),
            calls=notices_for(shown, viewer.id, now),
        )
    public_holidays.save_learned(known)
    return found


def _visible_conversations(viewer: Viewer, person_id: int) -> Iterator[Conversation]:
    """The person's conversations; of those with an earlier leader only that they were, and whether they are shown."""
    shown = sharing.minutes_shared_by(person_id, viewer.leads_as)
    for talk in conversations.of_person(person_id):
        if viewer.id in (talk.person_id, talk.leader_id):
            yield talk
        else:
            yield replace(talk, note="", reason="", place="", is_shown=talk.id in shown)
