"""What one has done waits for a word of the other."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services.actions.agreements import agreed, change
from tui_app.domain.actions.changes import Acknowledge, SetStatus
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.people import person_page, team
from tui_app.services.undo import undo


def test_what_is_done_waits_for_a_word_of_the_other(kari: Viewer, ola: Person, employee: Viewer, now: datetime) -> None:
    course = agreed(kari, now, ola, ola.id, now.date())
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    assert [one.id for one in team.overview(kari, now, kari.id).unacknowledged[ola.id]] == [course]
    with pytest.raises(NotAllowed):
        change(employee, now, course, Acknowledge())
    batch = change(kari, now, course, Acknowledge("Så bra!"))
    assert team.overview(kari, now, kari.id).unacknowledged == {}
    assert actions.history_of(employee, now, course)[0].note == "Så bra!"
    undo(kari, now, batch)
    assert acknowledgements.acknowledge_all(kari, now, ola.id).count == 1
    assert acknowledgements.acknowledge_all(kari, now, ola.id).count == 0
    change(employee, now, course, SetStatus(ActionStatus.OPEN))
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    assert len(team.overview(kari, now, kari.id).unacknowledged[ola.id]) == 1  # done again, acknowledged again
    with pytest.raises(DomainError, match="not_done_yet"):
        change(kari, now, agreed(kari, now, ola, ola.id, now.date()), Acknowledge())


def test_the_employee_answers_what_the_leader_has_done(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    promise = agreed(employee, now, ola, kari.id, now.date())
    change(kari, now, promise, SetStatus(ActionStatus.DONE))
    assert team.overview(kari, now, kari.id).unacknowledged == {}
    change(employee, now, promise, Acknowledge())
    assert actions.get(kari, now, promise).acknowledged_on == now.date()


def test_a_comment_waits_on_both_sides_until_it_is_answered(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    course = agreed(kari, now, ola, ola.id, now.date() + timedelta(days=30))

    def waits_for(reader: Viewer, later: int = 0) -> list[str]:
        at = now + timedelta(days=later)
        return [one.by_name for one in person_page.get(reader, at, ola.id).notices.values()]

    actions.comment(kari, now, course, "Går det bra?")
    assert (waits_for(kari), waits_for(employee)) == ([], ["Kari Nordmann"])
    assert acknowledgements.own_notices(employee, now)[course].is_comment
    assert (waits_for(employee, later=14), waits_for(employee, later=15)) == (["Kari Nordmann"], [])
    answered = actions.comment(employee, now, course, "Ja, snart ferdig")
    assert (waits_for(kari), waits_for(employee)) == (["Ola Hansen"], [])
    on_track = actions.mark_on_track(kari, now, course)
    assert waits_for(kari) == []
    undo(kari, now, on_track.batch)
    assert waits_for(kari) == ["Ola Hansen"]
    undo(employee, now, answered.batch)
    assert (waits_for(kari), waits_for(employee)) == ([], ["Kari Nordmann"])
    change(kari, now, course, SetStatus(ActionStatus.DONE))
    assert waits_for(employee) == []


def test_ticking_for_the_other_acknowledges_it(kari: Viewer, ola: Person, employee: Viewer, now: datetime) -> None:
    course = agreed(kari, now, ola, ola.id, now.date())
    ticked = change(kari, now, course, SetStatus(ActionStatus.DONE))
    assert team.overview(kari, now, kari.id).unacknowledged == {}
    change(kari, now, course, Acknowledge("Så bra!"))  # but may comment
    change(employee, now, course, SetStatus(ActionStatus.OPEN))
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    assert len(team.overview(kari, now, kari.id).unacknowledged[ola.id]) == 1
    with pytest.raises(DomainError, match="undo_too_late"):
        undo(kari, now, ticked)
