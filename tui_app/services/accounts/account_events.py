"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui_app.domain.audit import AuditKind, CodeUse, NamedAuditEntry
from tui_app.domain.records.person import Viewer
from tui_app.services.access_log import LOG_PAGE_SIZE
from tui_app.storage import audit_log
from tui_app.storage.database import reading

NOTIFIED_KINDS = (
    AuditKind.CODE_MADE,
    AuditKind.PASSWORD_CHOSEN,
    AuditKind.SIGN_IN_FAILED,
    AuditKind.ACCOUNT_OPENED,
    AuditKind.ACCOUNT_CLOSED,
    AuditKind.SESSIONS_ENDED,
    AuditKind.LEADER_CHANGED,
    AuditKind.STAND_IN,
)
"""What is told to a person at the next sign-in: somebody did something about their account."""


CODE_USE_REPORTED_FOR = timedelta(days=30)
"""So long it is asked who used a code, if it has not been asked before."""


def since_last_sign_in(viewer: Viewer, now: datetime) -> list[NamedAuditEntry]:
    """What happened to one's account since the sign-in before this one, the oldest first.

    Not the secret that was chosen in this sign-in itself.
    """
    with reading(viewer):
        lines = audit_log.find_entries(LOG_PAGE_SIZE, about=viewer.id, kinds=(AuditKind.SIGNED_IN, *NOTIFIED_KINDS))
    told: list[NamedAuditEntry] = []
    signed_in: datetime | None = None
    for line in lines:
        if line.entry.kind is AuditKind.SIGNED_IN:
            if signed_in is not None:
                break
            signed_in = line.entry.at
        elif line.entry.kind is not AuditKind.PASSWORD_CHOSEN or line.entry.at != signed_in:
            told.insert(0, line)
    return told


def codes_used(viewer: Viewer, now: datetime, since: datetime | None = None) -> tuple[CodeUse, ...]:
    """One-time codes with which a secret was chosen for one's account, the newest first: it should have been oneself.

    Whoever used a code knows the secret from then on and is the one who signs in with it: the owner, if somebody else
    did, comes with a newer code, or sits at a computer that asks for nothing.

    Args:
        since: at such a computer: those used after this moment. None right after a sign-in: none if it was with the
            secret; if it was with a code, those that were used before, of the last 30 days or at least the last.
    """
    with reading(viewer):
        chosen = audit_log.find_entries(LOG_PAGE_SIZE, about=viewer.id, kinds=(AuditKind.PASSWORD_CHOSEN,))
        used = [line for line in chosen if line.entry.details.get("with_code")]
        if since is None:
            came = audit_log.find_entries(1, about=viewer.id, kinds=(AuditKind.SIGNED_IN,))
            if not used or not came or used[0].entry.at != came[0].entry.at:
                return ()
            used = [line for line in used[1:] if line.entry.at >= now - CODE_USE_REPORTED_FOR] or used[1:2]
        else:
            used = [line for line in used if line.entry.at > since]
        made = {
            line.id: audit_log.find_entries(1, about=viewer.id, kinds=(AuditKind.CODE_MADE,), before=line.id)
            for line in used
        }
    return tuple(
        CodeUse(line.entry.at, line.entry.terminal, made[line.id][0].by_name if made[line.id] else "") for line in used
    )
