"""What an administrator sees of people and accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services.hasher import HASHER, PASSWORD
from tui_app.domain.accounts.accounts import PeopleFilter
from tui_app.domain.accounts.credentials import CODE_VALID_FOR
from tui_app.domain.audit import AuditKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import access_log
from tui_app.services.accounts import account_events, accounts, passwords, sessions
from tui_app.services.administration import overview
from tui_app.services.people import people

DAY = timedelta(days=1)


def add(kari: Viewer, now: datetime, name: str, leader: Person | None = None, **more: object) -> Person:
    values = {"name": name, "leader_id": leader.id if leader else None} | more
    return people.add(kari, now, validate_draft(PersonDraft, values), leader is None)


def names(kari: Viewer, now: datetime, which: PeopleFilter, words: str = "") -> list[str]:
    return [person.name for person, _state in accounts.search(kari, now, words, which)]


def test_people_are_found_by_how_their_accounts_stand(kari: Viewer, ola: Person, now: datetime) -> None:
    passwords.choose_password(kari, now, HASHER, "", PASSWORD)
    gone = add(kari, now, "Gro Gått", end_date=(now - DAY).date())
    add(kari, now, "Per Berg", gone)
    closed = add(kari, now, "Stina Stengt", ola)
    accounts.set_open(kari, now, closed.id, is_open=False)
    accounts.issue_code(kari, now, HASHER, ola.id)
    assert names(kari, now, PeopleFilter.HERE) == ["Kari Nordmann", "Ola Hansen", "Per Berg", "Stina Stengt"]
    assert names(kari, now, PeopleFilter.HERE, "st") == ["Stina Stengt"]
    assert names(kari, now, PeopleFilter.LEFT) == ["Gro Gått"]
    assert names(kari, now, PeopleFilter.WITHOUT_SIGN_IN) == ["Per Berg"]
    assert names(kari, now, PeopleFilter.WITHOUT_LEADER) == ["Kari Nordmann", "Per Berg"]
    later = now + CODE_VALID_FOR
    assert names(kari, later, PeopleFilter.WITHOUT_SIGN_IN) == ["Ola Hansen", "Per Berg"]


def test_the_numbers_say_what_waits(kari: Viewer, ola: Person, now: datetime) -> None:
    accounts.issue_code(kari, now, HASHER, ola.id)
    with pytest.raises(DomainError):
        sessions.sign_in(now, HASHER, "canteen", ola.name, "wrong")
    found = overview.overview(kari, now).accounts
    assert (found.people, found.without_sign_in, found.codes, found.refused) == (2, 1, 1, 1)
    assert found.code_until == now + CODE_VALID_FOR
    later = overview.overview(kari, now + 8 * DAY).accounts
    assert (later.without_sign_in, later.codes, later.code_until, later.refused) == (2, 0, None, 0)


def test_only_an_administrator_adds_somebody_without_a_leader(kari: Viewer, ola: Person, now: datetime) -> None:
    assert add(kari, now, "Tor Topp").leader_id is None
    with pytest.raises(NotAllowed):
        add(viewer_of(ola), now, "Per Berg")


def test_the_log_is_read_by_kind_by_person_and_from_a_line_on(kari: Viewer, ola: Person, now: datetime) -> None:
    for _ in range(3):
        accounts.issue_code(kari, now, HASHER, ola.id)
    passwords.choose_password(kari, now, HASHER, "", PASSWORD)
    newest = access_log.all_entries(kari, now)
    assert [line.entry.kind for line in newest] == [AuditKind.PASSWORD_CHOSEN, *[AuditKind.CODE_MADE] * 3]
    assert access_log.all_entries(kari, now, (), newest[1].id) == newest[2:]
    assert access_log.all_entries(kari, now, (AuditKind.PASSWORD_CHOSEN,)) == newest[:1]
    assert access_log.all_entries(kari, now, (), 0, ola.id) == newest[1:]


def test_the_password_chosen_with_a_code_is_not_reported_to_its_owner(kari: Viewer, ola: Person, now: datetime) -> None:
    code = accounts.issue_code(kari, now, HASHER, ola.id)
    sessions.choose_password_with_code(now + DAY, HASHER, "canteen", ola.name, code, PASSWORD)
    told = account_events.since_last_sign_in(viewer_of(ola), now + DAY)
    assert [line.entry.kind for line in told] == [AuditKind.CODE_MADE]
