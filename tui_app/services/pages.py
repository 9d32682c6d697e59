"""The page about one person, the same for leader and employee: goals, conversations, the follow-up log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.actions import DONE_SHOWN_FOR
from tui_app.domain.mutual import Call, Request
from tui_app.domain.records import (
    Action,
    ChangeKind,
    Conversation,
    FollowUp,
    Goal,
    Person,
    Subject,
    Topic,
    Viewer,
)
from tui_app.domain.refusals import ChangedElsewhere, NotFound
from tui_app.services import days_off, rhythms
from tui_app.services.marks import NOTHING_CHANGED, Receipt, mark
from tui_app.services.mutual import calls_of
from tui_app.services.reach import open_for_agreements, page_owner
from tui_app.services.rhythms import Held
from tui_app.storage import actions, conversations, history, mutual, pages, topics
from tui_app.storage.database import reading, writing

if TYPE_CHECKING:
    from tui_app.domain.drafts import FollowUpDraft, GoalDraft


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
    held: Held
    request: Request | None = None
    calls: Mapping[int, Call] = field(default_factory=dict)


def page(viewer: Viewer, now: datetime, person_id: int) -> PersonPage:
    """The page about a person.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to see.
    """
    with reading(viewer):
        person = page_owner(viewer, person_id)
        known = days_off.of_organisation()
        shown = actions.of_people([person_id], now.date() - DONE_SHOWN_FOR)
        found = PersonPage(
            person=person,
            goals=pages.goals(person_id),
            actions=shown,
            conversations=tuple(_as_seen(viewer, person_id)),
            topics=topics.waiting(person_id),
            follow_ups=pages.follow_ups(person_id),
            held=rhythms.held_of([person], now, known)[0],
            request=mutual.open_request(person_id),
            calls=calls_of(shown, viewer.id, now),
        )
    days_off.keep(known)
    return found


def _as_seen(viewer: Viewer, person_id: int) -> Iterator[Conversation]:
    """The person's conversations; of those with an earlier leader only that they were, and whether they are shown."""
    shown = conversations.shown_by(person_id, viewer.leads_as)
    for talk in conversations.of_person(person_id):
        if viewer.id in (talk.person_id, talk.leader_id):
            yield talk
        else:
            yield replace(talk, note="", reason="", place="", is_shown=talk.id in shown)


def goals(viewer: Viewer, now: datetime, person_id: int) -> tuple[Goal, ...]:
    """The goals of a person, open ones first.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to see.
    """
    with reading(viewer):
        return pages.goals(page_owner(viewer, person_id).id)


def add_goal(viewer: Viewer, now: datetime, person_id: int, draft: GoalDraft) -> Receipt:
    """Set a goal for a person.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
        Refusal: `minutes_are_closed`, when it is agreed in a conversation whose minutes are submitted.
    """
    with writing(viewer):
        person = page_owner(viewer, person_id)
        if draft.conversation_id is not None:
            open_for_agreements(viewer, person, draft.conversation_id)
        return _add(viewer, now, Subject.GOAL, person_id, draft.model_dump())


def edit_goal(viewer: Viewer, now: datetime, goal_id: int, version: int, draft: GoalDraft) -> Receipt:
    """Change a goal.

    Raises:
        NotFound, NotAllowed: not there, or not theirs.
        ChangedElsewhere: somebody changed it since `version` was seen.
    """
    with writing(viewer):
        goal = pages.goal(goal_id)
        if goal is None:
            raise NotFound()
        page_owner(viewer, goal.person_id)
        kept = draft.model_dump(exclude={"conversation_id"})
        values = {name: value for name, value in kept.items() if value != getattr(goal, name)}
        if not values:
            return NOTHING_CHANGED
        done = mark(viewer, now)
        kind = ChangeKind.STATUS if set(values) == {"status"} else ChangeKind.EDITED
        if not history.change(Subject.GOAL, goal, kind, values, version, done):
            raise ChangedElsewhere(goal, history.last_changed_by(Subject.GOAL, goal.id))
        return Receipt(done.batch, 1)


def follow_up(viewer: Viewer, now: datetime, person_id: int, draft: FollowUpDraft) -> Receipt:
    """Write down that the open actions were checked today, and when that is done next.

    It answers what the employee has asked for. It is kept beside it on which day it was due. An employee's own look
    stands in the log, but does not count in the rhythm: somebody else has not followed up.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
    """
    with writing(viewer):
        person = page_owner(viewer, person_id)
        known = days_off.of_organisation()
        due_on = None if viewer.id == person.id else rhythms.held_of([person], now, known)[0].due_on
        values = draft.model_dump() | {"by": viewer.id, "on": now.date(), "due_on": due_on}
        done = mark(viewer, now)
        new = history.add(Subject.FOLLOW_UP, person.id, values | {"person": person.id}, done)
        request = mutual.open_request(person_id) if viewer.id != person.id else None
        if request is not None:
            answered = {"answered_on": now.date()}
            history.change(Subject.REQUEST, request, ChangeKind.STATUS, answered, request.version, done)
    days_off.keep(known)
    return Receipt(done.batch, 1, new)


def _add(viewer: Viewer, now: datetime, subject: Subject, person_id: int, values: dict[str, object]) -> Receipt:
    with writing(viewer):
        person = page_owner(viewer, person_id)
        done = mark(viewer, now)
        new = history.add(subject, person.id, values | {"person": person.id}, done)
        return Receipt(done.batch, 1, new)
