"""Moving the database to another computer: whether and how people can sign in there. Needs nobody to be signed in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from tui_app.domain.accounts.credentials import CODE_VALID_FOR, parse_code
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.records.person import Person
from tui_app.services.accounts.administrators import has_way_in
from tui_app.services.accounts.credentials import SIGN_IN_KEY_SETTING, check_sign_in_key
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.storage import audit_log, settings
from tui_app.storage.database import reading, writing
from tui_app.storage.people import administration
from tui_app.storage.sign_in import accounts


class SignInWay(StrEnum):
    """How people get into the database on a computer whose owner is not known.

    NAME: nobody has a password yet, so a name is enough.
    PASSWORD: an administrator can sign in and give codes to the others.
    NOBODY: others have passwords, but no administrator can sign in.
    KEY_MISSING, KEY_OTHER: this computer lacks the sign-in key of the database, or has another one.
    """

    NAME = "name"
    PASSWORD = "password"  # noqa: S105 - a way to sign in
    NOBODY = "nobody"
    KEY_MISSING = "sign_in_key_missing"
    KEY_OTHER = "sign_in_key_other"


def way_to_sign_in(now: datetime, hasher: PasswordHasher | None) -> SignInWay:
    """How people sign in on this computer.

    Args:
        hasher: has this computer's sign-in key; None if there is none yet.
    """
    with reading():
        if not accounts.has_any_credentials():
            return SignInWay.NAME
        stored = settings.get(SIGN_IN_KEY_SETTING)
        if stored is not None and (hasher is None or stored != hasher.fingerprint):
            return SignInWay.KEY_OTHER if hasher else SignInWay.KEY_MISSING
        is_open = has_way_in(administration.administrators(now.date()), now)
    return SignInWay.PASSWORD if is_open else SignInWay.NOBODY


def give_codes_to_administrators(now: datetime, hasher: PasswordHasher, terminal: str) -> list[tuple[Person, str]]:
    """Make a one-time code for each administrator, and log it. For whoever has the key of the database.

    Raises:
        DomainError: `sign_in_key_other`.
    """
    with reading():
        administrators = administration.administrators(now.date())
    codes = [hasher.new_code() for _ in administrators]
    hashes = [hasher.hash(parse_code(code) or code) for code in codes]
    with writing():
        check_sign_in_key(hasher)
        for person, code_hash in zip(administrators, hashes, strict=True):
            accounts.update_account(person.id, code=code_hash, code_until=now + CODE_VALID_FOR)
            audit_log.add(AuditEntry(now, AuditKind.CODE_MADE, None, person.id, terminal=terminal))
    return list(zip(administrators, codes, strict=True))
