"""Parse times of day as people type them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, tzinfo

from tui_app.domain.errors import DomainError
from tui_app.domain.text_normalization import clean_line

_TIME = re.compile(r"(?:(?:kl|klokka|klokken|at)[.]? ?)?(?P<hour>[0-9]{1,2})(?:(?P<sign>[:. ]?)(?P<minute>[0-9]{2}))?")


def parse_time(text: str) -> time | None:
    """Parse a time of day: 9, 9:30, 0930, 09.30, kl 9; None if there is none.

    Midnight needs its minutes, 00:00, since a lone 0 is more often meant as "none".

    Raises:
        DomainError: `not_a_time`, `midnight_unclear`.
    """
    line = clean_line(text).casefold()
    if not line:
        return None
    match = _TIME.fullmatch(line)
    if match is None or int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:
        raise DomainError("not_a_time")
    if int(match["hour"]) == 0 and (match["minute"] is None or match["hour"] + match["sign"] == "0"):
        raise DomainError("midnight_unclear")
    return time(int(match["hour"]), int(match["minute"] or 0))


def moment_of(day: date, at: time, zone: tzinfo | None) -> datetime:
    """A time of day in a zone.

    Raises:
        DomainError: `time_skipped`: the clocks are put forward over this time.
    """
    moment = datetime.combine(day, at, tzinfo=zone)
    if zone is not None and moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise DomainError("time_skipped")
    return moment
