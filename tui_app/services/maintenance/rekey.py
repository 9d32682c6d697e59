"""Replacing the sign-in key of the database."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.accounts.credentials import CODE_VALID_FOR, parse_code
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.records.person import Person
from tui_app.services.accounts.credentials import SIGN_IN_KEY_SETTING
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.storage import audit_log, settings
from tui_app.storage.database import reading, writing
from tui_app.storage.people import administration
from tui_app.storage.sign_in import accounts


def replace_sign_in_key(now: datetime, hasher: PasswordHasher, terminal: str) -> list[tuple[Person, str]]:
    """Replace the sign-in key. Passwords, codes and PINs made with the old key stop working.

    Args:
        hasher: has the new key.
        terminal: where, as the log names it.

    Returns:
        The administrators, each with a one-time code. Everybody else gets a code from them or from their leader.
    """
    with reading():
        administrators = administration.administrators(now.date())
    codes = [hasher.new_code() for _ in administrators]
    code_hashes = [hasher.hash(parse_code(code) or code) for code in codes]
    with writing():
        accounts.reset_all_credentials(now)
        settings.put(SIGN_IN_KEY_SETTING, hasher.fingerprint)
        audit_log.add(AuditEntry(now, AuditKind.REKEYED, terminal=terminal, details={"key": "sign_in"}))
        for person, code in zip(administrators, code_hashes, strict=True):
            accounts.update_account(person.id, code=code, code_until=now + CODE_VALID_FOR)
            audit_log.add(AuditEntry(now, AuditKind.CODE_MADE, None, person.id, terminal=terminal))
    return list(zip(administrators, codes, strict=True))
