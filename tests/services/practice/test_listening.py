"""Whether employees felt listened to: counted without names, released for five people at once."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import viewer_of
from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, InvalidInput, NotAllowed
from tui_app.domain.practice.listening import BATCH_SIZE, ITEMS, ListeningCounts, ListeningQuestion, half_year_of
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import ListeningItem, ListeningOccasion
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


@pytest.fixture
def team(cast: Cast, now: datetime) -> list[Viewer]:
    """Eleven people under the leader of the cast."""
    return add_reports(cast, now, 11)


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


def forget_answers() -> None:
    with writing(), bypassing_row_security():
        tables.ListeningAsked.delete().execute()
        tables.ListeningCount.delete().execute()


@settings(max_examples=12)
@given(values=st.lists(st.tuples(*[st.integers(1, 5)] * 3), min_size=1, max_size=11), order=st.randoms())
def test_the_stored_counters_equal_a_recount_in_any_order(
    cast: Cast, now: datetime, team: list[Viewer], values: list[tuple[int, int, int]], order: random.Random
) -> None:
    """All together is what was answered, what is released is whole batches: the first people who answered."""
    forget_answers()
    given_values = list(zip(team, values, strict=False))
    order.shuffle(given_values)
    for person, answers in given_values:
        listening.answer(person, now, ask(cast, now, person), answers_of(answers))
    with reading(cast.administrator), bypassing_row_security():
        rows = list(tables.ListeningCount.select())
    full = len(given_values) // BATCH_SIZE * BATCH_SIZE
    for counted, field in ((given_values, "all"), (given_values[:full], "released")):
        recount = Counter(item for _person, answers in counted for item in answers_of(answers).items())
        stored = {(row.item, row.value): row.released + (row.waiting if field == "all" else 0) for row in rows}
        assert {key: count for key, count in stored.items() if count} == dict(recount)
    released = {one.item: one.counts for one in released_to(cast.leader, now)}
    assert all(sum(counts) == full for counts in released.values())


def test_two_terminals_ask_once_and_count_once(cast: Cast, now: datetime) -> None:
    conversations.signed(cast, now)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: listening.next_question(cast.employee, now), range(4)))
    (question,) = [one for one in found if one]

    def answer(_terminal: int) -> bool:
        try:
            listening.answer(cast.employee, now, question, ALL_FIVES)
        except DomainError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(answer, range(4))) == 1
    with reading(cast.administrator), bypassing_row_security():
        assert sum(row.waiting for row in tables.ListeningCount.select()) == len(ALL_FIVES)


def test_people_who_answer_at_once_are_all_counted(cast: Cast, now: datetime, team: list[Viewer]) -> None:
    questions = [ask(cast, now, person) for person in team]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: listening.answer(one[0], now, one[1], ALL_FIVES), zip(team, questions, strict=True)))
    with reading(cast.administrator), bypassing_row_security():
        rows = list(tables.ListeningCount.select())
    assert sum(row.waiting + row.released for row in rows) == len(team) * len(ALL_FIVES)
    assert sum(row.released for row in rows) == len(team) // BATCH_SIZE * BATCH_SIZE * len(ALL_FIVES)


def test_an_answer_that_fails_half_way_counts_nothing_and_can_be_given_again(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ask(cast, now, cast.employee)

    def fail(*_args: object) -> int:
        raise DomainError("database_failed")

    with monkeypatch.context() as broken:
        broken.setattr(stored_listening, "waiting_people", fail)
        with pytest.raises(DomainError):
            listening.answer(cast.employee, now, question, ALL_FIVES)
    with reading(cast.administrator), bypassing_row_security():
        assert tables.ListeningCount.select().count() == 0
    listening.answer(cast.employee, now, question, ALL_FIVES)
    assert listening.next_question(cast.employee, now) is None


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
