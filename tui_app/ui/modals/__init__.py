"""Dialogs: each answers once."""
