"""What follows from joining: leaders, signing in, the log and next year's staff list; on both databases."""

from __future__ import annotations

from datetime import date, datetime

from tests.conftest import NOW, viewer_of
from tests.services import sample_conversations as conversations
from tests.services.hasher import HASHER, PASSWORD
from tests.services.people.joining.entries import join, people_get, person, preview
from tests.services.people.test_staff_import import review
from tests.services.sample_conversations import Cast
from tui_app.domain.audit import AuditKind
from tui_app.domain.records.person import Viewer
from tui_app.services import access_log
from tui_app.services.accounts import accounts, passwords, sessions
from tui_app.services.conversations import conversation_view
from tui_app.services.people import joining, staff_import
from tui_app.storage.database import reading
from tui_app.storage.people import former_identifiers


def test_reports_and_planned_conversations_follow(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Lise L", leader_id=cast.administrator.id)
    siv = person(cast.administrator, "Siv", leader_id=other.id)
    talk = conversations.planned(Cast(viewer_of(other), viewer_of(siv), cast.stranger, cast.administrator, 1), now)
    join(cast.administrator, people_get(cast.leader.id), other)
    assert people_get(siv.id).leader_id == cast.leader.id
    assert conversation_view.get(cast.leader, now, talk).id == talk
    told = access_log.all_entries(cast.administrator, now, about=siv.id)
    assert told[0].entry.kind is AuditKind.LEADER_CHANGED


def test_the_planned_conversation_of_the_other_entry_moves_to_the_leader_that_stays(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Ola H", leader_id=cast.administrator.id)
    talk = conversations.planned(
        Cast(cast.administrator, viewer_of(other), cast.stranger, cast.administrator, cast.template_id), now
    )
    join(cast.administrator, people_get(cast.employee.id), other)
    moved = conversation_view.get(cast.leader, now, talk)
    assert (moved.person_id, moved.leader_id) == (cast.employee.id, cast.leader.id)


def test_the_log_names_the_former_entry_and_shows_who_saw_it(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Ola H", leader_id=cast.leader.id)
    talk = conversations.signed(Cast(cast.leader, viewer_of(other), cast.stranger, cast.administrator, 1), now)
    conversation_view.get_view(cast.leader, now, talk)
    join(cast.administrator, people_get(cast.employee.id), other)
    seen = access_log.entries_about_me(cast.employee, now)
    assert talk in [one.entry.conversation_id for one in seen]
    assert {one.person_name for one in seen} == {cast.employee.name}
    assert seen[0].entry.details == {"removed": other.id}


def test_signing_in_is_that_of_the_one_that_stays_unless_it_has_none(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Ola H", email="o@x.no")
    passwords.choose_password(viewer_of(other), now, HASHER, "", PASSWORD)
    shown = preview(cast.administrator, people_get(cast.employee.id), other)
    assert shown.kept.person.id == other.id
    join(cast.administrator, people_get(cast.employee.id), other)
    session = sessions.sign_in(now, HASHER, "here", "o@x.no", PASSWORD)
    assert session is not None
    assert session.person_id == cast.employee.id


def test_a_closed_account_shuts_nobody_out_who_had_none(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Ola H", email="o@x.no")
    passwords.choose_password(viewer_of(other), now, HASHER, "", PASSWORD)
    accounts.set_open(cast.administrator, now, other.id, is_open=False)
    join(cast.administrator, people_get(cast.employee.id), people_get(other.id))
    state = accounts.state_of(cast.administrator, now, cast.employee.id)
    assert (state.is_open, state.has_password) == (True, True)


def test_next_years_list_with_both_numbers_makes_nobody_again(kari: Viewer, now: datetime) -> None:
    kept = person(kari, "Ola Hansen", employee_number="1", start_date=date(2020, 1, 1))
    join(kari, kept, person(kari, "Ola H", employee_number="2"))
    join(kari, people_get(kept.id), person(kari, "Ola Hanssen", employee_number="3"))
    rows = ("Ola Hansen|1|Rådgiver|80|", "Ola H|2|Vakt|20|", "Siv Li|9|||2")
    listed = review("Navn|Nr|Tittel|Prosent|Leder", *rows)
    told = {one.kind.value for one in staff_import.preview(kari, now, listed).plan.findings}
    assert told >= {"joined_number", "two_jobs"}
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).created == 1
    found = {one.name: one for one in staff_import.everybody(kari, now)}
    assert found.keys() == {"Kari Nordmann", "Ola Hansen", "Siv Li"}
    assert (found["Ola Hansen"].employee_number, found["Siv Li"].leader_id) == ("1", kept.id)
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).unchanged == 2
    alone = review("Navn|Nr", "Ola Hansen|3")
    assert staff_import.import_staff(kari, now, alone, skip_bad=False).created == 0


def test_next_years_list_with_both_addresses_makes_nobody_again(kari: Viewer, now: datetime) -> None:
    kept = person(kari, "Ola Hansen", email="ola@x.no")
    join(kari, kept, person(kari, "Ola H", email="ola.hansen@x.no"))
    listed = review(
        "Navn|E-post|Leder", "Ola Hansen|ola@x.no|", "Ola H|Ola.Hansen@x.no|", "Siv Li|s@x.no|ola.hansen@x.no"
    )
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).created == 1
    found = {one.name: one for one in staff_import.everybody(kari, now)}
    assert found.keys() == {"Kari Nordmann", "Ola Hansen", "Siv Li"}
    assert (found["Ola Hansen"].email, found["Siv Li"].leader_id) == ("ola@x.no", kept.id)
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).unchanged == 2


def test_a_joined_number_that_was_given_on_is_another_persons(kari: Viewer, now: datetime) -> None:
    kept = person(kari, "Ola Hansen", employee_number="1")
    join(kari, kept, person(kari, "Ola H", employee_number="2"))
    listed = review("Navn|Nr|Leder", "Ola Hansen|1|", "Tor Lie|2|", "Siv Li|9|2")
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).created == 2
    found = {one.name: one for one in staff_import.everybody(kari, now)}
    assert found["Siv Li"].leader_id == found["Tor Lie"].id
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).unchanged == 3
    staff_import.import_staff(kari, now, review("Navn|Nr", "Ola Hansen|2"), skip_bad=True)
    assert {one.name: one.employee_number for one in staff_import.everybody(kari, now)}["Tor Lie"] == "2"


def test_the_other_number_goes_with_the_person(kari: Viewer) -> None:
    kept = person(kari, "Ola Hansen", employee_number="1")
    join(kari, kept, person(kari, "Ola H", employee_number="2"))
    with reading():
        assert former_identifiers.by_person() == {kept.id: ("2",)}
    joining.remove(kari, NOW, joining.check_removal(kari, NOW, kept.id))
    with reading():
        assert former_identifiers.by_person() == {}
