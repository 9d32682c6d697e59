"""Whether a reminder was delivered, as it is stored."""

from __future__ import annotations

from enum import StrEnum


class ReminderStatus(StrEnum):
    """What became of a reminder. All but refused and deferred ones count as sent, so that nobody gets two."""

    QUIET = "quiet"
    CLAIMED = "claimed"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
    DEFERRED = "deferred"


NOT_DELIVERED = (ReminderStatus.REFUSED, ReminderStatus.DEFERRED)
"""The server did not take it."""
