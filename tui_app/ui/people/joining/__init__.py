"""Joining two entries of one person, and removing one made by mistake."""
