"""Which terminals Samtale can be drawn on."""

from __future__ import annotations

MIN_TERMINAL_SIZE = (80, 24)
"""Columns and rows that every screen is designed for."""
PLAIN_TERMINALS = ("dumb", "unknown")
"""Values of TERM of terminals that can only print lines."""
ASCII_TERMINALS = ("vt", "ansi", "cons", "sun", "wyse", "wy")
"""How TERM begins for terminals, or emulators of them, that have no signs but ASCII."""
