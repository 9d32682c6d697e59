"""TODO-DOC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.accounts.credentials import parse_code, password_problem
from tui_app.domain.accounts.sign_in_delays import ATTEMPTS_EXPIRE_AFTER, seconds_to_wait
from tui_app.domain.audit import AuditEntry, AuditKind
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
"""The setting by which a database knows its sign-in key."""


def check_sign_in_key(smith: PasswordHasher) -> None:
    """See to it that secrets are made and checked with the sign-in key of this database; the first one is it.

    Call it in a writing scope.

    Raises:
        DomainError: `sign_in_key_other`: this computer has another one.
    """
    known = settings.get(SIGN_IN_KEY_SETTING)
    if known is None:
        settings.put(SIGN_IN_KEY_SETTING, smith.fingerprint)
    elif known != smith.fingerprint:
        raise DomainError("sign_in_key_other")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One counted try; the keys count those at this terminal, and those at all of them."""

    keys: tuple[str, str]
    person: Person | None
    locks: StoredCredentials


def check_password_rules(person: Person, secret: str) -> None:
    """Whether somebody may choose a secret.

    Raises:
        InvalidInput: what is wrong with it, under "new_secret".
    """
    if problem := password_problem(secret, (person.name, person.employee_number, person.email)):
        raise InvalidInput({"new_secret": problem})


def confirm_password(viewer: Viewer, now: datetime, smith: PasswordHasher, secret: str) -> None:
    """Ask the signed-in person for the secret once more; one who has none is believed.

    Raises:
        DomainError: `sign_in_wait`, `sign_in_refused`.
    """
    with reading(viewer):
        if not accounts.get_credentials(viewer.id).password_hash:
            return
    tried = count_attempt(now, smith, "", viewer.id)
    if verify_attempt(now, smith, "", tried, secret, codes=False):
        raise DomainError("sign_in_refused", seconds=0)


def count_attempt(now: datetime, smith: PasswordHasher, terminal: str, who: str | int) -> Attempt:
    """Count a try before anything is verified.

    Raises:
        DomainError: `sign_in_wait`; such a try is not counted, or a stranger could keep somebody waiting for ever.
    """
    wait = 0
    with writing():
        check_sign_in_key(smith)
        person = people.get(who) if isinstance(who, int) else _identify(who, now)
        name = str(person.id) if person else folded(str(who)).strip()
        keys = smith.name_of(terminal, name), smith.name_of("", "everywhere", name)
        wait = _seconds_to_wait(keys, now)
        if not wait:
            attempts.count_attempt(keys, now)
        locks = accounts.get_credentials(person.id) if person else StoredCredentials()
    if wait:
        raise DomainError("sign_in_wait", seconds=wait)
    return Attempt(keys, person, locks)


def _seconds_to_wait(keys: tuple[str, str], now: datetime) -> int:
    here, everywhere = map(attempts.get_attempts_for_update, keys)
    return seconds_to_wait(here, everywhere, now)


def _identify(who: str, now: datetime) -> Person | None:
    """The one person whose full name, number or e-mail was typed."""
    wanted = folded(clean_line(who)).strip()
    found = [
        person
        for person in (people.search(who, now.date(), limit=50) if wanted else [])
        if wanted in (folded(person.name), folded(person.employee_number), folded(person.email))
    ]
    return found[0] if len(found) == 1 else None


def verify_attempt(
    now: datetime, smith: PasswordHasher, terminal: str, tried: Attempt, secret: str, *, codes: bool = True
) -> bool:
    """Verify a counted try, in the same time whoever it is about; whether it was a one-time code.

    Raises:
        DomainError: `sign_in_refused`.
    """
    code = parse_code(secret) if codes and tried.locks.code_hash else None
    fresh = tried.locks.code_until is not None and now < tried.locks.code_until
    matches = smith.matches(tried.locks.code_hash if code else tried.locks.password_hash, code or secret)
    if matches and (fresh or not code) and tried.locks.is_open:
        with writing():
            attempts.delete_attempts(tried.keys, now - ATTEMPTS_EXPIRE_AFTER)
        return code is not None
    with writing():
        if tried.person is not None:
            audit_log.add(AuditEntry(now, AuditKind.SIGN_IN_FAILED, None, tried.person.id, terminal=terminal))
        else:
            attempts.touch_attempts(tried.keys, now)  # waits for the disk as long as the line in the log does
        seconds = _seconds_to_wait(tried.keys, now)
    raise DomainError("sign_in_refused", seconds=seconds)
