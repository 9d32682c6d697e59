"""One's own practice: sessions, warm-up, looking back. Nobody else reads any of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import DAY, Cast
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, InvalidInput, NotAllowed
from tui_app.domain.practice.sessions import FORMATS, LookBack, WarmUp
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.people import people
from tui_app.services.practice import sessions
from tui_app.storage import audit_log
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables
from tui_app.text.practice.formats import group_proposal


def test_the_sessions_of_the_year_are_counted(cast: Cast, now: datetime) -> None:
    sessions.record(cast.leader, now - timedelta(days=400), PracticeFormat.SORT, 2)
    sessions.record(cast.leader, now, PracticeFormat.PAIR, 9)
    sessions.record(cast.leader, now, PracticeFormat.NEXT_CONVERSATION, 4)
    sessions.record(cast.leader, now + timedelta(days=3), PracticeFormat.NEXT_CONVERSATION, 4)  # the clock was ahead
    found = sessions.overview(cast.leader, now)
    assert (found.done, found.planned) == (1, 4)
    assert len(found.sessions) == 2
    assert sessions.overview(cast.stranger, now).sessions == ()


def test_a_session_left_open_over_night_does_not_last_all_night(cast: Cast, now: datetime) -> None:
    sessions.record(cast.leader, now, PracticeFormat.SORT, 600)
    assert sessions.overview(cast.leader, now).sessions[0].minutes == FORMATS[PracticeFormat.SORT].minutes * 3


def test_practice_leaves_no_trace_elsewhere(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.planned(cast, now)
    with reading(cast.administrator), bypassing_row_security():
        logged, changes = len(audit_log.find_entries(1000)), tables.History.select().count()
    sessions.record(cast.leader, now, PracticeFormat.MIRROR, 7)
    sessions.save_warm_up(cast.leader, now, conversation_id, ["Hva er viktigst?"], "Vent litt.")
    with reading(cast.administrator), bypassing_row_security():
        assert (len(audit_log.find_entries(1000)), tables.History.select().count()) == (logged, changes)


def test_the_warm_up_is_offered_two_days_before(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.planned(cast, now)

    def offered(day: date) -> list[int]:
        at = now.replace(year=day.year, month=day.month, day=day.day)
        return [one.id for one in sessions.warm_ups_offered(cast.leader, at)]

    assert [offered(DAY - timedelta(days=days)) for days in (3, 2, 0, -1)] == [
        [],
        [conversation_id],
        [conversation_id],
        [],
    ]
    sessions.save_warm_up(cast.leader, now, conversation_id, ["Hva gjorde det mulig?"], "")
    assert offered(DAY) == []


def test_what_is_chosen_is_kept_for_that_conversation(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.planned(cast, now)
    assert sessions.warm_up(cast.leader, now, conversation_id) is None
    sessions.save_warm_up(cast.leader, now, conversation_id, ["  Hva er\nviktigst? ", ""], "Tell til fem.")
    assert sessions.warm_up(cast.leader, now, conversation_id) == WarmUp(("Hva er viktigst?",), "Tell til fem.")
    with pytest.raises(InvalidInput):
        sessions.save_warm_up(cast.leader, now, conversation_id, ["a", "b", "c", "d"], "")
    for other in (cast.employee, *cast.outsiders):
        with pytest.raises(NotAllowed):
            sessions.warm_up(other, now, conversation_id)
        with pytest.raises(NotAllowed):
            sessions.save_warm_up(other, now, conversation_id, ["Hva?"], "")


def test_what_was_noted_comes_back_at_the_next_warm_up(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    note = LookBack("Stillheten", "Da han nevnte turnus", "Vent lenger")
    sessions.save_look_back(cast.leader, now, conversation_id, note)
    assert sessions.look_back(cast.leader, now, conversation_id) == note
    assert sessions.overview(cast.leader, now).look_back == note
    with pytest.raises(NotAllowed):
        sessions.look_back(cast.employee, now, conversation_id)


def test_one_call_erases_all_of_ones_own(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    sessions.record(cast.leader, now, PracticeFormat.SORT, 2)
    sessions.record(cast.stranger, now, PracticeFormat.PAIR, 10)
    sessions.save_look_back(cast.leader, now, conversation_id, LookBack("Stillheten"))
    sessions.erase_all(cast.leader, now)
    assert sessions.overview(cast.leader, now).sessions == ()
    assert sessions.look_back(cast.leader, now, conversation_id) is None
    assert sessions.overview(cast.stranger, now).done == 1


def test_the_organisation_decides_how_often(cast: Cast, now: datetime) -> None:
    conversations.planned(cast, now)
    sessions.set_sessions_per_year(cast.administrator, now, 0)
    soon = now.replace(year=DAY.year, month=DAY.month, day=DAY.day)
    assert sessions.overview(cast.leader, now).planned == 0
    assert sessions.warm_ups_offered(cast.leader, soon) == ()
    with pytest.raises(NotAllowed):
        sessions.set_sessions_per_year(cast.leader, now, 6)
    for count in (-1, 13):
        with pytest.raises(DomainError):
            sessions.set_sessions_per_year(cast.administrator, now, count)


def test_those_who_lead_leaders_are_proposed_first(kari: Viewer, now: datetime) -> None:
    """One's own leader, the leaders beside one and below one; nobody who leads nobody or has left."""

    def add(name: str, leader: Viewer | None) -> Viewer:
        values = {"name": name, "leader_id": leader.id if leader else None}
        return viewer_of(people.add(kari, now, validate_draft(PersonDraft, values), without_leader=not leader))

    top = add("Åse Topp", None)
    me = add("Jeg", top)
    beside, above_others, below = add("Anne Ved Siden", top), add("Per Storleder", top), add("Bo Under", me)
    add("Ingen Leder", top)
    for leader in (beside, below, add("Mellom", above_others)):
        add("En", leader)
    partners = sessions.overview(me, now).partners
    assert [(one.name, one.leads_leaders) for one in partners] == [
        ("Per Storleder", True),
        ("Åse Topp", True),
        ("Anne Ved Siden", False),
        ("Bo Under", False),
    ]
    assert group_proposal(partners).endswith(
        "Practise with: Per Storleder (leads leaders), Åse Topp (leads leaders), Anne Ved Siden, Bo Under"
    )
    employee = add("Ansatt", beside)
    assert sessions.overview(employee, now).partners == ()
