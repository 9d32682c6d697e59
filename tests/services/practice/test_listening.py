"""Whether employees felt listened to: counted without names, released for five people at once."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import viewer_of
from tests.services import conversations
from tests.services.conversations import Cast
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, InvalidInput, NotAllowed
from tui_app.domain.practice.listening import (
    BATCH_SIZE,
    ITEMS,
    ListeningCounts,
    ListeningItem,
    ListeningOccasion,
    ListeningQuestion,
    half_year_of,
)
from tui_app.domain.records.person import Viewer
from tui_app.services.follow_up import follow_ups
from tui_app.services.people import people
from tui_app.services.practice import listening
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.practice import listening as stored_listening
from tui_app.storage.tables import registry as tables

ALL_FIVES = dict.fromkeys(ITEMS[ListeningOccasion.CONVERSATION], 5)


def answers_of(values: tuple[int, int, int]) -> dict[ListeningItem, int]:
    return dict(zip(ITEMS[ListeningOccasion.CONVERSATION], values, strict=True))


def add_reports(cast: Cast, now: datetime, count: int) -> list[Viewer]:
    """More people under the leader of the cast, who has two already."""
    drafts = [
        validate_draft(PersonDraft, {"name": f"Ansatt {number:02}", "leader_id": cast.leader.id})
        for number in range(count)
    ]
    return [viewer_of(people.add(cast.administrator, now, draft)) for draft in drafts]


def ask(cast: Cast, now: datetime, person: Viewer) -> ListeningQuestion:
    """A question about the leader, as after a signed conversation."""
    question = ListeningQuestion(
        cast.leader.id, cast.leader.name, ListeningOccasion.CONVERSATION, half_year_of(now.date())
    )
    with writing(person):
        assert stored_listening.mark_asked(person.id, question)
    return question


def released_to(leader: Viewer, now: datetime) -> tuple[ListeningCounts, ...]:
    """What a leader may see of this half-year."""
    with reading(leader):
        return stored_listening.released_counts(leader.id, half_year_of(now.date()))


def by_unit(viewer: Viewer, now: datetime) -> tuple[listening.UnitListening, ...]:
    """What an administrator may see of this half-year."""
    with reading(viewer):
        return listening.results_by_unit(viewer, half_year_of(now.date()))


def test_nobody_is_asked_before_the_minutes_are_signed_or_twice(cast: Cast, now: datetime) -> None:
    conversations.submitted(cast, now)
    assert listening.next_question(cast.employee, now) is None
    conversations.signed(cast, now)
    question = listening.next_question(cast.employee, now)
    assert question is not None
    assert (question.leader_id, question.occasion) == (cast.leader.id, ListeningOccasion.CONVERSATION)
    assert listening.next_question(cast.employee, now) is None
    assert listening.next_question(cast.leader, now) is None


def test_after_a_later_follow_up_one_is_asked_about_what_was_agreed(cast: Cast, now: datetime) -> None:
    conversations.signed(cast, now)
    listening.next_question(cast.employee, now)
    later = now + timedelta(days=10)
    follow_ups.record(cast.leader, later, cast.employee.id, validate_draft(FollowUpDraft, {}))
    question = listening.next_question(cast.employee, later)
    assert question is not None
    assert question.occasion is ListeningOccasion.FOLLOW_UP
    listening.answer(cast.employee, later, question, {ListeningItem.IS_FOLLOWED_UP: 4})
    assert listening.next_question(cast.employee, later) is None


def test_a_skipped_question_cannot_be_answered_and_an_answer_counts_once(cast: Cast, now: datetime) -> None:
    skipped, answered = ask(cast, now, cast.employee), ask(cast, now, cast.stranger)
    listening.skip(cast.employee, now, skipped)
    with pytest.raises(DomainError, match="already_answered"):
        listening.answer(cast.employee, now, skipped, ALL_FIVES)
    listening.answer(cast.stranger, now, answered, ALL_FIVES)
    with pytest.raises(DomainError, match="already_answered"):
        listening.answer(cast.stranger, now, answered, ALL_FIVES)
    with reading(cast.administrator), bypassing_row_security():
        assert sum(row.waiting for row in tables.ListeningCount.select()) == len(ALL_FIVES)


@pytest.mark.parametrize("wrong", [{}, {ListeningItem.WAS_USEFUL: 5}, ALL_FIVES | {ListeningItem.WAS_USEFUL: 6}])
def test_all_items_are_answered_on_the_scale(cast: Cast, now: datetime, wrong: dict[ListeningItem, int]) -> None:
    question = ask(cast, now, cast.employee)
    with pytest.raises(InvalidInput):
        listening.answer(cast.employee, now, question, wrong)


def test_answers_are_released_for_five_people_at_once(cast: Cast, now: datetime) -> None:
    team = [cast.employee, cast.stranger, *add_reports(cast, now, 9)]
    released = []
    for person in team:
        listening.answer(person, now, ask(cast, now, person), ALL_FIVES)
        released.append(sum(counts.answers for counts in released_to(cast.leader, now)) // 3)
    assert released == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_a_leader_of_fewer_than_five_sees_nothing(cast: Cast, now: datetime) -> None:
    leavers = add_reports(cast, now, 4)
    for person in leavers:
        listening.answer(person, now, ask(cast, now, person), ALL_FIVES)
    for person in leavers[:2]:
        record = people.get_for_editing(cast.administrator, now, person.id)
        values = {"name": record.name, "leader_id": cast.leader.id, "end_date": now.date() - timedelta(days=1)}
        people.edit(cast.administrator, now, record.id, record.version, validate_draft(PersonDraft, values))
    for person in (cast.employee, cast.stranger):
        listening.answer(person, now, ask(cast, now, person), ALL_FIVES)
    assert released_to(cast.leader, now) == ()


@given(st.lists(st.tuples(*[st.integers(1, 5)] * 3), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_counters_equal_a_recount(values: list[tuple[int, int, int]], order: random.Random) -> None:
    """Whatever the order: what is released is some whole batches, and all together is what was answered."""
    waiting: list[tuple[int, int, int]] = []
    released: Counter[tuple[ListeningItem, int]] = Counter()
    shuffled = list(values)
    order.shuffle(shuffled)
    for one in shuffled:
        waiting.append(one)
        if len(waiting) >= BATCH_SIZE:
            for answer in waiting:
                released.update(answers_of(answer).items())
            waiting.clear()
    total = Counter(released)
    for answer in waiting:
        total.update(answers_of(answer).items())
    recount: Counter[tuple[ListeningItem, int]] = Counter()
    for answer in values:
        recount.update(answers_of(answer).items())
    assert total == recount
    assert sum(released.values()) % (BATCH_SIZE * 3) == 0


def test_the_stored_counters_equal_a_recount(cast: Cast, now: datetime) -> None:
    order = random.Random(7)
    team = add_reports(cast, now, 12)
    given_values = [(order.randint(1, 5), order.randint(1, 5), order.randint(1, 5)) for _ in team]
    for person, values in sorted(zip(team, given_values, strict=True), key=lambda _: order.random()):
        listening.answer(person, now, ask(cast, now, person), answers_of(values))
    recount: Counter[tuple[ListeningItem, int]] = Counter()
    for values in given_values:
        recount.update(answers_of(values).items())
    with reading(cast.administrator), bypassing_row_security():
        rows = list(tables.ListeningCount.select())
    assert {(row.item, row.value): row.waiting + row.released for row in rows if row.waiting + row.released} == dict(
        recount
    )
    assert sum(row.released for row in rows) == 2 * BATCH_SIZE * 3


def test_no_table_joins_an_answer_to_a_person() -> None:
    """The counters know neither who answered nor when, and the questions asked know no value."""
    counted = set(tables.ListeningCount._meta.fields)
    asked = set(tables.ListeningAsked._meta.fields)
    assert counted == {"id", "leader", "half_year", "item", "value", "waiting", "released"}
    assert asked == {"id", "person", "leader", "half_year", "occasion", "is_open"}


def test_the_organisation_sees_five_leaders_or_more(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        by_unit(cast.leader, now)
    assert by_unit(cast.administrator, now) == ()
    for number in range(6):
        values = {"name": f"Leder {number}", "unit": "Nord" if number < 5 else "Sør"}
        leader = people.add(cast.administrator, now, validate_draft(PersonDraft, values))
        member = people.add(
            cast.administrator, now, validate_draft(PersonDraft, {"name": f"En {number}", "leader_id": leader.id})
        )
        about = Cast(viewer_of(leader), viewer_of(member), cast.stranger, cast.administrator, cast.template_id)
        listening.answer(about.employee, now, ask(about, now, about.employee), ALL_FIVES)
        shown = [(one.unit, one.leaders) for one in by_unit(cast.administrator, now)]
    assert shown == [("", 6)]  # with the unit in the north, the one leader in the south could be told


def test_mean_and_spread() -> None:
    counts = ListeningCounts(ListeningItem.WAS_USEFUL, (1, 0, 0, 0, 1))
    assert (counts.mean, counts.spread) == (3.0, 2.0)
    assert ListeningCounts(ListeningItem.WAS_USEFUL, (0,) * 5).mean is None
