"""Leaders change, stand in and leave: at every moment, everybody sees exactly what a simple model says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.conftest import NOW
from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import FORM, Cast
from tui_app.domain.accounts.records import Session
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import signed_in
from tui_app.services.administration import stand_ins, templates
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import sharing
from tui_app.services.people import goals, people, person_page
from tui_app.storage.addresses import PostgresAddress
from tui_app.storage.database import reading

PEOPLE = 5
SOMEBODY = st.integers(0, PEOPLE - 1)
MAX_CONVERSATIONS = 3
FIRST_LEADERS = {1: 0, 2: 0, 3: 1, 4: 1}
"""Person -> leader at the start, by index."""


@dataclass
class SignedConversation:
    """A conversation signed by both."""

    id: int
    person: int
    leader: int
    shown_to: set[int] = field(default_factory=set)


class Organisation(RuleBasedStateMachine):
    """Five people and an administrator; people are known by their index in `ids`."""

    administrator: Viewer
    template: int

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.turns = cycle(range(PEOPLE))
        self.leader: dict[int, int | None] = dict.fromkeys(range(PEOPLE))
        self.left: dict[int, date] = {}
        self.standing: dict[int, tuple[int, int, date, date]] = {}
        self.conversations: list[SignedConversation] = []
        self.ids = [self.new_person(number) for number in range(PEOPLE)]
        for place, leader in FIRST_LEADERS.items():
            self.gets_a_leader(place, leader)

    def new_person(self, number: int) -> int:
        """A person without a leader; their id."""
        draft = validate_draft(PersonDraft, {"name": f"Person {number}"})
        person = people.add(self.administrator, self.now, draft)
        return people.edit(self.administrator, self.now, person.id, person.version, draft).id

    # Events

    def change(self, place: int, **values: object) -> None:
        """The administrator edits a person."""
        person = people.get_for_editing(self.administrator, self.now, self.ids[place])
        kept = {"name": person.name, "leader_id": person.leader_id, "end_date": person.end_date}
        people.edit(self.administrator, self.now, person.id, person.version, validate_draft(PersonDraft, kept | values))

    @rule(place=SOMEBODY, leader=st.none() | SOMEBODY)
    def gets_a_leader(self, place: int, leader: int | None) -> None:
        above: int | None = leader
        while above is not None and above != place:
            above = self.leader[above]
        if above == place:
            with pytest.raises(DomainError):
                self.change(place, leader_id=None if leader is None else self.ids[leader])
            return
        self.change(place, leader_id=None if leader is None else self.ids[leader])
        self.leader[place] = leader

    @rule(place=SOMEBODY, days=st.integers(-1, 2))
    def leaves(self, place: int, days: int) -> None:
        self.left[place] = self.now.date() + timedelta(days=days)
        self.change(place, end_date=self.left[place])

    @precondition(lambda self: self.left)
    @rule(data=st.data())
    def comes_back(self, data: st.DataObject) -> None:
        place = data.draw(st.sampled_from(sorted(self.left)))
        del self.left[place]
        self.change(place, end_date=None)

    @rule(leader=SOMEBODY, other=SOMEBODY, first=st.integers(-1, 2), length=st.integers(0, 2))
    def stands_in(self, leader: int, other: int, first: int, length: int) -> None:
        begins = self.now.date() + timedelta(days=first)
        ends = begins + timedelta(days=length)
        gone = self.has_left(leader) or self.has_left(other)
        if leader == other or gone or ends < self.now.date():
            with pytest.raises(DomainError):
                self.let_stand_in(leader, other, begins, ends)
            return
        self.standing[self.let_stand_in(leader, other, begins, ends)] = (leader, other, begins, ends)

    def let_stand_in(self, leader: int, other: int, first: date, last: date) -> int:
        """The administrator adds a stand-in."""
        return stand_ins.add(self.administrator, self.now, self.ids[leader], self.ids[other], first, last)

    @precondition(lambda self: self.standing)
    @rule(data=st.data())
    def stops_standing_in(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.standing)))
        del self.standing[number]
        stand_ins.end(self.administrator, self.now, number)

    @rule()
    def a_day_goes_by(self) -> None:
        self.now += timedelta(days=1)

    @precondition(lambda self: len(self.conversations) < MAX_CONVERSATIONS)
    @rule(place=SOMEBODY)
    def they_talk_and_sign(self, place: int) -> None:
        leader = self.leader[place]
        if leader is None or self.has_left(place) or self.has_left(leader):
            return
        cast = Cast(self.viewer(leader), self.viewer(place), self.viewer(place), self.administrator, self.template)
        self.conversations.append(SignedConversation(conversations.signed(cast, self.now), place, leader))

    @precondition(lambda self: self.conversations)
    @rule(data=st.data(), shown=st.booleans())
    def shows(self, data: st.DataObject, shown: bool) -> None:
        conversation = data.draw(st.sampled_from(self.conversations))
        now_leads = self.leader[conversation.person]
        if self.has_left(conversation.person):
            return
        if now_leads in (None, conversation.leader):
            with pytest.raises(DomainError, match="step_impossible"):
                sharing.set_shared(self.viewer(conversation.person), self.now, conversation.id, shared=shown)
            return
        assert now_leads is not None
        sharing.set_shared(self.viewer(conversation.person), self.now, conversation.id, shared=shown)
        (conversation.shown_to.add if shown else conversation.shown_to.discard)(now_leads)

    # The model

    def has_left(self, place: int) -> bool:
        return place in self.left and self.left[place] < self.now.date()

    def leads_as(self, place: int) -> set[int]:
        """The person, and the leaders they stand in for today."""
        today = self.now.date()
        return {place} | {
            leader for leader, other, a, b in self.standing.values() if other == place and a <= today <= b
        }

    def leads(self, viewer: int, place: int) -> bool:
        return viewer != place and self.leader[place] in self.leads_as(viewer)

    def viewer(self, place: int) -> Viewer:
        """A person as they are signed in now."""
        return signed_in.get_viewer(Session(self.ids[place]), self.now)

    @invariant()
    def each_sees_what_is_theirs(self) -> None:
        """After each event everybody lists; one person in turn opens whole pages, and at the end everybody does."""
        turn = next(self.turns)
        for one in range(PEOPLE):
            self.sees_what_is_theirs(one, whole=one == turn)

    def teardown(self) -> None:
        """The last check."""
        for one in range(PEOPLE):
            self.sees_what_is_theirs(one, whole=True)
        for conversation in self.conversations:
            for look in (conversation_view.get_view, sharing.read_shared):
                assert not self.opens(look, self.administrator, conversation.id)

    def sees_what_is_theirs(self, one: int, *, whole: bool) -> None:
        """A person sees their own things, and of others what their role allows."""
        if self.has_left(one):
            with pytest.raises(DomainError, match="session_ended"):
                self.viewer(one)
            return
        me = self.viewer(one)
        for other in range(PEOPLE):
            assert self.opens(person_page.get if whole else goals.list_goals, me, self.ids[other]) == (
                one == other or self.leads(one, other)
            )
        for conversation in self.conversations:
            assert self.opens(conversation_view.get_view if whole else conversation_view.get, me, conversation.id) == (
                one in (conversation.person, conversation.leader)
            )
            reads = self.leads(one, conversation.person) and bool(self.leads_as(one) & conversation.shown_to)
            assert self.opens(sharing.read_shared, me, conversation.id) == reads

    def opens(self, look: Any, viewer: Viewer, number: int) -> bool:
        """True if a person may see something."""
        try:
            look(viewer, self.now, number)
        except NotAllowed:
            return False
        return True


@pytest.fixture
def connected(kari: Viewer, now: datetime) -> Iterator[Viewer]:
    """The administrator, a form, and one connection for the whole test."""
    with reading():
        yield kari


@pytest.mark.brief
def test_each_sees_what_a_simple_model_says(connected: Viewer, database: Any) -> None:
    examples, steps = (1, 20) if isinstance(database, PostgresAddress) else (2, 20)
    _try(connected, examples, steps)


@pytest.mark.slow
def test_each_sees_what_a_simple_model_says_for_long(connected: Viewer, database: Any) -> None:
    examples, steps = (4, 30) if isinstance(database, PostgresAddress) else (8, 40)
    _try(connected, examples, steps)


def _try(connected: Viewer, examples: int, steps: int) -> None:
    Organisation.administrator = connected
    Organisation.template = templates.install_shipped(connected, NOW, (FORM,))[0].id
    run_state_machine_as_test(
        Organisation,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
