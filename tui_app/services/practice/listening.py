"""Whether employees felt listened to: asked once, counted without names, released for five people at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from tui_app.domain import access
from tui_app.domain.errors import DomainError
from tui_app.domain.practice.listening import (
    BATCH_SIZE,
    MIN_LEADERS,
    ListeningCounts,
    ListeningQuestion,
    add_counts,
    half_year_of,
    half_year_start,
    may_release,
    validate_answers,
)
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import ListeningItem, ListeningOccasion
from tui_app.services.authorize import require
from tui_app.storage.conversations import conversations
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.follow_up import follow_ups
from tui_app.storage.people import people
from tui_app.storage.practice import listening


class UnitListening(Struct, frozen=True):
    """What the leaders of a unit were told, together.

    Attributes:
        leaders: how many leaders the answers are about.
    """

    unit: str
    leaders: int
    counts: tuple[ListeningCounts, ...]


def next_question(viewer: Viewer, now: datetime) -> ListeningQuestion | None:
    """What the viewer is to be asked now, if anything, and note that they are asked: nobody is asked twice.

    After their minutes are signed they are asked about the conversation, after a later follow-up about what was
    agreed; each once in a half-year.
    """
    with reading(viewer):
        question = _find_question(viewer, now)
    if question is None:
        return None
    with writing(viewer, notify=False):
        return question if listening.mark_asked(viewer.id, question) else None


def _find_question(viewer: Viewer, now: datetime) -> ListeningQuestion | None:
    half_year, since = half_year_of(now.date()), half_year_start(now.date())
    signed = [
        one
        for one in conversations.of_party(viewer.id, since)
        if one.person_id == viewer.id and one.state is ConversationState.SIGNED and one.held_at is not None
    ]
    for one in signed:
        if not listening.was_asked(viewer.id, one.leader_id, half_year, ListeningOccasion.CONVERSATION):
            return ListeningQuestion(one.leader_id, one.leader_name, ListeningOccasion.CONVERSATION, half_year)
    me = people.get(viewer.id)
    if me is None or me.leader_id is None:
        return None
    if listening.was_asked(viewer.id, me.leader_id, half_year, ListeningOccasion.FOLLOW_UP):
        return None
    first_signed = min((one.on for one in signed if one.leader_id == me.leader_id), default=None)
    followed_up = follow_ups.follow_ups_of_person(viewer.id, 1)
    if first_signed is None or not followed_up or followed_up[0].on <= first_signed:
        return None
    return ListeningQuestion(me.leader_id, me.leader_name, ListeningOccasion.FOLLOW_UP, half_year)


def answer(viewer: Viewer, now: datetime, question: ListeningQuestion, answers: Mapping[ListeningItem, int]) -> None:
    """Count the viewer's answers to a question they were asked, without the viewer.

    Raises:
        InvalidInput: an item is missing or not on the scale.
        DomainError: `already_answered`: they were not asked, or have answered or skipped it.
    """
    validate_answers(question.occasion, answers)
    with writing(viewer, notify=False):
        if not listening.close(viewer.id, question):
            raise DomainError("already_answered")
        with bypassing_row_security():  # only counters, which hold no names
            listening.add_answers(question.leader_id, question.half_year, answers)
            _release(question, now)


def _release(question: ListeningQuestion, now: datetime) -> None:
    waiting = listening.waiting_people(question.leader_id, question.half_year, question.occasion)
    reports = len(people.reports([question.leader_id], now.date(), except_id=question.leader_id))
    if may_release(waiting, reports):
        listening.release(question.leader_id, question.half_year, question.occasion)


def skip(viewer: Viewer, now: datetime, question: ListeningQuestion) -> None:
    """Skip a question for good."""
    with writing(viewer, notify=False):
        listening.close(viewer.id, question)


def results(viewer: Viewer, half_years: Collection[str]) -> Mapping[str, tuple[ListeningCounts, ...]]:
    """What employees of the whole organisation answered in each half-year. Call in a scope.

    Nothing is shown about fewer than five leaders or five people. The viewer's own team does not count towards the
    five leaders: its answers are no secret to them.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.may_see_organisation_figures(viewer))
    with bypassing_row_security():  # only counters of many leaders together are returned
        counts = listening.counts_of_half_years(half_years)
        others = listening.leaders_of_half_years(half_years, viewer.id)
    return {one: found for one, found in counts.items() if others.get(one, 0) >= MIN_LEADERS and _is_large(found)}


def results_by_unit(viewer: Viewer, half_year: str) -> tuple[UnitListening, ...]:
    """What employees answered: the whole organisation first, without a unit, then its larger units.

    A unit has to be as large as the organisation for `results`, and must leave as many other leaders over. Call in a
    scope.

    Raises:
        NotAllowed: not an administrator.
    """
    whole = results(viewer, [half_year]).get(half_year)
    if whole is None:
        return ()
    leaders: Counter[str] = Counter()
    others: Counter[str] = Counter()
    answers: dict[str, list[ListeningCounts]] = {}
    with bypassing_row_security():  # only counters of many leaders together are returned
        for unit, count, other in listening.leaders_by_unit(half_year, viewer.id):
            leaders[unit.strip()] += count
            others[unit.strip()] += other
        for unit, counts in listening.counts_by_unit(half_year):
            answers.setdefault(unit.strip(), []).append(counts)
    units = [UnitListening(name, leaders[name], add_counts(found)) for name, found in answers.items() if name]
    large = [one for one in units if others[one.unit] >= MIN_LEADERS and _is_large(one.counts)]
    shown = sorted(large, key=lambda one: (-others[one.unit], one.unit))
    while shown and 0 < others.total() - sum(others[one.unit] for one in shown) < MIN_LEADERS:
        shown.pop()  # the smallest goes too: the rest could be found by subtraction
    return (UnitListening("", leaders.total(), whole), *sorted(shown, key=lambda one: one.unit))


def _is_large(counts: Sequence[ListeningCounts]) -> bool:
    return all(one.answers >= BATCH_SIZE for one in counts)
