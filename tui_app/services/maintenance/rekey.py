"""TODO-DOC."""

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


def replace_sign_in_key(now: datetime, smith: PasswordHasher, terminal: str) -> list[tuple[Person, str]]:
    """Make another sign-in key that of this database: what was made with the old one opens nothing any more.

    Args:
        smith: with the new key.
        terminal: where, as the log names it.

    Returns:
        Those who administer, each with a one-time code; everybody else gets theirs from them, or from their leader.
    """
    with reading():
        first = administration.administrators(now.date())
    codes = [smith.new_code() for _ in first]
    hashed = [smith.hash(parse_code(code) or code) for code in codes]
    with writing():
        accounts.reset_all_credentials(now)
        settings.put(SIGN_IN_KEY_SETTING, smith.fingerprint)
        audit_log.add(AuditEntry(now, AuditKind.REKEYED, terminal=terminal, details={"key": "sign_in"}))
        for person, code in zip(first, hashed, strict=True):
            accounts.update_account(person.id, code=code, code_until=now + CODE_VALID_FOR)
            audit_log.add(AuditEntry(now, AuditKind.CODE_MADE, None, person.id, terminal=terminal))
    return list(zip(first, codes, strict=True))
