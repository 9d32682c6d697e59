"""Figures about follow-up: what they count, for which periods, and which are hidden for privacy."""
