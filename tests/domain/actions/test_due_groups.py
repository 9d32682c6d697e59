"""The groups of the checklist, by due date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.actions.due_groups import DueGroup, due_group
from tui_app.domain.records.action import Action, ActionStatus

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def action(due: date, status: ActionStatus = ActionStatus.OPEN) -> Action:
    return Action(1, 1, "Ola Hansen", "Kurs", 1, "Ola Hansen", due=due, first_due=due, status=status)


@pytest.mark.parametrize(
    ("due", "today", "group"),
    [
        (date(2026, 11, 22), MONDAY, DueGroup.OVERDUE),
        (MONDAY, MONDAY, DueGroup.THIS_WEEK),
        (SUNDAY, MONDAY, DueGroup.THIS_WEEK),
        (date(2026, 11, 30), MONDAY, DueGroup.LATER),
        (SUNDAY, SUNDAY, DueGroup.THIS_WEEK),
        (date(2026, 11, 30), SUNDAY, DueGroup.LATER),
        (date(2026, 11, 28), SUNDAY, DueGroup.OVERDUE),
    ],
)
def test_open_actions_are_grouped_by_their_due_date(due: date, today: date, group: DueGroup) -> None:
    assert due_group(action(due), today) is group
    assert due_group(action(due, ActionStatus.STARTED), today) is group


@given(DAYS, DAYS, st.sampled_from([ActionStatus.DONE, ActionStatus.DROPPED]))
def test_closed_actions_are_in_the_last_group(due: date, today: date, status: ActionStatus) -> None:
    assert due_group(action(due, status), today) is DueGroup.DONE


@given(DAYS, DAYS)
def test_the_overdue_group_has_exactly_the_overdue_actions(due: date, today: date) -> None:
    assert (due_group(action(due), today) is DueGroup.OVERDUE) == action(due).is_overdue(today)


def test_groups_are_in_the_order_in_which_they_are_shown() -> None:
    assert list(DueGroup) == ["overdue", "this_week", "later", "done"]
