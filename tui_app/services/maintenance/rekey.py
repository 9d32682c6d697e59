"""Replacing the sign-in key of the database."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.records.person import Person
from tui_app.services.accounts.credentials import SIGN_IN_KEY_SETTING
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.maintenance.moving import give_codes_to_administrators
from tui_app.storage import audit_log, settings
from tui_app.storage.database import writing
from tui_app.storage.sign_in import accounts


def replace_sign_in_key(now: datetime, hasher: PasswordHasher, terminal: str) -> list[tuple[Person, str]]:
    """Replace the sign-in key. Passwords, codes and PINs made with the old key stop working.

    Args:
        hasher: has the new key.
        terminal: where, as the log names it.

    Returns:
        The administrators, each with a one-time code. Everybody else gets a code from them or from their leader.
    """
    with writing():
        accounts.reset_all_credentials(now)
        settings.put(SIGN_IN_KEY_SETTING, hasher.fingerprint)
        audit_log.add(AuditEntry(now, AuditKind.REKEYED, terminal=terminal, details={"key": "sign_in"}))
        return give_codes_to_administrators(now, hasher, terminal)
