"""Accounts as an administrator or a leader sees them: state, one-time codes, closing, sessions, administrators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.accounts.accounts import AccountState, PeopleFilter
from tui_app.domain.accounts.credentials import CODE_VALID_FOR, parse_code
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts.administrators import keeping_an_administrator
from tui_app.services.accounts.credentials import check_sign_in_key
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.authorize import get_person, require, require_account_administrator
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.people import administration, people
from tui_app.storage.sign_in import accounts, sessions

LIST_LIMIT = 100
"""How many people a search returns at most."""


def own_state(viewer: Viewer, now: datetime) -> AccountState:
    """The state of the viewer's own account."""
    with reading(viewer):
        return accounts.account_states([viewer.id])[viewer.id]


def state_of(viewer: Viewer, now: datetime, person_id: int) -> AccountState:
    """The state of a person's account.

    Raises:
        NotFound: no such person.
        NotAllowed: the viewer neither leads this person nor manages accounts.
    """
    with reading(viewer):
        person = get_person(person_id)
        require(access.manages_accounts(viewer) or access.leads(viewer, person))
        return accounts.account_states([person_id])[person_id]


def search(
    viewer: Viewer, now: datetime, query: str, which: PeopleFilter = PeopleFilter.HERE, limit: int = LIST_LIMIT
) -> list[tuple[Person, AccountState]]:
    """People with the state of their accounts, by a few letters of name, number or e-mail address.

    Args:
        which: people who have left are only found if this asks for them.

    Raises:
        NotAllowed: not an administrator.
    """
    require_account_administrator(viewer)
    with reading(viewer):
        found = administration.search_by_account(which, query, now, limit)
        states = accounts.account_states([person.id for person in found])
    return [(person, states[person.id]) for person in found]


def issue_code(viewer: Viewer, now: datetime, hasher: PasswordHasher, person_id: int) -> str:
    """Make a one-time code with which a person chooses a new password; it is valid for seven days and shown once.

    An older code stops working. The current password keeps working until a new one is chosen; signing in with it
    cancels the code.

    Raises:
        NotFound, NotAllowed: no such person, or the viewer may not give them a code.
        DomainError: `account_closed`.
    """
    code = hasher.new_code()
    code_hash = hasher.hash(parse_code(code) or code)
    with writing(viewer, about=[person_id]):
        person = get_person(person_id)
        require(access.may_create_code(viewer, person))
        if not accounts.get_credentials(person_id, lock=True).is_open or person.has_left(now.date()):
            raise DomainError("account_closed")
        check_sign_in_key(hasher)
        accounts.update_account(person_id, code=code_hash, code_until=now + CODE_VALID_FOR)
        audit_log.add(AuditEntry(now, AuditKind.CODE_MADE, viewer.id, person_id))
    return code


def set_open(viewer: Viewer, now: datetime, person_id: int, *, is_open: bool) -> None:
    """Open or close an account. Closing it ends its sessions.

    Raises:
        NotFound, NotAllowed: no such person, not an administrator, or the viewer's own account.
        DomainError: `last_administrator`.
    """

    def change(person: Person) -> AuditKind:
        accounts.update_account(person.id, is_open=is_open)
        if not is_open:
            sessions.end_all_sessions(person.id, now)
        return AuditKind.ACCOUNT_OPENED if is_open else AuditKind.ACCOUNT_CLOSED

    _change_account(viewer, now, person_id, change)


def end_sessions(viewer: Viewer, now: datetime, person_id: int) -> None:
    """End all sessions of a person; what they wrote is saved.

    Raises:
        NotFound, NotAllowed: no such person, not an administrator, or the viewer's own account.
    """

    def change(person: Person) -> AuditKind:
        sessions.end_all_sessions(person.id, now)
        return AuditKind.SESSIONS_ENDED

    _change_account(viewer, now, person_id, change)


def set_administrator(viewer: Viewer, now: datetime, person_id: int, *, administers: bool) -> None:
    """Make somebody an administrator, or stop them being one. Nobody can do this to themselves.

    Raises:
        NotFound, NotAllowed: no such person, not an administrator, or the viewer themselves.
        DomainError: `last_administrator`.
    """

    def change(person: Person) -> AuditKind:
        people.update(person.id, {"is_administrator": administers})
        return AuditKind.ADMINISTRATOR

    _change_account(viewer, now, person_id, change, administers=administers)


def _change_account(
    viewer: Viewer, now: datetime, person_id: int, change: Callable[[Person], AuditKind], **details: object
) -> None:
    require_account_administrator(viewer)
    with writing(viewer), keeping_an_administrator():
        person = get_person(person_id)
        require(person.id != viewer.id)
        audit_log.add(AuditEntry(now, change(person), viewer.id, person.id, details=details))
