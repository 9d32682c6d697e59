"""Queries about people, teams and stand-ins."""
