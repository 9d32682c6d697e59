"""Signed minutes and their printout."""
