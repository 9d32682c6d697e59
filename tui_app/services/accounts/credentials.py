"""Counting and checking attempts to sign in, and the sign-in key of the database."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tui_app.domain.accounts.credentials import is_code_valid, parse_code, password_problem
from tui_app.domain.accounts.sign_in_delays import ATTEMPTS_EXPIRE_AFTER, seconds_to_wait
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.dates.clock import CLOCK_TOLERANCE
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.text_normalization import clean_line, folded
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.storage import audit_log, settings
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people
from tui_app.storage.sign_in import accounts, attempts
from tui_app.storage.sign_in.accounts import StoredCredentials

SIGN_IN_KEY_SETTING = "sign_in_key"
"""Name of the setting with the fingerprint of the sign-in key."""


def check_sign_in_key(hasher: PasswordHasher) -> None:
    """Check that this computer has the sign-in key of the database; the first key used becomes it.

    Call it in a writing scope.

    Raises:
        DomainError: `sign_in_key_other`: this computer has another key.
    """
    stored = settings.get(SIGN_IN_KEY_SETTING) or settings.put_first(SIGN_IN_KEY_SETTING, hasher.fingerprint)
    if stored != hasher.fingerprint:
        raise DomainError("sign_in_key_other")


class Attempt(Struct, frozen=True):
    """One counted attempt to sign in.

    Attributes:
        counter_keys: the counter of this person at this terminal, and the one at all terminals.
        person: None if the identifier matched nobody.
        credentials: of that person; without any, nothing matches.
    """

    counter_keys: tuple[str, str]
    person: Person | None
    credentials: StoredCredentials


def check_password_rules(person: Person, password: str) -> None:
    """Check that a person may choose this password.

    Raises:
        InvalidInput: what is wrong with it, under "new_password".
    """
    if problem := password_problem(password, (person.name, person.employee_number, person.email)):
        raise InvalidInput({"new_password": problem})


def confirm_password(viewer: Viewer, now: datetime, hasher: PasswordHasher, password: str) -> StoredCredentials:
    """Ask the signed-in person for the password again. Does nothing for people without a password.

    Returns:
        What was checked against; before it is relied on, `require_unchanged` compares it with what is stored then.

    Raises:
        DomainError: `sign_in_wait`, `sign_in_refused`.
    """
    with reading(viewer):
        stored = accounts.get_credentials(viewer.id)
    if not stored.password_hash:
        return stored
    attempt = count_attempt(now, hasher, "", viewer.id)
    verify_attempt(now, hasher, "", attempt, password, codes=False)
    return attempt.credentials


def require_unchanged(person_id: int, checked: StoredCredentials) -> StoredCredentials:
    """Check that a person still has the password that was checked, and an open account. Call it while writing.

    Checking takes a fraction of a second, in which another password can be chosen or the account closed. Nobody changes
    what is returned until the transaction ends.

    Raises:
        DomainError: `sign_in_refused`.
    """
    stored = accounts.get_credentials(person_id, lock=True)
    if not stored.is_open or stored.password_hash != checked.password_hash:
        raise DomainError("sign_in_refused", seconds=0)
    return stored


def count_attempt(now: datetime, hasher: PasswordHasher, terminal: str, identifier: str | int) -> Attempt:
    """Count an attempt before it is checked.

    Args:
        identifier: full name, employee number or e-mail address as typed, or a person's id.

    Raises:
        DomainError: `sign_in_wait`. An attempt during the wait is not counted; otherwise a stranger could keep somebody
            waiting forever.
    """
    wait = 0
    with writing(notify=False):
        check_sign_in_key(hasher)
        person = people.get(identifier) if isinstance(identifier, int) else find_by_identifier(identifier, now)
        name = str(person.id) if person else folded(str(identifier)).strip()
        keys = hasher.attempt_key(terminal, name), hasher.attempt_key("", "everywhere", name)
        wait = _seconds_to_wait(keys, now)
        if not wait:
            attempts.count_attempt(keys, now)
        credentials = accounts.get_credentials(person.id) if person else StoredCredentials()
    if wait:
        raise DomainError("sign_in_wait", seconds=wait)
    return Attempt(keys, person, credentials)


def _seconds_to_wait(keys: tuple[str, str], now: datetime) -> int:
    at_terminal, everywhere = map(attempts.get_attempts_for_update, keys)
    return seconds_to_wait(at_terminal, everywhere, now)


def find_by_identifier(identifier: str, now: datetime) -> Person | None:
    """The one person with this full name, employee number or e-mail address; None if nobody or several people have it.

    Call it inside a scope.
    """
    found = people.with_identifier(clean_line(identifier), now.date())
    return found[0] if len(found) == 1 else None


def verify_attempt(
    now: datetime, hasher: PasswordHasher, terminal: str, attempt: Attempt, password: str, *, codes: bool = True
) -> bool:
    """Check a counted attempt. It takes the same time whether or not the person exists, or has a code.

    Args:
        codes: accept a one-time code as well. What reads like a code can also be the password.

    Returns:
        True if the password was a one-time code.

    Raises:
        DomainError: `sign_in_refused`; `code_expired` for the right code after its time, which only its owner has.
    """
    credentials = attempt.credentials
    code = parse_code(password) if codes else None
    is_password = hasher.verify(credentials.password_hash, password)
    matches_code = code is not None and hasher.verify(credentials.code_hash, code)
    is_code = matches_code and is_code_valid(credentials.code_until, now)
    if (is_password or is_code) and credentials.is_open:
        with writing(notify=False):
            attempts.delete_attempts(attempt.counter_keys)
            attempts.delete_expired_attempts(now - ATTEMPTS_EXPIRE_AFTER, now + CLOCK_TOLERANCE)
        return not is_password
    # of an unknown name the notice is about nobody, but takes as long to write
    with writing(about=[attempt.person.id if attempt.person else 0]):
        seconds = _seconds_to_wait(attempt.counter_keys, now)
        if attempt.person is not None:
            audit_log.add(AuditEntry(now, AuditKind.SIGN_IN_FAILED, None, attempt.person.id, terminal=terminal))
        else:
            attempts.touch_attempts(attempt.counter_keys, now)  # writes to disk, to take as long as the log entry above
    is_expired = matches_code and credentials.is_open
    raise DomainError("code_expired" if is_expired else "sign_in_refused", seconds=seconds)
