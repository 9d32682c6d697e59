"""Sessions, PINs, and what ends them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services.accounts.signing_in import LONG, WARD, refusal, signed_up
from tests.services.hasher import HASHER, OTHER_PASSWORD, PASSWORD
from tui_app.domain.accounts.credentials import PIN_MAX_ATTEMPTS
from tui_app.domain.accounts.records import Session
from tui_app.domain.audit import AuditKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import access_log
from tui_app.services.accounts import account_events, accounts, passwords, sessions, signed_in
from tui_app.services.people import people
from tui_app.storage import audit_log
from tui_app.storage.database import bypassing_row_security, reading


def test_a_closed_account_is_refused_like_a_wrong_password(kari: Viewer, ola: Person, now: datetime) -> None:
    session = signed_up(kari, ola, now)
    accounts.set_open(kari, now, ola.id, is_open=False)
    with pytest.raises(DomainError, match="session_ended"):
        signed_in.get_viewer(session, now)
    assert refusal(now, HASHER, WARD, ola.name, PASSWORD).values == {"seconds": 0}
    accounts.set_open(kari, now, ola.id, is_open=True)
    with pytest.raises(DomainError, match="session_ended"):
        signed_in.get_viewer(session, now)
    assert sessions.sign_in(now, HASHER, WARD, ola.name, PASSWORD) is not None


def test_who_has_left_is_out(kari: Viewer, ola: Person, now: datetime) -> None:
    session = signed_up(kari, ola, now)
    gone = validate_draft(
        PersonDraft, {"name": ola.name, "leader_id": kari.id, "end_date": now.date() - timedelta(days=1)}
    )
    people.edit(kari, now, ola.id, ola.version, gone)
    with pytest.raises(DomainError, match="session_ended"):
        signed_in.call_as(session, people.visible_people, now)
    assert refusal(now, HASHER, WARD, ola.name, PASSWORD).code == "sign_in_refused"


def test_a_session_ends_once_signed_out(kari: Viewer, ola: Person, now: datetime) -> None:
    session = signed_up(kari, ola, now)
    assert signed_in.call_as(session, people.visible_people, now)
    sessions.sign_out(now, session)
    with pytest.raises(DomainError, match="session_ended"):
        signed_in.call_as(session, people.visible_people, now)


def test_a_session_is_nobody_elses(kari: Viewer, ola: Person, now: datetime) -> None:
    session = signed_up(kari, ola, now)
    with pytest.raises(DomainError, match="session_ended"):
        signed_in.get_viewer(Session(kari.id, session.id), now)


def test_an_administrator_ends_sessions(kari: Viewer, ola: Person, now: datetime) -> None:
    session = signed_up(kari, ola, now)
    assert accounts.state_of(kari, now, ola.id).sessions == 1
    accounts.end_sessions(kari, now, ola.id)
    with pytest.raises(DomainError, match="session_ended"):
        signed_in.get_viewer(session, now)
    assert accounts.state_of(kari, now, ola.id).sessions == 0


def test_a_pin_unlocks_and_rests_after_five_wrong_ones(kari: Viewer, ola: Person, now: datetime) -> None:
    session = signed_up(kari, ola, now)
    passwords.choose_pin(viewer_of(ola), now, HASHER, PASSWORD, "482915")
    sessions.unlock(now, HASHER, session, "482915")
    assert refusal(now, HASHER, WARD, ola.name, "482915").code == "sign_in_refused"
    moment = now + LONG
    for _ in range(PIN_MAX_ATTEMPTS):
        with pytest.raises(DomainError) as refused:
            sessions.unlock(moment, HASHER, session, "111112")
        moment += timedelta(seconds=float(str(refused.value.values["seconds"])))
    with pytest.raises(DomainError, match="sign_in_refused"):
        sessions.unlock(moment, HASHER, session, "482915")
    moment += LONG
    sessions.unlock(moment, HASHER, session, PASSWORD)
    sessions.unlock(moment, HASHER, session, "482915")


def test_a_new_password_ends_other_sessions(kari: Viewer, ola: Person, now: datetime) -> None:
    elsewhere = signed_up(kari, ola, now)
    here = sessions.sign_in(now, HASHER, "canteen", ola.name, PASSWORD)
    assert here is not None
    passwords.choose_password(viewer_of(ola), now, HASHER, PASSWORD, OTHER_PASSWORD, here.id)
    assert signed_in.get_viewer(here, now).id == ola.id
    with pytest.raises(DomainError, match="session_ended"):
        signed_in.get_viewer(elsewhere, now)


@pytest.mark.parametrize("pin", ["12345", "1234567", "123456", "987654", "000000", "12345a", "１２３４５７"])
def test_a_bad_pin_is_refused(kari: Viewer, ola: Person, now: datetime, pin: str) -> None:
    signed_up(kari, ola, now)
    with pytest.raises(InvalidInput):
        passwords.choose_pin(viewer_of(ola), now, HASHER, PASSWORD, pin)


def test_the_current_password_is_asked_for(kari: Viewer, ola: Person, now: datetime) -> None:
    signed_up(kari, ola, now)
    with pytest.raises(DomainError, match="sign_in_refused"):
        passwords.choose_password(viewer_of(ola), now, HASHER, "wrong", OTHER_PASSWORD)
    passwords.choose_password(viewer_of(ola), now, HASHER, PASSWORD, OTHER_PASSWORD)
    assert sessions.sign_in(now, HASHER, WARD, ola.name, OTHER_PASSWORD) is not None
    assert refusal(now, HASHER, WARD, ola.name, PASSWORD).code == "sign_in_refused"


def test_what_was_done_to_the_account_is_reported_at_the_next_sign_in(kari: Viewer, ola: Person, now: datetime) -> None:
    signed_up(kari, ola, now)
    accounts.issue_code(kari, now + LONG, HASHER, ola.id)
    refusal(now + LONG, HASHER, "canteen", ola.name, "wrong")
    sessions.sign_in(now + 2 * LONG, HASHER, WARD, ola.name, PASSWORD)
    told = account_events.since_last_sign_in(viewer_of(ola), now + 2 * LONG)
    assert [(line.entry.kind, line.by_name) for line in told] == [
        (AuditKind.CODE_MADE, "Kari Nordmann"),
        (AuditKind.SIGN_IN_FAILED, ""),
    ]
    sessions.sign_in(now + 3 * LONG, HASHER, WARD, ola.name, PASSWORD)
    assert account_events.since_last_sign_in(viewer_of(ola), now + 3 * LONG) == []


def test_the_log_is_chained_and_has_no_password(kari: Viewer, ola: Person, now: datetime) -> None:
    code = accounts.issue_code(kari, now, HASHER, ola.id)
    sessions.choose_password_with_code(now, HASHER, WARD, ola.name, code, PASSWORD)
    with reading(), bypassing_row_security():
        assert audit_log.find_broken_entries() == []
        assert audit_log.head().number == 3
    written = repr(access_log.all_entries(kari, now))
    assert PASSWORD not in written
    assert code not in written


def test_names_are_suggested_from_two_letters_on_and_nothing_else(kari: Viewer, ola: Person, now: datetime) -> None:
    assert sessions.suggest_people(now, "o") == []
    assert sessions.suggest_people(now, "ola h") == [Person(ola.id, ola.name)]
