"""TODO-DOC."""

from __future__ import annotations

PANEL_MIN_WIDTH = 110
"""Cells from which there is room for the side panel."""


MAX_PANEL_ACTIONS = 5
"""Actions of one group in the side panel, beyond which only their number is said."""
