"""Signing in and out, and acting as whoever is signed in: the only services that nobody needs to be signed in for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from tui_app.domain.accounts.credentials import PIN_MAX_ATTEMPTS
from tui_app.domain.accounts.records import Session
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.text_normalization import folded
from tui_app.services.accounts.credentials import Attempt, check_password_rules, count_attempt, verify_attempt
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people
from tui_app.storage.sign_in import accounts, sessions

Result = TypeVar("Result")

SUGGEST_FROM_LETTERS = 2
"""Letters from which names are proposed."""


def call_as(session: Session, use_case: Callable[..., Result], now: datetime, *args: object) -> Result:
    """Run a use case for whoever is signed in, as they stand in the database at this moment.

    Raises:
        DomainError: `session_ended`, or what the use case raises.
    """
    return use_case(get_viewer(session, now), now, *args)


def get_viewer(session: Session, now: datetime) -> Viewer:
    """Who acts in a session.

    Raises:
        DomainError: `session_ended`: ended elsewhere, the account closed, or the person not here any more.
    """
    with reading():
        viewer = sessions.get_viewer(session, now.date())
    if viewer is None:
        raise DomainError("session_ended")
    return viewer


def suggest_people(now: datetime, words: str, limit: int = 6) -> list[Person]:
    """People to choose from where somebody signs in, by a few letters; nothing but their names leaves the services."""
    if len(folded(words).strip()) < SUGGEST_FROM_LETTERS:
        return []
    with reading():
        found = people.search(words, now.date(), limit)
    return [Person(one.id, one.name) for one in found]


def sign_in(now: datetime, smith: PasswordHasher, terminal: str, who: str | int, secret: str) -> Session | None:
    """Sign in with a secret.

    Args:
        terminal: where, as the log names it.
        who: full name, employee number or e-mail as typed, or the id of a name chosen from the list.
        secret: the password, or a one-time code.

    Returns:
        The session, or None when a one-time code was given: now a secret is to be chosen (`choose_password_with_code`).

    Raises:
        DomainError: `sign_in_wait` before the delay after wrong tries is over; `sign_in_refused`, the same whether
            nobody is called so, the secret is wrong or the account is closed; both with `seconds`.
    """
    tried = count_attempt(now, smith, terminal, who)
    with_code = verify_attempt(now, smith, terminal, tried, secret)
    if with_code:
        return None
    assert tried.person is not None
    with writing():
        if tried.locks.code_hash:  # who knows the secret needs no code, and nobody else shall come in with it
            accounts.update_account(tried.person.id, code="", code_until=None)
        return _start_session(now, smith, terminal, tried)


def choose_password_with_code(
    now: datetime, smith: PasswordHasher, terminal: str, who: str | int, code: str, secret: str
) -> Session:
    """Choose one's own secret with a one-time code, which is used up by it, and sign in.

    Raises:
        DomainError: as `sign_in`.
        InvalidInput: the new secret is too short, too long or too common.
    """
    tried = count_attempt(now, smith, terminal, who)
    if not verify_attempt(now, smith, terminal, tried, code):
        raise DomainError("sign_in_refused", seconds=0)
    assert tried.person is not None
    check_password_rules(tried.person, secret)
    hashed = smith.hash(secret)
    with writing():
        if accounts.get_credentials(tried.person.id).code_hash != tried.locks.code_hash:
            raise DomainError("sign_in_refused", seconds=0)  # used on another terminal at the same moment
        accounts.update_account(
            tried.person.id, secret=hashed, secret_at=now, code="", code_until=None, pin="", pin_tries=0
        )
        sessions.end_all_sessions(tried.person.id, now)
        own, details = tried.person.id, {"with_code": True}
        audit_log.add(AuditEntry(now, AuditKind.PASSWORD_CHOSEN, own, own, terminal=terminal, details=details))
        return _start_session(now, smith, terminal, tried)


def unlock(now: datetime, smith: PasswordHasher, session: Session, secret: str) -> None:
    """Come back to one's own locked session, with the secret or the PIN.

    Raises:
        DomainError: `session_ended`, `sign_in_wait`, `sign_in_refused`.
    """
    viewer = get_viewer(session, now)
    with writing():
        locks = accounts.get_credentials(viewer.id)
        pin_counts = bool(locks.pin_hash) and locks.pin_tries < PIN_MAX_ATTEMPTS and secret.isdigit()
        if pin_counts:
            accounts.update_account(viewer.id, pin_tries=locks.pin_tries + 1)
    if pin_counts and smith.matches(locks.pin_hash, secret):
        with writing():
            accounts.update_account(viewer.id, pin_tries=0)
        return
    tried = count_attempt(now, smith, session.terminal, viewer.id)
    if verify_attempt(now, smith, session.terminal, tried, secret, codes=False):
        raise DomainError("sign_in_refused", seconds=0)
    with writing():
        accounts.update_account(viewer.id, pin_tries=0)


def sign_out(now: datetime, session: Session) -> None:
    """End a session."""
    if not session.id:
        return
    with writing():
        sessions.end_session(session.id, now)
        audit_log.add(
            AuditEntry(now, AuditKind.SIGNED_OUT, session.person_id, session.person_id, terminal=session.terminal)
        )


def _start_session(now: datetime, smith: PasswordHasher, terminal: str, tried: Attempt) -> Session:
    assert tried.person is not None
    session = Session(tried.person.id, smith.new_session(), terminal)
    with writing():
        sessions.start_session(session, now)
        audit_log.add(AuditEntry(now, AuditKind.SIGNED_IN, session.person_id, session.person_id, terminal=terminal))
    return session
