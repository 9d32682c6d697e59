"""Dates: arithmetic, public holidays, and dates as people type them."""
