"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.accounts.credentials import pin_problem
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts.credentials import check_password_rules, check_sign_in_key, confirm_password
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.authorize import get_person
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.sign_in import accounts, sessions


def choose_password(viewer: Viewer, now: datetime, smith: PasswordHasher, old: str, new: str, here: str = "") -> None:
    """Choose another secret of one's own; the old one is asked for where there is one.

    Args:
        here: names the session that goes on; what is open elsewhere ends.

    Raises:
        DomainError: `sign_in_wait`, `sign_in_refused`: the old secret is not right.
        InvalidInput: the new one is too short, too long or too common.
    """
    confirm_password(viewer, now, smith, old)
    with reading(viewer):
        check_password_rules(get_person(viewer.id), new)
    hashed = smith.hash(new)
    with writing(viewer):
        check_sign_in_key(smith)
        accounts.update_account(viewer.id, secret=hashed, secret_at=now, code="", code_until=None)
        sessions.end_all_sessions(viewer.id, now, except_id=here)
        audit_log.add(AuditEntry(now, AuditKind.PASSWORD_CHOSEN, viewer.id, viewer.id))


def choose_pin(viewer: Viewer, now: datetime, smith: PasswordHasher, secret: str, pin: str) -> None:
    """Choose a PIN that unlocks one's own locked session, or with nothing typed do without one.

    Raises:
        DomainError: `sign_in_wait`, `sign_in_refused`: the secret is not right; `secret_first`: there is none yet.
        InvalidInput: not six digits, or too easy to guess.
    """
    if pin and (problem := pin_problem(pin)):
        raise InvalidInput({"pin": problem})
    confirm_password(viewer, now, smith, secret)
    hashed = smith.hash(pin) if pin else ""
    with writing(viewer):
        if not accounts.get_credentials(viewer.id).password_hash:
            raise DomainError("secret_first")
        accounts.update_account(viewer.id, pin=hashed, pin_tries=0)
        audit_log.add(AuditEntry(now, AuditKind.PIN_CHOSEN, viewer.id, viewer.id, details={"chosen": bool(pin)}))
