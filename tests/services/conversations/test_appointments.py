"""What a calendar gets of a planned conversation; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.services.conversations.plans import one, reason
from tests.services.sample_conversations import Cast, plan_draft, planned
from tui_app.domain.records.conversation import ConversationState
from tui_app.services import calendars
from tui_app.services.conversations import planning
from tui_app.services.undo import undo


def test_appointments_carry_what_a_calendar_needs_and_no_more(cast: Cast, now: datetime) -> None:
    timed = planned(cast, now, at="9", place="Rom 4", note="Hemmelig notat")
    untimed = planned(cast, now)
    made = calendars.appointments(cast.employee, now, [timed, untimed], "nn")
    assert len(made) == 1
    appointment = made[0]
    assert appointment.uid == one(cast, now, timed).uid
    assert (appointment.starts, appointment.minutes) == (datetime(2026, 12, 7, 9, 0, tzinfo=UTC), 45)
    assert (appointment.title, appointment.place, appointment.cancelled) == ("Årssamtale", "Rom 4", False)
    assert appointment.people == (("Ola Hansen", ""), ("Lise Łukasz", "lise@example.org"))
    assert "Hemmelig" not in repr(appointment)
    planning.cancel(cast.leader, now, timed, 1, reason())
    called_off = calendars.appointments(cast.leader, now, [timed], "en")[0]
    assert called_off.cancelled
    assert called_off.title == "Årssamtale (en)"
    assert called_off.sequence > appointment.sequence


def test_a_calendar_gets_what_was_undone(cast: Cast, now: datetime) -> None:
    receipt = planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast, at="9"))
    conversation_id = receipt.subject_id
    [first] = calendars.appointments(cast.leader, now, [conversation_id], "nb")
    moved = planning.edit(cast.leader, now, conversation_id, 1, plan_draft(cast, at="10"))
    [second] = calendars.appointments(cast.leader, now, [conversation_id], "nb")
    undo(cast.leader, now, moved.batch)
    [third] = calendars.appointments(cast.leader, now, [conversation_id], "nb")
    assert (third.starts, third.cancelled) == (first.starts, False)
    untimed = planning.edit(
        cast.leader, now, conversation_id, one(cast, now, conversation_id).version, plan_draft(cast)
    )
    [fourth] = calendars.appointments(cast.leader, now, [conversation_id], "nb")
    assert (fourth.cancelled, fourth.starts, fourth.on) == (True, None, second.on)
    undo(cast.leader, now, untimed.batch)
    undo(cast.leader, now, receipt.batch)
    assert one(cast, now, conversation_id).state is ConversationState.CANCELLED
    [last] = calendars.appointments(cast.employee, now, [conversation_id], "nb")
    assert last.cancelled
    told = [first, second, third, fourth, last]
    assert {appointment.uid for appointment in told} == {first.uid}
    assert [appointment.sequence for appointment in told] == sorted({appointment.sequence for appointment in told})
