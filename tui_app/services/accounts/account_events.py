"""What happened to an account since its owner last signed in."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui_app.domain.audit import AuditKind, CodeUse, NamedAuditEntry
from tui_app.domain.dates.clock import is_from_wrong_clock
from tui_app.domain.records.person import Viewer
from tui_app.services.access_log import LOG_PAGE_SIZE
from tui_app.storage import audit_log, moments
from tui_app.storage.database import reading, writing
from tui_app.storage.sign_in import accounts

NOTIFIED_KINDS = (
    AuditKind.CODE_MADE,
    AuditKind.PASSWORD_CHOSEN,
    AuditKind.SIGN_IN_FAILED,
    AuditKind.ACCOUNT_OPENED,
    AuditKind.ACCOUNT_CLOSED,
    AuditKind.SESSIONS_ENDED,
    AuditKind.LEADER_CHANGED,
    AuditKind.STAND_IN,
    AuditKind.PEOPLE_JOINED,
)
"""Events about an account that its owner is told about at the next sign-in."""


CODE_USE_REPORTED_FOR = timedelta(days=30)
"""For this long after a code was used, its owner is asked about it, unless they were asked before."""


def since_last_sign_in(viewer: Viewer, now: datetime) -> list[NamedAuditEntry]:
    """What happened to the viewer's account since the sign-in before this one, the oldest first.

    The password chosen during this sign-in is left out.
    """
    with reading(viewer):
        lines = audit_log.find_entries(LOG_PAGE_SIZE, about=viewer.id, kinds=(AuditKind.SIGNED_IN, *NOTIFIED_KINDS))
    events: list[NamedAuditEntry] = []
    signed_in_at: datetime | None = None
    for line in lines:
        if line.entry.kind is AuditKind.SIGNED_IN:
            if signed_in_at is not None:
                break
            signed_in_at = line.entry.at
        elif line.entry.kind is not AuditKind.PASSWORD_CHOSEN or line.entry.at != signed_in_at:
            events.insert(0, line)
    return events


def take_untold(viewer: Viewer, now: datetime) -> list[NamedAuditEntry]:
    """What others did to the viewer's account since they were last told, the oldest first; each entry only once.

    For every way in: on one's own computer there is no sign-in. Whoever was never told is told what happened since the
    sign-in before this one, or in the last 30 days.
    """
    with reading(viewer):
        newest, told = audit_log.newest_id(viewer.id), accounts.told_upto(viewer.id)
    if newest <= told:
        return []
    events = _since_entry(viewer, told) if told else since_last_sign_in(viewer, now)
    with writing(viewer, notify=False):
        accounts.update_account(viewer.id, told_upto=newest)
    return [
        line
        for line in events
        if (line.entry.by_id != viewer.id or line.entry.kind is AuditKind.PASSWORD_CHOSEN)
        and (told or line.entry.at >= now - CODE_USE_REPORTED_FOR)
    ]


def _since_entry(viewer: Viewer, told: int) -> list[NamedAuditEntry]:
    """What happened to the viewer's account after an entry of the log, the oldest first."""
    with reading(viewer):
        lines = audit_log.find_entries(LOG_PAGE_SIZE, about=viewer.id, kinds=(AuditKind.SIGNED_IN, *NOTIFIED_KINDS))
    newer = [line for line in reversed(lines) if line.id > told]
    signed_in = {line.entry.at for line in newer if line.entry.kind is AuditKind.SIGNED_IN}
    return [
        line
        for line in newer
        if line.entry.kind is not AuditKind.SIGNED_IN
        and (line.entry.kind is not AuditKind.PASSWORD_CHOSEN or line.entry.at not in signed_in)
    ]


def codes_used(viewer: Viewer, now: datetime, since: datetime | None = None) -> tuple[CodeUse, ...]:
    """One-time codes that were used to choose the viewer's password, the newest first, so that they can recognise them.

    If somebody else used a code, that person knows the password, and the owner can only sign in with a newer code or at
    a computer that asks for no password.

    Args:
        since: codes used after this moment; for a computer that asks for no password. None right after a sign-in: no
            codes if it was with the password; if it was with a code, the ones before it (those of the last 30 days,
            otherwise the last one).
    """
    if since is not None and is_from_wrong_clock(since, now):
        since = now - CODE_USE_REPORTED_FOR
    with reading(viewer):
        chosen = audit_log.find_entries(LOG_PAGE_SIZE, about=viewer.id, kinds=(AuditKind.PASSWORD_CHOSEN,))
        used = [line for line in chosen if line.entry.details.get("with_code")]
        if since is None:
            came = audit_log.find_entries(1, about=viewer.id, kinds=(AuditKind.SIGNED_IN,))
            if not used or not came or used[0].entry.at != came[0].entry.at:
                return ()
            used = [line for line in used[1:] if line.entry.at >= now - CODE_USE_REPORTED_FOR] or used[1:2]
        else:
            used = [line for line in used if moments.logged_at(line.id, line.entry.at, now) > since]
        made = {
            line.id: audit_log.find_entries(1, about=viewer.id, kinds=(AuditKind.CODE_MADE,), before=line.id)
            for line in used
        }
    return tuple(
        CodeUse(line.entry.at, line.entry.terminal, made[line.id][0].by_name if made[line.id] else "") for line in used
    )
