"""Choosing a new password or PIN while signed in."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.accounts.credentials import pin_problem
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts.credentials import (
    check_password_rules,
    check_sign_in_key,
    confirm_password,
    require_unchanged,
)
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.authorize import get_person
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.sign_in import accounts, sessions


def choose_password(
    viewer: Viewer,
    now: datetime,
    hasher: PasswordHasher,
    current_password: str,
    new_password: str,
    current_session_id: str = "",
) -> None:
    """Choose a new password. The current one is asked for if there is one.

    Args:
        current_session_id: this session continues; the person's other sessions end.

    Raises:
        DomainError: `sign_in_wait`, `sign_in_refused`: the current password is wrong.
        InvalidInput: the new password is too short, too long or too common.
    """
    confirmed = confirm_password(viewer, now, hasher, current_password)
    with reading(viewer):
        check_password_rules(get_person(viewer.id), new_password)
    password_hash = hasher.hash(new_password)
    with writing(viewer):
        check_sign_in_key(hasher)
        require_unchanged(viewer.id, confirmed)
        accounts.update_account(viewer.id, password_hash=password_hash, password_at=now, code="", code_until=None)
        sessions.end_all_sessions(viewer.id, now, except_id=current_session_id)
        audit_log.add(AuditEntry(now, AuditKind.PASSWORD_CHOSEN, viewer.id, viewer.id))


def choose_pin(viewer: Viewer, now: datetime, hasher: PasswordHasher, password: str, pin: str) -> None:
    """Choose a PIN that unlocks the viewer's own locked session; an empty PIN removes it.

    Raises:
        DomainError: `sign_in_wait`, `sign_in_refused`: the password is wrong; `no_password_yet`: there is none.
        InvalidInput: not six digits, or too easy to guess.
    """
    if pin and (problem := pin_problem(pin)):
        raise InvalidInput({"pin": problem})
    confirmed = confirm_password(viewer, now, hasher, password)
    pin_hash = hasher.hash(pin) if pin else ""
    with writing(viewer, about=[viewer.id]):
        if not require_unchanged(viewer.id, confirmed).password_hash:
            raise DomainError("no_password_yet")
        accounts.update_account(viewer.id, pin=pin_hash, pin_tries=0)
        audit_log.add(AuditEntry(now, AuditKind.PIN_CHOSEN, viewer.id, viewer.id, details={"chosen": bool(pin)}))
