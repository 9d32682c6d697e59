"""Samtale: what leader and employee agree on gets followed up."""

from __future__ import annotations

__version__ = "0.2.0"
