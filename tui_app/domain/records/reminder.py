"""Whether a reminder was delivered, as it is stored."""

from __future__ import annotations

from enum import StrEnum


class ReminderStatus(StrEnum):
    """What became of a reminder. All but a refused one count as sent, so that nobody gets two."""

    QUIET = "quiet"
    CLAIMED = "claimed"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
