"""The groups of the checklist, by due date."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tui_app.domain.dates.arithmetic import is_rest_of_week
from tui_app.domain.records.action import Action


class DueGroup(StrEnum):
    """The groups of the checklist, in the order in which they are shown."""

    OVERDUE = "overdue"
    THIS_WEEK = "this_week"
    LATER = "later"
    DONE = "done"


def due_group(action: Action, today: date) -> DueGroup:
    """The group in which `action` is shown.

    Dropped actions are grouped with done ones, as nothing remains to be done. An open action due today is not overdue.
    """
    if not action.is_open:
        return DueGroup.DONE
    if action.is_overdue(today):
        return DueGroup.OVERDUE
    return DueGroup.THIS_WEEK if is_rest_of_week(action.due, today) else DueGroup.LATER
