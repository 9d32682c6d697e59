"""Codes and the passwords chosen with them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services.accounts.signing_in import LONG, WARD, refusal, signed_up
from tests.services.hasher import HASHER, OTHER_PASSWORD, PASSWORD
from tui_app.domain.audit import CodeUse
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, InvalidInput, NotAllowed
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import account_events, accounts, sessions, signed_in
from tui_app.services.people import people


def test_a_code_lets_its_owner_choose_a_password_and_is_then_used_up(kari: Viewer, ola: Person, now: datetime) -> None:
    code = accounts.issue_code(kari, now, HASHER, ola.id)
    assert sessions.sign_in(now, HASHER, WARD, "ola hansen", code.lower().replace("-", " ")) is None
    session = sessions.choose_password_with_code(now, HASHER, WARD, ola.name, code, PASSWORD)
    assert signed_in.get_viewer(session, now) == viewer_of(ola)
    assert refusal(now, HASHER, WARD, ola.name, code).code == "sign_in_refused"
    again = sessions.sign_in(now + LONG, HASHER, WARD, ola.id, PASSWORD)
    assert again is not None
    assert again.person_id == ola.id


def test_a_code_runs_out_after_seven_days(kari: Viewer, ola: Person, now: datetime) -> None:
    code = accounts.issue_code(kari, now, HASHER, ola.id)
    late = now + timedelta(days=7)
    assert refusal(late, HASHER, WARD, ola.name, code).code == "code_expired"
    assert refusal(late + LONG, HASHER, WARD, ola.name, "ABCD-EFGH-JKLM").code == "sign_in_refused"
    with pytest.raises(DomainError, match="code_expired"):
        sessions.choose_password_with_code(late + LONG, HASHER, WARD, ola.name, code, PASSWORD)


def test_a_newer_code_takes_the_place_of_an_older_one(kari: Viewer, ola: Person, now: datetime) -> None:
    old, new = accounts.issue_code(kari, now, HASHER, ola.id), accounts.issue_code(kari, now, HASHER, ola.id)
    assert refusal(now, HASHER, WARD, ola.name, old).code == "sign_in_refused"
    assert sessions.sign_in(now, HASHER, WARD, ola.name, new) is None


@pytest.mark.parametrize(
    ("secret", "why"),
    [
        ("kort", "password_too_short"),
        ("x" * 129, "password_too_long"),
        ("12345678", "password_common"),
        ("Ola Hansen", "password_common"),
        ("passord123", "password_common"),
        ("qwertyuiop", "password_common"),
    ],
)
def test_a_bad_password_is_refused_and_the_code_stays(
    kari: Viewer, ola: Person, now: datetime, secret: str, why: str
) -> None:
    code = accounts.issue_code(kari, now, HASHER, ola.id)
    with pytest.raises(InvalidInput) as invalid:
        sessions.choose_password_with_code(now, HASHER, WARD, ola.name, code, secret)
    assert invalid.value.problems == {"new_password": why}
    assert sessions.choose_password_with_code(now, HASHER, WARD, ola.name, code, PASSWORD).person_id == ola.id


def test_a_password_may_have_any_letters(kari: Viewer, ola: Person, now: datetime) -> None:
    secret = "Øyvinds blå 🚲 " + "å" * 100
    signed_up(kari, ola, now, secret)
    assert refusal(now, HASHER, WARD, ola.name, secret[:-1]).code == "sign_in_refused"
    assert sessions.sign_in(now, HASHER, WARD, ola.name, secret) is not None


def test_a_newcomer_who_tries_easy_passwords_does_not_have_to_wait(kari: Viewer, ola: Person, now: datetime) -> None:
    code = accounts.issue_code(kari, now, HASHER, ola.id)
    for easy in ("12345678", "passord1", "ola hansen", "qwertyui", "aaaaaaaa", "87654321"):
        with pytest.raises(InvalidInput):
            sessions.choose_password_with_code(now, HASHER, WARD, ola.name, code, easy)
    assert sessions.choose_password_with_code(now, HASHER, WARD, ola.name, code, PASSWORD).person_id == ola.id


def test_a_leader_gives_no_code_to_an_administrator_or_a_stranger(kari: Viewer, ola: Person, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg", "leader_id": ola.id}))
    leader = viewer_of(ola)
    assert accounts.issue_code(leader, now, HASHER, per.id)
    accounts.set_administrator(kari, now, per.id, administers=True)
    for viewer, person_id in ((leader, per.id), (leader, kari.id), (leader, leader.id), (kari, kari.id)):
        with pytest.raises(NotAllowed):
            accounts.issue_code(viewer, now, HASHER, person_id)


def test_signing_in_with_the_password_cancels_a_code(kari: Viewer, ola: Person, now: datetime) -> None:
    signed_up(kari, ola, now)
    code = accounts.issue_code(kari, now + LONG, HASHER, ola.id)
    sessions.sign_in(now + 2 * LONG, HASHER, WARD, ola.name, PASSWORD)
    assert refusal(now + 2 * LONG, HASHER, "canteen", ola.name, code).code == "sign_in_refused"


def test_the_owner_learns_that_somebody_came_in_with_a_code_made_for_them(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    me = viewer_of(ola)
    signed_up(kari, ola, now)
    assert account_events.codes_used(me, now) == (), "nobody came in before"
    taken = accounts.issue_code(kari, now + LONG, HASHER, ola.id)
    sessions.choose_password_with_code(now + 2 * LONG, HASHER, "office", ola.name, taken, OTHER_PASSWORD)
    assert account_events.codes_used(me, now + 2 * LONG) == (CodeUse(now, WARD, kari.name),)
    sessions.sign_in(now + 3 * LONG, HASHER, "office", ola.name, OTHER_PASSWORD)
    assert account_events.codes_used(me, now + 3 * LONG) == (), "whoever took it knows"
    at_home = account_events.codes_used(me, now + 3 * LONG, now + LONG)
    assert at_home == (CodeUse(now + 2 * LONG, "office", kari.name),)
    assert account_events.codes_used(me, now + 4 * LONG, at_home[0].at) == (), "told once"
    late = now + timedelta(days=60)  # after a long leave, with a code that Ola asked for
    again = accounts.issue_code(kari, late, HASHER, ola.id)
    sessions.choose_password_with_code(late, HASHER, WARD, ola.name, again, PASSWORD)
    assert account_events.codes_used(me, late) == at_home, "the last one, however long ago"
