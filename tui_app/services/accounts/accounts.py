"""Accounts: codes, secrets and PINs; opened, closed and ended; administrators and stand-ins; the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.accounts.credentials import CODE_VALID_FOR, parse_code
from tui_app.domain.accounts.records import AccountState, PeopleFilter
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts.credentials import check_sign_in_key
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.authorize import get_person, require_account_administrator
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.people import administration, people
from tui_app.storage.sign_in import accounts, sessions

LIST_LIMIT = 100
"""People handed out at a time: who is not among them is found by a few letters more."""


def own_state(viewer: Viewer, now: datetime) -> AccountState:
    """One's own account."""
    with reading(viewer):
        return accounts.account_states([viewer.id])[viewer.id]


def state_of(viewer: Viewer, now: datetime, person_id: int) -> AccountState:
    """How the account of a report stands, or for an administrator anybody's.

    Raises:
        NotFound, NotAllowed: nobody there, or not theirs to know.
    """
    with reading(viewer):
        person = get_person(person_id)
        if not (access.manages_accounts(viewer) or access.leads(viewer, person)):
            raise NotAllowed()
        return accounts.account_states([person_id])[person_id]


def search(
    viewer: Viewer, now: datetime, words: str, which: PeopleFilter = PeopleFilter.HERE, limit: int = LIST_LIMIT
) -> list[tuple[Person, AccountState]]:
    """People with their accounts, by a few letters; those who have left only where they are asked for.

    Raises:
        NotAllowed: not an administrator.
    """
    require_account_administrator(viewer)
    with reading(viewer):
        found = administration.search_by_account(which, words, now, limit)
        states = accounts.account_states([person.id for person in found])
    return [(person, states[person.id]) for person in found]


def issue_code(viewer: Viewer, now: datetime, smith: PasswordHasher, person_id: int) -> str:
    """Make a one-time code with which somebody chooses their own secret; it is valid for seven days and shown once.

    An older code no longer works. The secret that they have does until they choose another; signing in with it
    ends the code.

    Raises:
        NotFound, NotAllowed: nobody there, or not for this person to give.
        DomainError: `account_closed`.
    """
    code = smith.new_code()
    hashed = smith.hash(parse_code(code) or code)
    with writing(viewer):
        person = get_person(person_id)
        if not access.may_create_code(viewer, person):
            raise NotAllowed()
        if not accounts.get_credentials(person_id).is_open or person.has_left(now.date()):
            raise DomainError("account_closed")
        check_sign_in_key(smith)
        accounts.update_account(person_id, code=hashed, code_until=now + CODE_VALID_FOR)
        audit_log.add(AuditEntry(now, AuditKind.CODE_MADE, viewer.id, person_id))
    return code


def set_open(viewer: Viewer, now: datetime, person_id: int, *, is_open: bool) -> None:
    """Open an account, or close it: nobody signs in with it then, and its sessions end.

    Raises:
        NotFound, NotAllowed: nobody there, or not an administrator, or one's own.
    """

    def change(person: Person) -> AuditKind:
        accounts.update_account(person.id, is_open=is_open)
        if not is_open:
            sessions.end_all_sessions(person.id, now)
        return AuditKind.ACCOUNT_OPENED if is_open else AuditKind.ACCOUNT_CLOSED

    _change_account(viewer, now, person_id, change)


def end_sessions(viewer: Viewer, now: datetime, person_id: int) -> None:
    """End everything that somebody has open; what they wrote is saved.

    Raises:
        NotFound, NotAllowed: nobody there, or not an administrator, or one's own.
    """

    def change(person: Person) -> AuditKind:
        sessions.end_all_sessions(person.id, now)
        return AuditKind.SESSIONS_ENDED

    _change_account(viewer, now, person_id, change)


def set_administrator(viewer: Viewer, now: datetime, person_id: int, *, administers: bool) -> None:
    """Let somebody administer, or no longer. Nobody takes it from themselves, so one always is left.

    Raises:
        NotFound, NotAllowed: nobody there, or not an administrator, or oneself.
    """

    def change(person: Person) -> AuditKind:
        people.update(person.id, {"is_administrator": administers})
        return AuditKind.ADMINISTRATOR

    _change_account(viewer, now, person_id, change, administers=administers)


def _change_account(
    viewer: Viewer, now: datetime, person_id: int, change: Callable[[Person], AuditKind], **details: object
) -> None:
    require_account_administrator(viewer)
    with writing(viewer):
        person = get_person(person_id)
        if person.id == viewer.id:
            raise NotAllowed()
        audit_log.add(AuditEntry(now, change(person), viewer.id, person.id, details=details))
