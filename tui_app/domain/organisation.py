"""Settings of the whole organisation: its country, whose public holidays count, and its time zone."""

from __future__ import annotations

from dataclasses import dataclass

from tui_app.domain.dates.public_holidays import DEFAULT_COUNTRY


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation.

    Attributes:
        country: the country whose public holidays count; two letters, ISO 3166.
        zone: name of the time zone in which its days begin; empty for the zone of each computer.
    """

    country: str = DEFAULT_COUNTRY
    zone: str = ""


def is_time_zone(name: str) -> bool:
    """True if a time zone has this name."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        return False
    return True
