"""Signing in and out, which needs nobody to be signed in. What a person who has signed in does: `signed_in.py`."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.accounts.credentials import PIN_MAX_ATTEMPTS
from tui_app.domain.accounts.records import Session
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person
from tui_app.domain.text_normalization import folded
from tui_app.services.accounts.credentials import (
    Attempt,
    check_password_rules,
    count_attempt,
    require_unchanged,
    verify_attempt,
)
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.accounts.signed_in import get_viewer
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people
from tui_app.storage.sign_in import accounts, sessions

SUGGEST_FROM_LETTERS = 2
"""Names are suggested after this many letters."""


def suggest_people(now: datetime, query: str, limit: int = 6) -> list[Person]:
    """People to choose from at sign-in, by a few letters of the name, or a whole number or address.

    Only ids and names.
    """
    if len(folded(query).strip()) < SUGGEST_FROM_LETTERS:
        return []
    with reading():
        found = people.search(query, now.date(), limit)
    return [Person(one.id, one.name) for one in found]


def sign_in(
    now: datetime, hasher: PasswordHasher, terminal: str, identifier: str | int, password: str
) -> Session | None:
    """Sign in with a password.

    Args:
        terminal: where, as the log names it.
        identifier: full name, employee number or e-mail address as typed, or the id of a suggested person.
        password: the password or a one-time code.

    Returns:
        The session, or None after a one-time code: a password must be chosen next (`choose_password_with_code`).

    Raises:
        DomainError: `sign_in_wait`: the delay after wrong attempts is not over; `sign_in_refused`: nobody has this
            name, the password is wrong, or the account is closed, without saying which. Both have `seconds`.
    """
    attempt = count_attempt(now, hasher, terminal, identifier)
    with_code = verify_attempt(now, hasher, terminal, attempt, password)
    if with_code:
        return None
    assert attempt.person is not None
    with writing(about=[attempt.person.id]):
        stored = require_unchanged(attempt.person.id, attempt.credentials)
        if stored.code_hash:  # people who know the password need no code, and nobody else may use it
            accounts.update_account(attempt.person.id, code="", code_until=None)
        return _start_session(now, hasher, terminal, attempt)


def choose_password_with_code(
    now: datetime, hasher: PasswordHasher, terminal: str, identifier: str | int, code: str, password: str
) -> Session:
    """Choose a password with a one-time code, which is then used up, and sign in.

    Raises:
        DomainError: see `sign_in`.
        InvalidInput: the new password is too short, too long or too common.
    """
    attempt = count_attempt(now, hasher, terminal, identifier)
    if not verify_attempt(now, hasher, terminal, attempt, code):
        raise DomainError("sign_in_refused", seconds=0)
    assert attempt.person is not None
    check_password_rules(attempt.person, password)
    password_hash = hasher.hash(password)
    with writing():
        if require_unchanged(attempt.person.id, attempt.credentials).code_hash != attempt.credentials.code_hash:
            raise DomainError("sign_in_refused", seconds=0)  # used at another terminal at the same moment
        accounts.update_account(
            attempt.person.id,
            password_hash=password_hash,
            password_at=now,
            code="",
            code_until=None,
            pin="",
            pin_tries=0,
        )
        sessions.end_all_sessions(attempt.person.id, now)
        person_id, details = attempt.person.id, {"with_code": True}
        audit_log.add(
            AuditEntry(now, AuditKind.PASSWORD_CHOSEN, person_id, person_id, terminal=terminal, details=details)
        )
        return _start_session(now, hasher, terminal, attempt)


def unlock(now: datetime, hasher: PasswordHasher, session: Session, password: str) -> None:
    """Unlock the viewer's own locked session with the password or the PIN.

    Raises:
        DomainError: `session_ended`, `sign_in_wait`, `sign_in_refused`.
    """
    viewer = get_viewer(session, now)
    pin_hash = ""
    if password.isdigit():
        with writing(notify=False):
            pin_hash = accounts.count_pin_attempt(viewer.id, PIN_MAX_ATTEMPTS)
    if pin_hash and hasher.verify(pin_hash, password):
        with writing(notify=False):
            get_viewer(session, now)
            if accounts.get_credentials(viewer.id, lock=True).pin_hash != pin_hash:
                raise DomainError("sign_in_refused", seconds=0)  # another PIN was chosen meanwhile
            accounts.update_account(viewer.id, pin_tries=0)
        return
    attempt = count_attempt(now, hasher, session.terminal, viewer.id)
    verify_attempt(now, hasher, session.terminal, attempt, password, codes=False)
    with writing(notify=False):
        get_viewer(session, now)
        require_unchanged(viewer.id, attempt.credentials)
        accounts.update_account(viewer.id, pin_tries=0)


def sign_out(now: datetime, session: Session) -> None:
    """End a session."""
    if not session.id:
        return
    with writing(about=[session.person_id]):
        sessions.end_session(session.id, now)
        audit_log.add(
            AuditEntry(now, AuditKind.SIGNED_OUT, session.person_id, session.person_id, terminal=session.terminal)
        )


def _start_session(now: datetime, hasher: PasswordHasher, terminal: str, attempt: Attempt) -> Session:
    assert attempt.person is not None
    session = Session(attempt.person.id, hasher.new_session_id(), terminal)
    with writing(about=[session.person_id]):
        sessions.start_session(session, now)
        audit_log.add(AuditEntry(now, AuditKind.SIGNED_IN, session.person_id, session.person_id, terminal=terminal))
    return session
