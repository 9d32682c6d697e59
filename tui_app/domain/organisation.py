"""Settings of the whole organisation: its country with its public holidays, its time zone, idle times, practice."""

from __future__ import annotations

from msgspec import Struct

from tui_app.domain.dates.public_holidays import DEFAULT_COUNTRY

DEFAULT_CONVERSATION_MINUTES = 30
"""People talk for long without a key."""
CONVERSATION_MINUTES = (5, 240)
"""The shortest and the longest time that can be set."""


class Organisation(Struct, frozen=True):
    """The organisation.

    Attributes:
        country: the country whose public holidays count; two letters, ISO 3166.
        zone: name of the time zone in which its days begin; empty for the zone of each computer.
        conversation_minutes: minutes without a key until a computer locks while a conversation is being held on it.
    """

    country: str = DEFAULT_COUNTRY
    zone: str = ""
    conversation_minutes: int = DEFAULT_CONVERSATION_MINUTES


def is_time_zone(name: str) -> bool:
    """True if a time zone has this name."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        return False
    return True
