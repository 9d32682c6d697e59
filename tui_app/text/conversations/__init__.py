"""Texts about conversations and their minutes."""
