"""Reminding somebody of an overdue action."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services.actions.agreements import agreed, change
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.actions.nudges import NUDGE_INTERVAL
from tui_app.domain.errors import DomainError
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import acknowledgements
from tui_app.services.people import person_page
from tui_app.services.undo import undo


def test_an_overdue_promise_is_reminded_of_once_a_week(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    promise = agreed(employee, now, ola, kari.id, now.date() - timedelta(days=3))
    with pytest.raises(DomainError, match="not_overdue"):
        acknowledgements.remind_responsible(kari, now, promise)  # nobody reminds themselves
    acknowledgements.remind_responsible(employee, now, promise)
    with pytest.raises(DomainError, match="reminded_lately") as lately:
        acknowledgements.remind_responsible(employee, now + timedelta(days=6), promise)
    assert lately.value.values["day"] == now.date() + NUDGE_INTERVAL
    again = acknowledgements.remind_responsible(employee, now + NUDGE_INTERVAL, promise)
    undo(employee, now + NUDGE_INTERVAL, again.batch)
    acknowledgements.remind_responsible(employee, now + NUDGE_INTERVAL, promise)
    later = agreed(employee, now, ola, kari.id, now.date() + timedelta(days=3))
    with pytest.raises(DomainError, match="not_overdue"):
        acknowledgements.remind_responsible(employee, now, later)


def test_the_responsible_person_sees_who_reminds_them(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    promise = agreed(employee, now, ola, kari.id, now.date() - timedelta(days=3))
    reminded = acknowledgements.remind_responsible(employee, now, promise)
    (nudge,) = acknowledgements.own_notices(kari, now).values()
    assert (nudge.action_id, nudge.by_name, nudge.on) == (promise, "Ola Hansen", now.date())
    assert person_page.get(employee, now, ola.id).notices == {promise: nudge}
    assert acknowledgements.own_notices(employee, now) == {}
    undo(employee, now, reminded.batch)
    assert acknowledgements.own_notices(kari, now) == {}
    acknowledgements.remind_responsible(employee, now, promise)
    change(kari, now, promise, SetStatus(ActionStatus.DONE))
    assert acknowledgements.own_notices(kari, now) == {}
