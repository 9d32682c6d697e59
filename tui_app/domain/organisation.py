"""What holds for the whole organisation: where it is, and so which day it is there and on which days nobody works."""

from __future__ import annotations

from dataclasses import dataclass

from tui_app.domain.dates.public_holidays import DEFAULT_COUNTRY


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation.

    Attributes:
        country: whose public holidays count; a code of two letters, as in ISO 3166.
        zone: name of the time zone in which its days begin; empty for that of each computer.
    """

    country: str = DEFAULT_COUNTRY
    zone: str = ""


def is_time_zone(name: str) -> bool:
    """Whether there is a time zone of this name."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        return False
    return True
