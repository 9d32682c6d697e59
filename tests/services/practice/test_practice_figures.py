"""Shares of leaders who practise, coverage by unit and the pulse in the figures: never about fewer than five."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.conftest import viewer_of
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.figures.records import Figure, FigureScope, FiguresView
from tui_app.domain.practice.listening import ListeningQuestion, half_year_of
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import ListeningItem, ListeningOccasion, PracticeFormat
from tui_app.services import figures
from tui_app.services.people import people
from tui_app.services.practice import listening, sessions
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.practice import listening as stored_listening
from tui_app.storage.tables import registry as tables
from tui_app.text.figures import figure_lines, figure_table


def add(administrator: Viewer, now: datetime, name: str, leader: Viewer | None, unit: str) -> Viewer:
    values = {"name": name, "leader_id": leader.id if leader else None, "unit": unit}
    return viewer_of(people.add(administrator, now, validate_draft(PersonDraft, values), without_leader=not leader))


@pytest.fixture
def leaders(kari: Viewer, now: datetime) -> list[Viewer]:
    """Kari administers six leaders in the unit North, each with a report in North, and four people in South."""
    top = add(kari, now, "Top", None, "")
    found = [add(kari, now, f"Leader {number}", top, "North") for number in range(6)]
    for number, leader in enumerate(found):
        add(kari, now, f"Report {number}", leader, "North")
    for number in range(4):
        add(kari, now, f"South {number}", found[0], "South")
    return found


def by_unit(viewer: Viewer, now: datetime) -> tuple[listening.UnitListening, ...]:
    with reading(viewer):
        return listening.results_by_unit(viewer, half_year_of(now.date()))


def whole(kari: Viewer, now: datetime) -> FiguresView:
    return figures.overview(kari, now, FigureScope.ORGANISATION)


def test_shares_of_leaders_who_practise(kari: Viewer, now: datetime, leaders: list[Viewer]) -> None:
    for leader in leaders[:3]:
        sessions.record(leader, now, PracticeFormat.SORT, 2)
    for _session in range(4):
        sessions.record(leaders[0], now, PracticeFormat.PAIR, 10)
    sessions.record(leaders[5], now, PracticeFormat.NEXT_CONVERSATION, 5)
    year = whole(kari, now).year.values
    assert year[Figure.PRACTISED] == pytest.approx(3 / 7)  # the six, and who leads them
    assert year[Figure.PRACTISED_AS_PLANNED] == pytest.approx(1 / 7)
    assert year[Figure.PRACTISED_TOGETHER] == pytest.approx(1 / 7)
    sessions.set_sessions_per_year(kari, now, 0)
    assert Figure.PRACTISED not in whole(kari, now).figures


def test_only_the_organisation_shows_practice_and_never_of_fewer_than_five(
    kari: Viewer, now: datetime, leaders: list[Viewer]
) -> None:
    for leader in leaders:
        sessions.record(leader, now, PracticeFormat.SORT, 2)
    found = figures.overview(leaders[0], now)
    assert Figure.PRACTISED not in found.figures
    with bypassing_row_security(), writing():
        tables.Person.update(leader=leaders[0].id).where(
            tables.Person.leader.in_([leader.id for leader in leaders[1:4]])
        ).execute()
    assert Figure.PRACTISED not in whole(kari, now).figures  # four lead somebody now


def test_a_unit_is_shown_if_it_is_large_and_nobody_can_subtract_it(
    kari: Viewer, now: datetime, leaders: list[Viewer]
) -> None:
    assert [unit.unit for unit in whole(kari, now).units] == []  # the four of South would be left
    add(kari, now, "South 5", leaders[0], "South")
    found = whole(kari, now).units
    assert [(unit.unit, unit.people) for unit in found] == [("North", 12), ("South", 5)]
    assert {unit.covered for unit in found} == {0}


def answer_all(leader: Viewer, now: datetime, values: list[int]) -> None:
    """As many people answer as there are values."""
    for value in values:
        with writing(), bypassing_row_security():
            question = ListeningQuestion(
                leader.id, leader.name, ListeningOccasion.CONVERSATION, half_year_of(now.date())
            )
            answers = dict.fromkeys(list(ListeningItem)[:3], value)
            stored_listening.add_answers(question.leader_id, question.half_year, answers)


def test_the_leader_sees_what_is_released_and_the_organisation_its_mean(
    kari: Viewer, now: datetime, leaders: list[Viewer]
) -> None:
    for leader in leaders:
        answer_all(leader, now, [4, 5])
    half_year = half_year_of(now.date())
    assert Figure.LISTENED not in figures.overview(leaders[0], now).figures
    with writing(), bypassing_row_security():
        stored_listening.release(leaders[0].id, half_year, ListeningOccasion.CONVERSATION)
    assert figures.overview(leaders[0], now).quarters[-1].values[Figure.LISTENED] == 4.5
    found = whole(kari, now)
    assert found.quarters[-1].values[Figure.USEFUL] == 4.5
    assert [(unit.unit, unit.leaders) for unit in found.units if unit.leaders] == [("North", 6)]
    lines = "\n".join(figure_lines(figure_table(found, now), None))
    assert "4.5 ± 0.5" in lines


def test_a_leading_administrator_cannot_subtract_their_own_team(
    kari: Viewer, now: datetime, leaders: list[Viewer]
) -> None:
    add(kari, now, "Under Kari", kari, "North")
    for leader in (kari, *leaders[:4]):
        answer_all(leader, now, [3, 3])
    assert not by_unit(kari, now)
    answer_all(leaders[4], now, [3])
    assert by_unit(kari, now)
