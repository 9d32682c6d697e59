"""Queries about practice: own sessions and notes, and the counters of what employees answered."""
