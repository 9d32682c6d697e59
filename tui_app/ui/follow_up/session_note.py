"""The note of a follow-up session."""

from __future__ import annotations

NOTE_FIELD = "note"
