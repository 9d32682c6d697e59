"""The time zone of the organisation, which decides what "today" is; read at each start, before anybody is known."""

from __future__ import annotations

from tui_app.storage import settings
from tui_app.storage.database import reading, writing

TIME_ZONE_SETTING = "zone"
"""Name of the setting with the organisation's time zone."""


def time_zone_name() -> str:
    """The organisation's time zone; empty if none is set. Needs nobody to be signed in."""
    with reading():
        return str(settings.get(TIME_ZONE_SETTING) or "")


def set_initial_time_zone(zone: str) -> None:
    """Give a new database the time zone of the computer it is created on."""
    if zone:
        with writing():
            settings.put(TIME_ZONE_SETTING, zone)
