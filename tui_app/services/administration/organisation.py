"""Where the organisation is: its public holidays, and the time zone whose date is today."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.dates.public_holidays import DEFAULT_COUNTRY
from tui_app.domain.errors import NotAllowed
from tui_app.domain.organisation import Organisation
from tui_app.domain.records.person import Viewer
from tui_app.services.administration.public_holidays import COUNTRY_SETTING
from tui_app.storage import audit_log, settings
from tui_app.storage.database import reading, writing

if TYPE_CHECKING:
    from tui_app.domain.drafts.settings import OrganisationDraft

TIME_ZONE_SETTING = "zone"
"""Setting: the time zone in which the organisation's days begin."""


def time_zone_name() -> str:
    """Name of the organisation's time zone; empty where it has none of its own. Whoever opens the database asks."""
    with reading():
        return str(settings.get(TIME_ZONE_SETTING) or "")


def set_initial_time_zone(zone: str) -> None:
    """A new database begins in the time zone of the computer on which it is made."""
    if zone:
        with writing():
            settings.put(TIME_ZONE_SETTING, zone)


def get(viewer: Viewer, now: datetime) -> Organisation:
    """Where the organisation is.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with reading(viewer):
        found = settings.get_many((COUNTRY_SETTING, TIME_ZONE_SETTING))
    return Organisation(str(found.get(COUNTRY_SETTING) or DEFAULT_COUNTRY), str(found.get(TIME_ZONE_SETTING) or ""))


def update(viewer: Viewer, now: datetime, draft: OrganisationDraft) -> None:
    """Say where the organisation is. Another time zone holds on each computer from its next start.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with writing(viewer):
        settings.put(COUNTRY_SETTING, draft.country)
        settings.put(TIME_ZONE_SETTING, draft.zone)
        details = {"country": draft.country, "zone": draft.zone}
        audit_log.add(AuditEntry(now, AuditKind.ORGANISATION, viewer.id, details=details))


def _require_administrator(viewer: Viewer) -> None:
    if not access.manages_organisation(viewer):
        raise NotAllowed()
