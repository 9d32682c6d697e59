"""Somebody always administers the database; and the way back if nobody does."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from tui_app.domain.accounts.administrators import check_administrator_remains
from tui_app.domain.accounts.credentials import CODE_VALID_FOR, is_code_valid, parse_code
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person
from tui_app.domain.text_normalization import clean_line
from tui_app.services.accounts.credentials import check_sign_in_key
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.storage import audit_log
from tui_app.storage.database import lock_subject, reading, writing
from tui_app.storage.people import administration, people
from tui_app.storage.sign_in import accounts


@contextmanager
def keeping_an_administrator() -> Iterator[None]:
    """Make a change to people or accounts, unless nobody would administer after it. Use it while writing.

    Raises:
        DomainError: `last_administrator`.
    """
    lock_subject("administrators")
    before = administration.administrator_end_dates().values()
    yield
    check_administrator_remains(before, administration.administrator_end_dates().values())


def nobody_administers(now: datetime) -> bool:
    """True if there are people, and none of those here today administers."""
    with reading():
        return people.has_any() and not administration.administrators(now.date())


def has_way_in(people: Collection[Person], now: datetime) -> bool:
    """True if one of these people has a password, or a code to choose one. Call it inside a scope."""
    states = accounts.account_states([person.id for person in people]).values()
    return any(state.has_password or is_code_valid(state.code_until, now) for state in states)


def appoint_at_prompt(now: datetime, hasher: PasswordHasher, terminal: str, identifier: str) -> tuple[Person, str]:
    """Make somebody an administrator at the prompt of a computer with the key, because nobody administers.

    Or because others sign in with a password, and no administrator has one, or a code to choose one.

    Their last day is removed and their account opened. All of it is in the log.

    Args:
        terminal: where, as the log names it.
        identifier: full name, employee number or e-mail address.

    Returns:
        The person, and a one-time code if others sign in with a password and they have none.

    Raises:
        DomainError: `administrator_exists`: somebody administers and can sign in; `sign_in_key_other`: this computer
            has another key; `not_recognised`: nobody or several people match.
    """
    code = hasher.new_code()
    code_hash = hasher.hash(parse_code(code) or code)
    with writing():
        lock_subject("administrators")
        check_sign_in_key(hasher)
        there = administration.administrators(now.date())
        if there and (not accounts.has_any_credentials() or has_way_in(there, now)):
            raise DomainError("administrator_exists", name=there[0].name)
        found = people.with_identifier(clean_line(identifier))
        if len(found) != 1:
            raise DomainError("not_recognised", name=identifier.strip())
        person = found[0]
        people.update(person.id, {"is_administrator": True, "end_date": None})
        accounts.update_account(person.id, is_open=True)
        details = {"administers": True, "at_prompt": True}
        audit_log.add(AuditEntry(now, AuditKind.ADMINISTRATOR, None, person.id, terminal=terminal, details=details))
        if not accounts.has_any_credentials() or accounts.get_credentials(person.id).password_hash:
            return person, ""
        accounts.update_account(person.id, code=code_hash, code_until=now + CODE_VALID_FOR)
        audit_log.add(AuditEntry(now, AuditKind.CODE_MADE, None, person.id, terminal=terminal))
        return person, code
