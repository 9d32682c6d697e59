"""Queries about conversations, their preparation and their minutes."""
