"""Somebody always administers: no path ends the last administrator, and there is a way back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import viewer_of
from tests.services.accounts.signing_in import signed_up
from tests.services.hasher import HASHER, PASSWORD
from tui_app.domain.accounts.administrators import check_administrator_remains, last_day_administered
from tui_app.domain.audit import AuditKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.maintenance.health_checks import check_administrators
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.findings import FindingKind
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.services import access_log
from tui_app.services.accounts import accounts, administrators, passwords, sessions, signed_in
from tui_app.services.administration import erasure
from tui_app.services.people import people, staff_import
from tui_app.storage.database import reading, writing
from tui_app.storage.people import administration
from tui_app.storage.people import people as stored_people

DAYS = [timedelta(days=number) for number in (-30, -1, 0, 1, 400)]


def leave(viewer: Viewer, now: datetime, person: Viewer | Person, day: date | None) -> None:
    found = people.get_for_editing(viewer, now, person.id)
    people.edit(
        viewer, now, found.id, found.version, validate_draft(PersonDraft, {"name": found.name, "end_date": day})
    )


def listed(name: str, field: StaffField, cell: str) -> ListReview:
    return ListReview(StaffTable(("Navn", "Annet"), (StaffTableRow(2, (name, cell)),)), (StaffField.NAME, field))


def administers(now: datetime) -> list[str]:
    with reading():
        return [one.name for one in administration.administrators(now.date())]


@pytest.mark.parametrize("days", DAYS)
def test_the_only_administrator_gets_no_last_day_in_the_form(kari: Viewer, now: datetime, days: timedelta) -> None:
    with pytest.raises(InvalidInput) as refused:
        leave(kari, now, kari, now.date() + days)
    assert refused.value.problems == {"end_date": "last_administrator"}
    assert people.get_for_editing(kari, now, kari.id).end_date is None


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("skip_bad", [False, True])
def test_nor_with_a_staff_list(kari: Viewer, now: datetime, days: timedelta, skip_bad: bool) -> None:
    table = listed(kari.name, StaffField.END_DATE, (now.date() + days).isoformat())
    found = staff_import.preview(kari, now, table).plan.findings
    assert FindingKind.LAST_ADMINISTRATOR in {one.kind for one in found}
    staff_import.import_staff(kari, now, table, skip_bad=skip_bad)
    assert administers(now) == [kari.name]


def test_nor_with_a_status_in_a_staff_list(kari: Viewer, now: datetime) -> None:
    staff_import.import_staff(kari, now, listed(kari.name, StaffField.STATUS, "Sluttet"), skip_bad=True)
    assert administers(now) == [kari.name]


def test_a_leader_who_is_no_administrator_gives_none_either(kari: Viewer, ola: Person, now: datetime) -> None:
    lise = people.add(kari, now, validate_draft(PersonDraft, {"name": "Lise"}), without_leader=True)
    found = people.get_for_editing(kari, now, kari.id)
    people.edit(
        kari, now, kari.id, found.version, validate_draft(PersonDraft, {"name": kari.name, "leader_id": lise.id})
    )
    with pytest.raises(InvalidInput):
        found = people.get_for_editing(viewer_of(lise), now, kari.id)
        draft = validate_draft(PersonDraft, {"name": kari.name, "leader_id": lise.id, "end_date": now.date()})
        people.edit(viewer_of(lise), now, kari.id, found.version, draft)


def test_of_two_each_may_go_and_then_the_other_stays(kari: Viewer, ola: Person, now: datetime) -> None:
    accounts.set_administrator(kari, now, ola.id, administers=True)
    second = Viewer(ola.id, ola.name, is_administrator=True)
    leave(kari, now, kari, now.date() + timedelta(days=30))
    with pytest.raises(DomainError, match="last_administrator"):  # Kari goes in a month, so Ola is the one who stays
        accounts.set_open(kari, now, ola.id, is_open=False)
    with pytest.raises(DomainError, match="last_administrator"):
        accounts.set_administrator(kari, now, ola.id, administers=False)
    with pytest.raises(InvalidInput):
        leave(kari, now, ola, now.date() + timedelta(days=60))
    assert administers(now + timedelta(days=31)) == [ola.name]
    leave(second, now, kari, None)
    accounts.set_administrator(kari, now, ola.id, administers=False)


def test_two_who_remove_each_other_at_the_same_moment(kari: Viewer, ola: Person, now: datetime) -> None:
    accounts.set_administrator(kari, now, ola.id, administers=True)
    second = Viewer(ola.id, ola.name, is_administrator=True)

    def remove(pair: tuple[Viewer, int]) -> str:
        try:
            accounts.set_administrator(pair[0], now, pair[1], administers=False)
        except DomainError as error:
            return error.code
        return ""

    with ThreadPoolExecutor(2) as pool:
        results = sorted(pool.map(remove, [(kari, ola.id), (second, kari.id)]))
    assert results == ["", "last_administrator"]
    assert len(administers(now)) == 1


def test_other_people_and_other_fields_are_free(kari: Viewer, ola: Person, now: datetime) -> None:
    leave(kari, now, ola, now.date() - timedelta(days=1))
    found = people.get_for_editing(kari, now, kari.id)
    people.edit(kari, now, kari.id, found.version, validate_draft(PersonDraft, {"name": kari.name, "title": "Leder"}))


@pytest.fixture
def shut(kari: Viewer, now: datetime) -> Viewer:
    """The only administrator, who has left, as an earlier version let them."""
    with writing():
        stored_people.update(kari.id, {"end_date": now.date() - timedelta(days=400)})
    return kari


def test_a_shut_database_is_opened_at_the_prompt(shut: Viewer, now: datetime) -> None:
    assert administrators.nobody_administers(now)
    person, code = administrators.appoint_at_prompt(now, HASHER, "ward 3", "kari nordmann")
    assert (person.id, code) == (shut.id, "")
    assert administers(now) == [shut.name]
    assert people.get_for_editing(shut, now, shut.id).end_date is None
    entry = access_log.all_entries(shut, now, (AuditKind.ADMINISTRATOR,))[0].entry
    assert (entry.by_id, entry.person_id, entry.terminal) == (None, shut.id, "ward 3")
    assert entry.details == {"administers": True, "at_prompt": True}
    with pytest.raises(DomainError, match="administrator_exists"):
        administrators.appoint_at_prompt(now, HASHER, "ward 3", shut.name)


def test_where_people_sign_in_the_one_appointed_gets_a_code(kari: Viewer, ola: Person, now: datetime) -> None:
    signed_up(kari, ola, now)
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    with writing():
        stored_people.update(kari.id, {"end_date": now.date() - timedelta(days=1)})
    other = type(HASHER)(b"o" * 32, HASHER.random_bytes, HASHER.cost)
    with pytest.raises(DomainError, match="sign_in_key_other"):
        administrators.appoint_at_prompt(now, other, "ward 3", per.name)
    with pytest.raises(DomainError, match="not_recognised"):
        administrators.appoint_at_prompt(now, HASHER, "ward 3", "Per")
    person, code = administrators.appoint_at_prompt(now, HASHER, "ward 3", per.name)
    session = sessions.choose_password_with_code(now, HASHER, "ward 3", person.id, code, PASSWORD)
    assert signed_in.get_viewer(session, now).is_administrator


def test_an_administrator_who_never_chose_a_password_is_let_in_at_the_prompt(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    signed_up(kari, ola, now)
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    accounts.set_administrator(kari, now, per.id, administers=True)
    passwords.choose_password(kari, now, HASHER, "", PASSWORD)
    with pytest.raises(DomainError, match="administrator_exists"):
        administrators.appoint_at_prompt(now, HASHER, "ward 3", per.name)
    with writing():
        stored_people.update(kari.id, {"end_date": now.date() - timedelta(days=1)})
    person, code = administrators.appoint_at_prompt(now, HASHER, "ward 3", per.name)
    assert person.id == per.id
    with pytest.raises(DomainError, match="administrator_exists"):
        administrators.appoint_at_prompt(now, HASHER, "ward 3", ola.name)
    session = sessions.choose_password_with_code(now, HASHER, "ward 3", per.id, code, PASSWORD)
    assert signed_in.get_viewer(session, now).is_administrator


def test_retention_keeps_who_could_be_appointed_again(shut: Viewer, now: datetime) -> None:
    with writing():
        stored_people.update(shut.id, {"end_date": now.date() - timedelta(days=9000)})
    erasure.erase_due_by_timer(now, "Slettet")
    assert administrators.appoint_at_prompt(now, HASHER, "", shut.name)[0].id == shut.id


end_dates = st.lists(st.none() | st.dates(), max_size=4)


@given(end_dates, end_dates)
def test_the_day_never_comes_nearer(before: list[date | None], after: list[date | None]) -> None:
    try:
        check_administrator_remains(before, after)
    except DomainError:
        assert last_day_administered(after) < last_day_administered(before)
    else:
        assert last_day_administered(after) >= last_day_administered(before)


def test_the_doctor_sees_it(now: datetime) -> None:
    today = now.date()
    for last_day, code in (
        (date.min, "administrator_none"),
        (today - timedelta(days=1), "administrator_none"),
        (today, "administrator_leaves"),
        (date.max, "administrator"),
    ):
        assert check_administrators(today, last_day).code == code
