"""Reads and writes files: Samtale's own, and those of the people who use it."""
