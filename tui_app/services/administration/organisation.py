"""The organisation's country, which decides its public holidays, its time zone, and how long people may talk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.dates.public_holidays import DEFAULT_COUNTRY
from tui_app.domain.organisation import DEFAULT_CONVERSATION_MINUTES, Organisation
from tui_app.domain.records.person import Viewer
from tui_app.services.administration.public_holidays import COUNTRY_SETTING
from tui_app.services.administration.time_zone import TIME_ZONE_SETTING
from tui_app.services.authorize import require
from tui_app.storage import audit_log, settings
from tui_app.storage.database import reading, writing

if TYPE_CHECKING:
    from tui_app.domain.drafts.settings import OrganisationDraft

CONVERSATION_SETTING = "conversation_minutes"
"""Name of the setting with the minutes a conversation may be held without a key."""


def conversation_minutes() -> int:
    """Minutes without a key until a computer locks while a conversation is being held on it."""
    with reading():
        return _as_minutes(settings.get(CONVERSATION_SETTING))


def _as_minutes(stored: object) -> int:
    return stored if isinstance(stored, int) and not isinstance(stored, bool) else DEFAULT_CONVERSATION_MINUTES


def get(viewer: Viewer, now: datetime) -> Organisation:
    """The organisation's settings.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.manages_organisation(viewer))
    with reading(viewer):
        found = settings.get_many((COUNTRY_SETTING, TIME_ZONE_SETTING, CONVERSATION_SETTING))
    return Organisation(
        str(found.get(COUNTRY_SETTING) or DEFAULT_COUNTRY),
        str(found.get(TIME_ZONE_SETTING) or ""),
        _as_minutes(found.get(CONVERSATION_SETTING)),
    )


def update(viewer: Viewer, now: datetime, draft: OrganisationDraft) -> None:
    """Change the organisation's settings. Each computer uses a new time zone from its next start.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.manages_organisation(viewer))
    with writing(viewer):
        settings.put(COUNTRY_SETTING, draft.country)
        settings.put(TIME_ZONE_SETTING, draft.zone)
        settings.put(CONVERSATION_SETTING, draft.conversation_minutes)
        details = {"country": draft.country, "zone": draft.zone}
        audit_log.add(AuditEntry(now, AuditKind.ORGANISATION, viewer.id, details=details))
