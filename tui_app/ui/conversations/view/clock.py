"""TODO-DOC."""

from __future__ import annotations

CLOCK_REFRESH_SECONDS = 10.0
