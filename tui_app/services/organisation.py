"""Where the organisation is: its public holidays, and the time zone whose date is today."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.audit import AuditKind, Entry
from tui_app.domain.days_off import COUNTRY
from tui_app.domain.organisation import Organisation
from tui_app.domain.records import Viewer
from tui_app.domain.refusals import NotAllowed
from tui_app.services.days_off import COUNTRY_KEY
from tui_app.storage import audit, settings
from tui_app.storage.database import reading, writing

if TYPE_CHECKING:
    from tui_app.domain.drafts import OrganisationDraft

ZONE_KEY = "zone"
"""Setting: the time zone in which the organisation's days begin."""


def zone_name() -> str:
    """Name of the organisation's time zone; empty where it has none of its own. Whoever opens the database asks."""
    with reading():
        return str(settings.get(ZONE_KEY) or "")


def begin(zone: str) -> None:
    """A new database begins in the time zone of the computer on which it is made."""
    if zone:
        with writing():
            settings.put(ZONE_KEY, zone)


def overview(viewer: Viewer, now: datetime) -> Organisation:
    """Where the organisation is.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with reading(viewer):
        found = settings.several((COUNTRY_KEY, ZONE_KEY))
    return Organisation(str(found.get(COUNTRY_KEY) or COUNTRY), str(found.get(ZONE_KEY) or ""))


def change(viewer: Viewer, now: datetime, draft: OrganisationDraft) -> None:
    """Say where the organisation is. Another time zone holds on each computer from its next start.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with writing(viewer):
        settings.put(COUNTRY_KEY, draft.country)
        settings.put(ZONE_KEY, draft.zone)
        details = {"country": draft.country, "zone": draft.zone}
        audit.add(Entry(now, AuditKind.ORGANISATION, viewer.id, details=details))


def _require_administrator(viewer: Viewer) -> None:
    if not access.manages_organisation(viewer):
        raise NotAllowed()
