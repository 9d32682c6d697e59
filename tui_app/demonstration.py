"""The demonstration: a throwaway team to look at."""

from __future__ import annotations
