"""What is pointed out before minutes are submitted."""

from __future__ import annotations

from datetime import date

from tui_app.domain.conversations.submission import MinutesGap, find_gaps
from tui_app.domain.records.action import Action
from tui_app.domain.records.goal import Goal, GoalKind, GoalStatus


def goal(number: int, **more: object) -> Goal:
    values: dict[str, object] = {"id": number, "person_id": 10, "text": f"Mål {number}", "kind": GoalKind.WORK}
    return Goal(**values | more)  # type: ignore[arg-type]


def action(goal_id: int | None = None) -> Action:
    day = date(2027, 1, 1)
    return Action(1, 10, "Ola", "Ta kurs", 10, "Ola", due=day, first_due=day, goal_id=goal_id)


def test_gaps_in_the_minutes_are_found() -> None:
    assert find_gaps([], [], []) == ((MinutesGap.EMPTY, ""), (MinutesGap.NO_ACTION, ""))
    assert find_gaps(["", " \n"], [], [action()]) == ((MinutesGap.EMPTY, ""),)
    assert find_gaps(["", "Tekst"], [], [action()]) == ()
    assert find_gaps(["Tekst"], [goal(1), goal(2)], [action(2)]) == ((MinutesGap.GOAL_WITHOUT_ACTION, "Mål 1"),)
    assert find_gaps(["Tekst"], [goal(1, actions=1)], [action()]) == ()
    for status in (GoalStatus.REACHED, GoalStatus.DROPPED):
        assert find_gaps(["Tekst"], [goal(1, status=status)], [action()]) == ()
