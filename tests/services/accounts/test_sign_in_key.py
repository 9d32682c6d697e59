"""The key with which passwords are hashed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.conftest import viewer_of
from tests.services.accounts.signing_in import WARD, refusal, signed_up
from tests.services.hasher import HASHER, OTHER_PASSWORD, PASSWORD
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import accounts, first_start, passwords, sessions, signed_in
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.maintenance import rekey
from tui_app.services.people import people


def test_the_hash_is_argon2id_and_keyed(now: datetime) -> None:
    hashed = HASHER.hash(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert HASHER.verify(hashed, PASSWORD)
    assert not PasswordHasher(b"another key", HASHER.random_bytes, HASHER.cost).verify(hashed, PASSWORD)


def test_a_database_knows_its_sign_in_key(kari: Viewer, ola: Person, now: datetime) -> None:
    signed_up(kari, ola, now)
    other = PasswordHasher(b"o" * 32, HASHER.random_bytes, HASHER.cost)
    assert refusal(now, other, WARD, ola.name, PASSWORD).code == "sign_in_key_other"
    with pytest.raises(DomainError, match="sign_in_key_other"):
        accounts.issue_code(kari, now, other, ola.id)


def test_another_sign_in_key_voids_what_was_made_with_the_old_one(kari: Viewer, ola: Person, now: datetime) -> None:
    session = signed_up(kari, ola, now)
    passwords.choose_password(kari, now, HASHER, "", PASSWORD)
    waiting = accounts.issue_code(kari, now, HASHER, ola.id)
    other = replace(HASHER, key=b"o" * 32)
    assert refusal(now, other, WARD, ola.name, PASSWORD).code == "sign_in_key_other"
    ((first, code),) = rekey.replace_sign_in_key(now, other, "server")
    assert first.id == kari.id, "who administers comes first, and lets the others in"
    assert refusal(now, HASHER, WARD, ola.name, PASSWORD).code == "sign_in_key_other"
    for old in (PASSWORD, waiting):
        assert refusal(now, other, WARD, ola.name, old).code == "sign_in_refused"
    with pytest.raises(DomainError, match="session_ended"):
        signed_in.get_viewer(session, now)
    assert first_start.passwords_in_use()
    with pytest.raises(DomainError, match="sign_in_first"):
        first_start.identify(now, kari.name)
    admin = viewer_of(people.get_for_editing(kari, now, kari.id))
    sessions.choose_password_with_code(now, other, WARD, kari.name, code, OTHER_PASSWORD)
    again = accounts.issue_code(admin, now, other, ola.id)
    assert sessions.choose_password_with_code(now, other, WARD, ola.name, again, PASSWORD).person_id == ola.id
