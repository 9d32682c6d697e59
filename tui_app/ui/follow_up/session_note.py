"""TODO-DOC."""

from __future__ import annotations

NOTE_FIELD = "note"
