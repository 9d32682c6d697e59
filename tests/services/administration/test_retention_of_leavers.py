"""People who left are erased a year after their last day, unless a hold keeps them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.services import sample_conversations as conversations
from tests.services.administration.erasing import GONE, agree, hold, later, rows, run
from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import Cast
from tui_app.domain.audit import AuditKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotFound
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.retention import RetentionKind
from tui_app.services import access_log
from tui_app.services.accounts import passwords
from tui_app.services.actions import actions
from tui_app.services.administration import retention
from tui_app.services.conversations import conversation_view
from tui_app.services.people import people
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.people import former_identifiers
from tui_app.storage.tables import registry as tables


def leave(cast: Cast, now: datetime, viewer: Viewer, last: date) -> Person:
    person = people.get_for_editing(cast.administrator, now, viewer.id)
    values = {"name": person.name, "leader_id": person.leader_id, "end_date": last}
    return people.edit(cast.administrator, now, person.id, person.version, validate_draft(PersonDraft, values))


def test_a_leaver_goes_a_year_after_the_last_day_and_others_records_name_nobody(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    promise = agree(cast, now, "Sjekke vaktplan", cast.leader)
    leave(cast, now, cast.leader, now.date())
    dry = retention.overview(cast.administrator, later(now, 12))
    assert [(one.name, dict(one.counts)) for one in dry.people] == [(cast.leader.name, {RetentionKind.PERSON: 1})]
    assert run(cast, later(now, 12, -1)).counts == {}
    assert run(cast, later(now, 12)).counts == {RetentionKind.PERSON: 1}
    kept = conversation_view.get_view(cast.employee, later(now, 12), conversation_id)
    assert (kept.conversation.leader_name, kept.signed[0].intact) == (GONE, True)
    assert actions.get(cast.employee, now, promise).responsible_name == GONE
    assert run(cast, later(now, 12, 1)).counts == {}
    with reading():
        assert not audit_log.find_broken_entries()
    # when nothing refers to them any more, the placeholder row is deleted too
    leave(cast, now, cast.employee, now.date())
    assert run(cast, later(now, 12, 2)).counts == {RetentionKind.PERSON: 1}
    with reading():
        names = {row.name for row in tables.Person.select()}
    assert names == {cast.administrator.name, cast.stranger.name}


def test_the_number_of_a_joined_entry_goes_with_the_person(cast: Cast, now: datetime) -> None:
    leave(cast, now, cast.leader, now.date())
    with writing(cast.administrator):
        former_identifiers.add(cast.leader.id, ["77"], 0)
    assert run(cast, later(now, 12)).counts == {RetentionKind.PERSON: 1}
    with reading():
        assert former_identifiers.by_person() == {}


def test_an_employee_who_left_takes_the_leaders_access_along(cast: Cast, now: datetime) -> None:
    passwords.choose_password(cast.employee, now, HASHER, "", PASSWORD)
    conversation_id = conversations.signed(cast, now)
    agree(cast, now, "Ta kurs")
    leave(cast, now, cast.employee, now.date())
    assert run(cast, later(now, 12)).counts == {RetentionKind.PERSON: 1}
    with pytest.raises(NotFound):
        conversation_view.get_view(cast.leader, later(now, 12), conversation_id)
    for table in (tables.Conversation, tables.Minutes, tables.Action, tables.Account):
        assert rows(table) == 0
    lines = access_log.all_entries(cast.administrator, now, (AuditKind.OPENED, AuditKind.ERASED))
    assert all(line.entry.person_id != cast.employee.id or not line.person_name for line in lines)


def test_a_hold_keeps_everything_about_a_person(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    leave(cast, now, cast.employee, now.date())
    held = hold(cast, now, cast.employee.id)
    with pytest.raises(DomainError, match="hold_exists"):
        hold(cast, now, cast.employee.id)
    much_later = later(now, 60)
    receipt = run(cast, much_later)
    assert (receipt.counts.get(RetentionKind.PERSON), receipt.held) == (None, 1)
    assert conversation_view.get_view(cast.leader, now, conversation_id).signed
    over = retention.overview(cast.administrator, much_later)
    assert [(one.name, dict(one.counts)) for one in over.held_back] == [(cast.employee.name, {RetentionKind.PERSON: 1})]
    assert [(one.reason, one.ended_on) for one in over.holds] == [("Klagesak", None)]
    retention.end_hold(cast.administrator, much_later, held)
    with pytest.raises(NotFound):
        retention.end_hold(cast.administrator, much_later, held)
    assert run(cast, much_later).counts[RetentionKind.PERSON] == 1
    assert rows(tables.Hold) == 0
